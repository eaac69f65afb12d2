"""What happens to drafts of a machine: ordered, taken by a worker, sent, arrived, kept, or failed?

A draft is only ever added: what a person, a file or a machine has given for a source text stays, and so does the
translation of an older one. Nobody has approved it.
"""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from training.content import queries as content
from training.content.rules.segments import text_digest
from training.foundation.audit import Event, record
from training.foundation.db import one_after_another
from training.foundation.errors import NotFound
from training.translation.actions.revising import keep_sources, next_revision
from training.translation.models import DraftOrder, Translation
from training.translation.queries.drafts import Ordered, open_orders, undrafted_texts
from training.translation.queries.texts import translation_rows
from training.translation.rules.drafts import (
    MOST_ORDERED,
    Failure,
    Progress,
    Step,
    batches,
    lost,
    may_take,
)

MACHINE = "machine"
_DONE, _FAILED = "done", "failed"


def order_drafts(
    session: Session, module_key: str, language: str, *, with_stale: bool, provider: str, person_id: int, now: datetime
) -> int:
    """Order drafts of what is missing, and of what is out of date where that is wanted; return how many texts it is.

    What was ordered already is not ordered again: pressing the button twice does nothing more. Raises NotFound.
    """
    row = content.module_row(session, module_key)
    mark = content.latest_mark(session, row.id) if row else None
    if row is None or mark is None:
        raise NotFound("module")
    one_after_another(session, row.id)
    module = content.module_of_version(session, mark)
    texts = undrafted_texts(session, row.id, language, module).chosen(with_stale=with_stale)
    if not texts:
        return 0
    of_all = {"module_id": row.id, "language": language, "ordered_by": person_id, "ordered_at": now}
    for batch in batches(texts, MOST_ORDERED):
        session.add(DraftOrder(**of_all, segments=list(batch), provider=provider, kept=0, refused=0))
    facts = {"language": language, "segments": list(texts), "provider": provider}
    record(session, Event.DRAFTS_ORDERED, f"module {module_key}", at=now, actor_id=person_id, **facts)
    session.flush()
    return len(texts)


def take_order(session: Session, *, provider: str, now: datetime) -> DraftOrder | None:
    """Take the next order for a while; commit before it is carried out, so that no other worker takes it too.

    One whose worker was killed is taken up again once. Those of which nothing comes any more are ended.
    """
    taken = None
    for order in open_orders(session):
        progress = Progress.read(order.reference)
        if order.provider != provider:
            _fail(order, Failure.OTHER_MACHINE, now=now)
        elif (failure := lost(progress, now=now)) is not None:
            _fail(order, failure, now=now)
        elif taken is None and may_take(progress, now=now):
            order.reference = Progress(step=Step.TAKEN, tries=progress.tries + 1, at=now).written
            # What was refused the first time is sent and counted once more.
            order.refused = 0
            taken = order
    session.flush()
    return taken


def note_sent(session: Session, order_id: int, reference: str, *, now: datetime) -> None:
    """Say that a machine has taken an order and will answer later; nothing where it has answered already."""
    order = _order(session, order_id)
    if order.ended_at is None:
        tries = Progress.read(order.reference).tries
        order.reference = Progress(step=Step.SENT, tries=tries, at=now, said=reference).written
        session.flush()


def note_failed(session: Session, order_id: int, failure: Failure, *, number: int | None = None, now: datetime) -> None:
    """End an order of which nothing came, with the reason; what was kept of it before stays."""
    order = _order(session, order_id)
    if order.ended_at is None:
        _fail(order, failure, number=number, now=now)
        session.flush()


def keep_drafts(
    session: Session, order: Ordered, drafts: Mapping[str, str | None], *, ended: bool, now: datetime
) -> int:
    """Keep drafts by address beside what is there; return how many are new. `ended`: no more of the order will come.

    None stands for a draft that was refused. The same again, or for an order that has ended, changes nothing.
    """
    one_after_another(session, order.module_id)
    row = _order(session, order.id)
    if row.ended_at is not None:
        return 0
    there = _there(session, order, drafts)
    fresh = {address: text for address, text in drafts.items() if text is not None and address not in there}
    _insert(session, order, fresh, now=now)
    row.kept += len(fresh)
    row.refused += sum(text is None and address not in there for address, text in drafts.items())
    progress = Progress.read(row.reference)
    if ended:
        row.ended_at, row.outcome = now, _DONE
    elif progress.step is Step.TAKEN:
        row.reference = Progress(step=Step.TAKEN, tries=progress.tries, at=now).written
    session.flush()
    return len(fresh)


def _there(session: Session, order: Ordered, addresses: Collection[str]) -> set[str]:
    """Name the texts that somebody has translated by now, from the source that was sent."""
    rows = translation_rows(session, order.module_id, language=order.language, segments=addresses)
    sources = {address: text_digest(order.texts[address]) for address in addresses}
    return {row.segment for row in rows if row.source_digest == sources[row.segment]}


def _insert(session: Session, order: Ordered, fresh: Mapping[str, str], *, now: datetime) -> None:
    if not fresh:
        return
    pair = {"module_id": order.module_id, "language": order.language, "origin": MACHINE}
    revision = next_revision(session, order.module_id, order.language)
    for address, text in fresh.items():
        given = {"segment": address, "source_digest": text_digest(order.texts[address]), "text": text}
        session.add(Translation(**pair, **given, translated_at=now, revision=revision))
    keep_sources(session, order.module.source, [order.texts[address] for address in fresh])
    session.flush()


def _order(session: Session, order_id: int) -> DraftOrder:
    found = session.get(DraftOrder, order_id, with_for_update=True, populate_existing=True)
    if found is None:
        raise NotFound("order")
    return found


def _fail(order: DraftOrder, failure: Failure, *, number: int | None = None, now: datetime) -> None:
    said = failure.value if number is None else f"{failure.value} {number}"
    tries = Progress.read(order.reference).tries
    order.reference = Progress(step=Step.FAILED, tries=tries, at=now, said=said).written
    order.ended_at, order.outcome = now, _FAILED
