"""Is what a translator types kept, or comes it back with why, and is nothing of anybody's lost?"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import make
from training.content.models import ModuleRow
from training.content.rules.segments import text_digest
from training.foundation.audit import AuditEntry
from training.foundation.errors import NotFound, Refused
from training.translation.actions.tasks import open_task
from training.translation.actions.writing import LONGEST, Outcome, Result, Wording, write
from training.translation.models import EarlierTranslation, OverruledCheck, SourceText, TranslationTask
from training.translation.queries import translation_rows
from training.translation.queries.segments import earlier, written
from training.translation.rules.checks import Check
from training.translation.rules.tasks import Kind

MODULE = make.module_value()
TITLE, HOOK, FEE = "module/title", "who/hook/body", "who/who-quiz/who-numeric/stem"
SOURCES = {TITLE: "Rooms for makers", HOOK: "Ten names stand on the **list**.", FEE: "What is 5 per cent of 90 euro?"}

Write = Callable[..., tuple[Result, ...]]


@pytest.fixture
def module(session: Session) -> ModuleRow:
    """Give the tests' module as it came from a file."""
    make.version(session, MODULE)
    return make.module(session, MODULE)


@pytest.fixture
def write_as(session: Session) -> Write:
    """Write into German: ``write_as(person_id, *wordings)``."""

    def do(person_id: int, *wordings: Wording) -> tuple[Result, ...]:
        return write(session, "craft", "de", wordings, person_id=person_id, now=make.NOW)

    return do


def _wording(address: str, text: str, *, before: str = "", source: str = "", **overruled: str) -> Wording:
    digest, basis = text_digest(source or SOURCES[address]), text_digest(before) if before else ""
    return Wording(address=address, source_digest=digest, text=text, basis=basis, overruled=overruled)


def test_good_texts_are_kept_and_the_others_come_back_with_why(
    session: Session, module: ModuleRow, write_as: Write
) -> None:
    """All of one page at once; a file's text is replaced and set aside, its approval is gone."""
    person = make.person(session)
    make.translation(
        session, module, segment=TITLE, source=SOURCES[TITLE], text="Zimmer", origin="file", approved_at=make.NOW
    )
    place: dict[str, Any] = {"module_id": module.id, "language": "de", "segment": TITLE}
    open_task(session, **place, kind=Kind.ALARM, facts={}, now=make.NOW)

    results = write_as(
        person.id,
        _wording(TITLE, " Räume  für Werkende ", before="Zimmer"),
        _wording(HOOK, "Zehn Namen stehen auf der Liste."),
        _wording(FEE, "  "),
    )

    assert [result.outcome for result in results] == [Outcome.KEPT, Outcome.REFUSED, Outcome.REFUSED]
    assert [each.check for result in results for each in result.findings] == [Check.MARKDOWN, Check.EMPTY]
    (row,) = translation_rows(session, module.id)
    assert (row.text, row.origin, row.translated_by) == ("Räume  für Werkende", "human", person.id)
    assert (row.approved_at, row.revision) == (None, 2)
    before = session.scalars(select(EarlierTranslation)).one()
    assert (before.text, before.origin, before.approved_at, before.replaced_by) == (
        "Zimmer",
        "file",
        make.NOW,
        person.id,
    )
    assert [each.text for each in session.scalars(select(SourceText))] == [SOURCES[TITLE]]
    assert session.scalars(select(TranslationTask)).one().outcome == "mended"
    entry = session.scalars(select(AuditEntry)).one()
    assert (entry.event, entry.subject) == ("translation-saved", "module craft")
    assert entry.facts == {"language": "de", "segments": [TITLE]}


