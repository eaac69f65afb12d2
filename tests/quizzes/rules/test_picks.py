"""Is everything that can be picked in a question of any kind offered, and found again in a response?"""

import pytest

from tests.kinds import RIGHT_OF_KIND, every_kind
from training.content.rules.questions import Question
from training.quizzes.rules.kinds import KINDS
from training.quizzes.rules.picks import ANOTHER, FALSE, TRUE, offered, picked

WITH_PICKS = [question for question in every_kind() if question.kind not in ("short-text", "scale", "reflection")]
BY_KIND = {question.kind: question for question in every_kind()}


@pytest.mark.parametrize("question", WITH_PICKS, ids=lambda question: question.kind)
def test_a_right_response_picks_exactly_what_is_right(question: Question) -> None:
    response = KINDS[question.kind].read(question, RIGHT_OF_KIND[question.kind])

    assert set(picked(question, response)) == {pick.key for pick in offered(question) if pick.right}


@pytest.mark.parametrize(
    ("kind", "response", "keys"),
    [
        ("single", {"choices": ["studio"]}, ("studio",)),
        ("multiple", {"choices": ["a", "c"]}, ("a", "c")),
        ("true-false", {"answer": False}, (FALSE,)),
        ("numeric", {"number": "9.0", "typed": "9,0"}, ("tenth",)),
        ("numeric", {"number": "7", "typed": "7"}, (ANOTHER,)),
        ("gap-text", {"gaps": {"who": "artist"}}, ("who/artist",)),
        ("matching", {"pairs": {"museum": "x", "studio": "own"}}, ("museum/x", "studio/own")),
        ("ordering", {"order": ["two", "one", "three"]}, ("three",)),
        ("scenario", {"path": [["start", "wait"], ["start", "wait"]]}, ("start/wait",)),
    ],
)
def test_a_wrong_response_picks_what_was_chosen(kind: str, response: dict[str, object], keys: tuple[str, ...]) -> None:
    question = BY_KIND[kind]

    assert picked(question, response) == keys
    assert set(keys) <= {pick.key for pick in offered(question)}


@pytest.mark.parametrize("kind", ["short-text", "scale", "reflection"])
def test_what_is_written_freely_offers_nothing(kind: str) -> None:
    assert offered(BY_KIND[kind]) == ()
    assert picked(BY_KIND[kind], {"text": "the client", "level": 3, "written": True}) == ()


def test_picks_tell_to_which_part_they_belong() -> None:
    pair = offered(BY_KIND["matching"])[1]
    second = offered(BY_KIND["scenario"])[2]
    gap = offered(BY_KIND["gap-text"])[0]

    assert (pair.part, pair.text, pair.right) == ("Museum", "Private", False)
    assert (second.place, second.text, second.right) == (2, "Lend it", True)
    assert (gap.place, gap.text) == (1, "the client")


def test_numbers_and_truths_have_no_text() -> None:
    numbers = [(pick.number, pick.right) for pick in offered(BY_KIND["numeric"])]
    truths = {pick.key: pick.right for pick in offered(BY_KIND["true-false"])}

    assert numbers == [("4.5", True), ("9", False), (None, False)]
    assert truths == {TRUE: True, FALSE: False}
