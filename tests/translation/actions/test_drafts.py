"""Is a draft added where nothing stands, is an order carried out once, and does it end whatever happens?"""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import make
from training.content.models import ModuleRow
from training.content.rules.segments import segments
from training.foundation.audit import AuditEntry, Event
from training.foundation.permissions import Role
from training.translation.actions.drafts import keep_drafts, note_failed, note_sent, order_drafts, take_order
from training.translation.models import DraftOrder, SourceText, Translation, TranslationRevision
from training.translation.queries import translation_rows
from training.translation.queries.drafts import ordered, sent, undrafted_texts
from training.translation.rules.drafts import HOLD, WAITS_FOR_ANSWER, Failure, Progress, Step

MODULE = make.module_value()
SOURCES = dict(segments(MODULE))
FIRST, SECOND, THIRD = list(SOURCES)[:3]
PROVIDER = "libretranslate"


@pytest.fixture
def row(session: Session) -> ModuleRow:
    """Give a module with a German translation of its first text, and one of an older second text."""
    make.version(session, MODULE)
    row = make.module(session, MODULE)
    make.translation(session, row, segment=FIRST, source=SOURCES[FIRST], text="Von Hand")
    make.translation(session, row, segment=SECOND, source="Older", text="Älter", approved_at=make.NOW)
    return row


def place(session: Session, *, with_stale: bool = False, now: datetime = make.NOW) -> int:
    """Order drafts as a translator does."""
    person = make.person(session, role=Role.TRANSLATOR)
    how = {"with_stale": with_stale, "provider": PROVIDER}
    return order_drafts(session, "craft", "de", **how, person_id=person.id, now=now)  # type: ignore[arg-type]


def test_what_is_ordered_is_ordered_once_and_written_down(session: Session, row: ModuleRow) -> None:
    count = place(session)

    assert count == len(SOURCES) - 2
    assert place(session) == 0
    assert place(session, with_stale=True) == 1
    assert not undrafted_texts(session, row.id, "de", MODULE).chosen(with_stale=True)
    first, second = session.scalars(select(DraftOrder).order_by(DraftOrder.id))
    assert (FIRST in first.segments, second.segments) == (False, [SECOND])
    entries = session.scalars(select(AuditEntry).where(AuditEntry.event == Event.DRAFTS_ORDERED.value)).all()
    assert [entry.subject for entry in entries] == ["module craft", "module craft"]
    assert entries[1].facts == {"language": "de", "segments": [SECOND], "provider": PROVIDER}


def test_a_draft_is_added_and_takes_the_place_of_nothing(session: Session, row: ModuleRow) -> None:
    place(session, with_stale=True)
    order = take_order(session, provider=PROVIDER, now=make.NOW)
    assert order is not None
    wanted = ordered(session, order)
    # Meanwhile somebody has translated the third text.
    make.translation(session, row, segment=THIRD, source=SOURCES[THIRD], text="Schneller")
    drafts = {SECOND: "Zweiter", THIRD: "Dritter", list(SOURCES)[3]: None}

    assert keep_drafts(session, wanted, drafts, ended=False, now=make.NOW) == 1
    assert keep_drafts(session, wanted, {}, ended=True, now=make.NOW) == 0
    # The same once more is for an order that has ended.
    assert keep_drafts(session, wanted, {FIRST: "Nie"}, ended=True, now=make.NOW) == 0

    rows = translation_rows(session, row.id, language="de", segments=[FIRST, SECOND, THIRD])
    texts = {(found.segment, found.text, found.origin) for found in rows}
    assert texts == {
        (FIRST, "Von Hand", "human"),
        (SECOND, "Älter", "human"),
        (SECOND, "Zweiter", "machine"),
        (THIRD, "Schneller", "human"),
    }
    (draft,) = [found for found in rows if found.origin == "machine"]
    assert (draft.translated_by, draft.approved_at, draft.translated_at) == (None, None, make.NOW)
    assert draft.revision == session.scalar(select(TranslationRevision.revision).filter_by(module_id=row.id))
    assert session.scalar(select(SourceText.text).where(SourceText.digest == draft.source_digest)) == SOURCES[SECOND]
    assert (order.outcome, order.kept, order.refused) == ("done", 1, 1)


@pytest.mark.usefixtures("row")
def test_an_order_whose_worker_was_killed_is_taken_up_once_more(session: Session) -> None:
    place(session)
    silent = HOLD + timedelta(seconds=1)
    moments = [make.NOW, make.NOW, make.NOW + silent, make.NOW + silent, make.NOW + 2 * silent]

    taken = [take_order(session, provider=PROVIDER, now=moment) for moment in moments]

    order = taken[0]
    assert order is not None
    assert taken == [order, None, order, None, None]
    assert (order.outcome, Progress.read(order.reference).said) == ("failed", Failure.LOST)


@pytest.mark.usefixtures("row")
def test_an_order_ends_with_a_reason(session: Session) -> None:
    place(session)
    order = take_order(session, provider=PROVIDER, now=make.NOW)
    assert order is not None
    note_sent(session, order.id, "4711", now=make.NOW)
    assert Progress.read(order.reference) == Progress(step=Step.SENT, tries=1, at=make.NOW, said="4711")

    assert take_order(session, provider=PROVIDER, now=make.NOW + WAITS_FOR_ANSWER) is None
    assert order.ended_at is None
    note_failed(session, order.id, Failure.REFUSED, number=-20000, now=make.NOW)
    assert (order.outcome, Progress.read(order.reference).said) == ("failed", "refused -20000")
    # What comes later changes nothing.
    note_failed(session, order.id, Failure.AWAY, now=make.NOW)
    note_sent(session, order.id, "4712", now=make.NOW)
    assert Progress.read(order.reference).said == "refused -20000"
    # And its texts can be ordered again; of another machine nothing will come.
    place(session)
    assert take_order(session, provider="etranslation", now=make.NOW) is None
    last = session.scalars(select(DraftOrder).order_by(DraftOrder.id.desc())).first()
    assert last is not None
    assert Progress.read(last.reference).said == Failure.OTHER_MACHINE


def test_a_late_answer_belongs_to_the_version_that_was_sent(session: Session, row: ModuleRow) -> None:
    place(session)
    order = take_order(session, provider=PROVIDER, now=make.NOW)
    assert order is not None
    make.version(session, make.module_value(summary="Rewritten."), number=2)

    wanted = sent(session, order, 1)
    keep_drafts(session, wanted, {THIRD: "Dritter"}, ended=True, now=make.NOW)

    assert wanted.texts[THIRD] == SOURCES[THIRD]
    found = session.scalars(select(Translation).where(Translation.module_id == row.id, Translation.segment == THIRD))
    assert [each.text for each in found] == ["Dritter"]
