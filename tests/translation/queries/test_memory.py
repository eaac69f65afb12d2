"""What does the memory of all modules offer for a text?"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests import make
from training.content.models import ModuleRow
from training.content.rules.segments import text_digest
from training.translation.actions.revising import keep_sources
from training.translation.models import SourceText, Translation
from training.translation.queries.memory import Remembered, remembered

RENT = "The office pays the rent of the room for 12 months."
ALIKE = "The office pays the rent of the room for 18 months."
FAR = "Nobody knows where the bell hangs today."


def _translate(session: Session, source: str, text: str, *, out_of: str = "en", **columns: Any) -> ModuleRow:
    module = make.module(session)
    keep_sources(session, out_of, [source])
    about = {"language": "de", "segment": f"who/{text_digest(text)}/body", "source_digest": text_digest(source)}
    said = {"text": text, "origin": "human", "translated_at": make.NOW}
    session.add(Translation(module_id=module.id, **{**about, **said, **columns}))
    session.flush()
    return module


def _found(session: Session, source: str, **options: Any) -> list[Remembered]:
    about = {"source_language": "en", "language": "de", **options}
    return remembered(session, [source], **about)[source]


def test_the_same_text_comes_first_and_then_what_is_alike_with_where_it_stands(session: Session) -> None:
    module = _translate(session, RENT, "Das Amt zahlt die Miete für 12 Monate.")
    _translate(session, ALIKE, "Das Amt zahlt die Miete für 18 Monate.", origin="machine")
    _translate(session, FAR, "Niemand weiß, wo die Glocke heute hängt.")

    same, near = _found(session, RENT)

    assert (same.score, same.source, same.text) == (100, RENT, "Das Amt zahlt die Miete für 12 Monate.")
    assert (same.module, same.state, same.origin) == (module.key, "unreviewed", "human")
    assert 80 < near.score < 100, "digits differ"
    assert (near.source, near.state) == (ALIKE, "machine")
    assert [each.source for each in _found(session, "The office pays the rent of a room for 6 months.")] != []


def test_numbers_that_were_left_out_hide_nothing(session: Session) -> None:
    """A row that was there already takes a number all the same on PostgreSQL; words are no less rare for that."""
    session.add(SourceText(id=1_000_000, digest=text_digest(FAR), language="en", text=FAR))
    _translate(session, ALIKE, "Das Amt zahlt die Miete für 18 Monate.")
    _translate(session, FAR, "Niemand weiß, wo die Glocke heute hängt.")
    _found(session, RENT)

    assert [each.source for each in _found(session, RENT)] == [ALIKE]
    assert [each.source for each in _found(session, FAR + " And why")] == [FAR]


def test_approved_translations_come_first_then_the_newest_and_each_once(session: Session) -> None:
    later = make.NOW + timedelta(days=1)
    _translate(session, RENT, "Alt")
    _translate(session, RENT, "Neu", translated_at=later)
    _translate(session, RENT, "Neu", translated_at=later, segment="who/again/body")
    _translate(session, RENT, "Gut", approved_at=make.NOW)

    assert [each.text for each in _found(session, RENT)] == ["Gut", "Neu", "Alt"]
    assert [each.text for each in _found(session, RENT, limit=1)] == ["Gut"]
    _translate(session, ALIKE, "Anders")
    assert len(_found(session, RENT, limit=4)) == 4
    assert len(_found(session, RENT, limit=4, least=100)) == 3, "the same text alone"
    assert _found(session, RENT)[0].state == "reviewed"


def test_only_texts_of_the_wanted_languages_count(session: Session) -> None:
    _translate(session, RENT, "Das Amt zahlt die Miete.", out_of="nl")
    _translate(session, ALIKE, "Úřad platí nájem.", language="cs")

    assert _found(session, RENT) == []
    assert [each.text for each in _found(session, RENT, language="cs")] == ["Úřad platí nájem."]
    assert [each.score for each in _found(session, RENT, source_language="nl")] == [100]


@pytest.mark.parametrize(
    "source",
    [
        "NEAR(office, rent) AND NOT room OR pays*",
        'It\'s "the office": -rent ^room {pays} (for) 12:* months & | ! <-> \\',
        "text : office + rent; DROP TABLE source_text; -- %s %(name)s :asked",
        "ﬁrst ß İstanbul ŁÓDŹ ½ ² 漢字 \N{COMBINING ACUTE ACCENT}a",
        "… !? _ “”",
        "' '' '''",
    ],
)
def test_signs_and_operators_of_the_index_are_words_of_a_text_like_others(session: Session, source: str) -> None:
    _translate(session, source, "Selbst das")
    _translate(session, f"{source} office", "Auch das")

    assert _found(session, source)[0].text == "Selbst das"
    assert remembered(session, ["", " ", source], source_language="en", language="de")[""] == []


def test_ten_texts_cost_two_statements_as_one_does(
    session: Session, statements: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    sources = [f"The office of house {number} pays the rent." for number in range(10)]
    for source in sources:
        _translate(session, source, source[::-1])

    with statements() as seen:
        one = remembered(session, sources[:1], source_language="en", language="de")
    with statements() as also:
        ten = remembered(session, sources, source_language="en", language="de")

    with statements() as exact:
        remembered(session, sources, source_language="en", language="de", least=100)

    assert (len(seen), len(also), len(exact)) == (2, 2, 1)
    assert [len(each) for each in ten.values()] == [3] * 10
    assert one[sources[0]] == ten[sources[0]]