def test_the_same_text_again_changes_nothing(session: Session, module: ModuleRow, write_as: Write) -> None:
    """It stays approved, whatever the form showed; nobody has written anything."""
    author, reader = make.person(session), make.person(session)
    said: dict[str, Any] = {"translated_by": author.id, "approved_by": reader.id, "approved_at": make.NOW}
    make.translation(session, module, segment=TITLE, source=SOURCES[TITLE], text="Räume", **said)

    results = write_as(reader.id, _wording(TITLE, "Räume"))

    assert [result.outcome for result in results] == [Outcome.SAME]
    (row,) = translation_rows(session, module.id)
    assert (row.translated_by, row.approved_by) == (author.id, reader.id)
    assert not session.scalars(select(AuditEntry)).all()


def test_a_warning_needs_a_reason(session: Session, module: ModuleRow, write_as: Write) -> None:
    """Which is kept with the text; a reason that is none, and one about another check, overrule nothing."""
    person = make.person(session)
    wording = _wording(FEE, "Wie viel sind 5 Prozent von neunzig Euro?")

    refused = [*write_as(person.id, wording), *write_as(person.id, replace(wording, overruled={"numbers": " "}))]
    (kept,) = write_as(person.id, replace(wording, overruled={"numbers": " In Worten ", "links": "x"}))

    assert {result.outcome for result in refused} == {Outcome.REFUSED}
    assert {each.check for result in refused for each in result.findings} == {Check.NUMBERS}
    assert kept == Result(address=FEE, outcome=Outcome.KEPT)
    reason = session.scalars(select(OverruledCheck)).one()
    assert (reason.check, reason.reason, reason.text_digest) == ("numbers", "In Worten", text_digest(wording.text))


def test_whoever_is_slower_sees_what_stands_there(session: Session, module: ModuleRow, write_as: Write) -> None:
    """Nothing is overwritten that the form has not shown; where both show it, the later one is kept."""
    first, second = make.person(session).id, make.person(session).id
    write_as(first, _wording(TITLE, "Räume für Werkende"))

    (clash,) = write_as(second, _wording(TITLE, "Räume für Macher"))
    (kept,) = write_as(second, _wording(TITLE, "Räume für Macher", before="Räume für Werkende"))

    assert clash == Result(address=TITLE, outcome=Outcome.CLASH, theirs="Räume für Werkende")
    assert kept.outcome is Outcome.KEPT
    assert [each.text for each in earlier(session, module.id, "de", TITLE)] == ["Räume für Werkende"]


def test_a_source_that_changed_meanwhile_keeps_what_was_written_for_it(
    session: Session, module: ModuleRow, write_as: Write
) -> None:
    """The segment is out of date then; of a source that never stood there nothing is kept."""
    person = make.person(session)
    make.version(session, replace(MODULE, title="Rooms for all makers"), number=2)

    (older,) = write_as(person.id, _wording(TITLE, "Räume für Werkende"))
    (never,) = write_as(person.id, _wording(TITLE, "Räume", source="A source that never was"))

    assert (older.outcome, never.outcome) == (Outcome.SOURCE_CHANGED, Outcome.SOURCE_CHANGED)
    ((only,),) = written(session, module.id, "de", [TITLE]).values()
    assert (only.text, only.source, only.by, only.state) == (
        "Räume für Werkende",
        SOURCES[TITLE],
        person.name,
        "unreviewed",
    )


def test_nothing_but_texts_can_be_changed(session: Session, module: ModuleRow, write_as: Write) -> None:
    """Not the structure, not the module's own language, no text without end."""
    person = make.person(session)
    to = partial(write, session, person_id=person.id, now=make.NOW)
    wording = _wording(TITLE, "Räume")

    with pytest.raises(Refused, match="segment-unknown"):
        write_as(person.id, replace(wording, address="who/who-quiz/who-single/key"))
    for key, language in (("craft", "en"), ("craft", "fr"), ("gone", "de")):
        with pytest.raises(NotFound):
            to(key, language, [wording])
    (refused,) = write_as(person.id, replace(wording, text="x" * (LONGEST + 1), overruled={"length": "It is long"}))

    assert refused.outcome is Outcome.REFUSED
    assert not translation_rows(session, module.id)
