"""Is exactly that declared which was shown, with a reason?"""

import pytest

from training.authoring.rules.meaning import LONGEST_REASON, Edit, chosen_edits, reason_of, rounds, segment_of
from training.foundation.errors import Refused

COMMA = Edit(segment="who/hook/body", old="Ten names please.", new="Ten names, please.")
OLDER = Edit(segment="who/hook/body", old="Ten names pleas.", new="Ten names, please.")
TITLE = Edit(segment="who/title", old="Who", new="Who?")


def test_what_was_chosen_is_found_again_once() -> None:
    assert segment_of(COMMA.token) == COMMA.segment
    assert chosen_edits([COMMA, OLDER, TITLE], [TITLE.token, COMMA.token, TITLE.token]) == (TITLE, COMMA)


def test_what_has_changed_since_is_not_declared() -> None:
    edited = Edit(segment=COMMA.segment, old=COMMA.old, new="Eleven names, please.")
    with pytest.raises(Refused, match="edit-changed"):
        chosen_edits([edited, TITLE], [COMMA.token, TITLE.token])
    with pytest.raises(Refused, match="nothing-chosen"):
        chosen_edits([COMMA], [])


def test_two_older_texts_of_a_segment_are_declared_one_after_the_other() -> None:
    body = COMMA.segment
    assert rounds([COMMA, TITLE, OLDER]) == [
        {body: (COMMA.old, COMMA.new), TITLE.segment: (TITLE.old, TITLE.new)},
        {body: (OLDER.old, OLDER.new)},
    ]


@pytest.mark.parametrize(
    ("typed", "code"), [(" \n", "reason-missing"), ("a" * (LONGEST_REASON + 1), "reason-too-long")]
)
def test_a_reason_is_needed_and_has_an_end(typed: str, code: str) -> None:
    assert reason_of(" A comma\r\nwas missing. ") == "A comma was missing."
    with pytest.raises(Refused, match=code):
        reason_of(typed)
