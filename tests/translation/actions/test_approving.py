"""Does somebody else than its author answer for a translation, and only for what they have read?"""

from dataclasses import replace
from functools import partial

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests import make
from training.content.models import ModuleRow
from training.content.rules.segments import text_digest
from training.foundation.audit import AuditEntry
from training.foundation.errors import Refused
from training.translation.actions.approving import Approval, approve, send_back
from training.translation.actions.writing import Outcome, Result
from training.translation.models import Translation, TranslationTask
from training.translation.queries import translation_rows
from training.translation.queries.segments import earlier

MODULE = make.module_value()
TITLE, SUMMARY, HALL = "module/title", "module/summary", "space/map/caption"
SOURCES = {TITLE: "Rooms for makers", SUMMARY: "What makers need from an office.", HALL: "The hall"}
TEXTS = {TITLE: "Räume", SUMMARY: "Was Werkende brauchen.", HALL: "Die Halle"}


@pytest.fixture
def module(session: Session) -> ModuleRow:
    """Give the tests' module as it came from a file."""
    make.version(session, MODULE)
    return make.module(session, MODULE)


def _translation(session: Session, module: ModuleRow, address: str, author: int | None) -> Translation:
    text = {"source": SOURCES[address], "text": TEXTS[address]}
    origin = "human" if author else "machine"
    return make.translation(session, module, segment=address, **text, translated_by=author, origin=origin)


def _read(address: str) -> Approval:
    source, text = text_digest(SOURCES[address]), text_digest(TEXTS[address])
    return Approval(address=address, source_digest=source, basis=text)


def test_nobody_approves_the_own_text(session: Session, module: ModuleRow) -> None:
    """Neither by the page, nor past it in the database; the texts of others and of machines they do."""
    author, reader = make.person(session).id, make.person(session).id
    for address, by in ((TITLE, author), (SUMMARY, reader), (HALL, None)):
        _translation(session, module, address, by)
    do = partial(approve, session, "craft", "de", person_id=reader, now=make.NOW)

    results = do([_read(TITLE), _read(SUMMARY), _read(HALL)])

    assert results == (
        Result(address=TITLE, outcome=Outcome.KEPT),
        Result(address=SUMMARY, outcome=Outcome.REFUSED, code="own-translation"),
        Result(address=HALL, outcome=Outcome.KEPT),
    )
    approved = {
        row.segment: (row.approved_by, row.approved_at, row.revision) for row in translation_rows(session, module.id)
    }
    assert approved == {TITLE: (reader, make.NOW, 4), SUMMARY: (None, None, 2), HALL: (reader, make.NOW, 4)}
    entry = session.scalars(select(AuditEntry)).one()
    assert (entry.event, entry.facts) == ("translation-approved", {"language": "de", "segments": [TITLE, HALL]})
    assert do([_read(TITLE)]) == (Result(address=TITLE, outcome=Outcome.SAME),)
    (own,) = translation_rows(session, module.id, segments=[SUMMARY])
    own.approved_by, own.approved_at = reader, make.NOW
    with pytest.raises(IntegrityError, match="four_eyes"), session.begin_nested():
        session.flush()


def test_nobody_approves_what_they_have_not_read(session: Session, module: ModuleRow) -> None:
    """Where the text is another by now, or its source, or it is gone."""
    author, reader = make.person(session).id, make.person(session).id
    for address in (TITLE, SUMMARY):
        _translation(session, module, address, author)
    make.version(session, replace(MODULE, summary="What all makers need."), number=2)
    other = replace(_read(TITLE), basis=text_digest("Zimmer"))

    results = approve(session, "craft", "de", [other, _read(SUMMARY), _read(HALL)], person_id=reader, now=make.NOW)

    assert {result.outcome for result in results} == {Outcome.CLASH}
    assert [result.theirs for result in results] == ["Räume", None, None]
    assert not any(row.approved_at for row in translation_rows(session, module.id))


def test_a_text_is_sent_back_with_a_reason(session: Session, module: ModuleRow) -> None:
    """An approval that it had is taken away and remembered."""
    author, reader, doubter = (make.person(session).id for _ in range(3))
    _translation(session, module, TITLE, author)
    approve(session, "craft", "de", [_read(TITLE)], person_id=reader, now=make.NOW)
    back = partial(send_back, session, "craft", "de", person_id=doubter, now=make.NOW)

    back(_read(TITLE), reason=" Too  short ")

    (row,) = translation_rows(session, module.id)
    assert (row.text, row.approved_by, row.approved_at) == ("Räume", None, None)
    assert [each.approved_at for each in earlier(session, module.id, "de", TITLE)] == [make.NOW]
    task = session.scalars(select(TranslationTask)).one()
    assert (task.kind, task.segment, task.facts) == ("returned", TITLE, {"reason": "Too  short"})
    approve(session, "craft", "de", [_read(TITLE)], person_id=reader, now=make.NOW)
    assert (task.closed_by, task.outcome) == (reader, "nothing-wrong")
    for approval, reason, code in (
        (_read(TITLE), " ", "reason-missing"),
        (_read(TITLE), "x" * 501, "reason-too-long"),
        (replace(_read(TITLE), basis=""), "x", "translation-changed"),
    ):
        with pytest.raises(Refused, match=code):
            back(approval, reason=reason)
