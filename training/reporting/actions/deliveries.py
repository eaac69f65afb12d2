"""How is it set up that figures are sent every month, and what comes of each try?"""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from training.foundation.audit import Event, record
from training.foundation.errors import Refused
from training.foundation.outbox import Letter, post
from training.reporting.models import Delivery
from training.reporting.queries import exports as queries
from training.reporting.rules.deliveries import (
    HOLD_WHILE_SENDING,
    Failure,
    Target,
    Way,
    check_target,
    is_given_up,
    next_due,
    wait_after,
    written_target,
)

_MOST = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is sent where: figures of a place in a form, by a way; `sealed` is the secret, which only we can read.

    `second_factor` tells that whoever sets it up has proven one.
    """

    way: Way
    place: str
    kind: str
    language: str
    target: Target | None
    sealed: str | None
    second_factor: bool = False


def add_delivery(session: Session, person_id: int, plan: Plan, *, zone: ZoneInfo, now: datetime) -> Delivery:
    """Send figures every month from now on; Refused where the target names no place, or there are too many."""
    if plan.target:
        check_target(plan.target)
    if len(queries.deliveries_of(session, person_id)) >= _MOST:
        raise Refused("deliveries-too-many", most=_MOST)
    made = Delivery(
        person_id=person_id,
        way=plan.way.value,
        place=plan.place,
        kind=plan.kind,
        language=plan.language,
        target=written_target(plan.target),
        sealed=plan.sealed,
        made_at=now,
        due_at=next_due(now, zone),
        tries=0,
        second_factor=plan.second_factor,
    )
    session.add(made)
    session.flush()
    _record(session, Event.DELIVERY_ADDED, made, actor_id=person_id, now=now)
    return made


def remove_delivery(session: Session, delivery_id: int, *, person_id: int, now: datetime) -> None:
    """Send nothing there any more, and forget the secret; NotFound for what somebody else gets."""
    one = queries.own_delivery(session, delivery_id, person_id=person_id)
    _record(session, Event.DELIVERY_REMOVED, one, actor_id=person_id, now=now)
    session.delete(one)
    session.flush()


def try_delivery(session: Session, delivery_id: int, *, person_id: int, now: datetime) -> None:
    """Let it be tried at once, from the first try on."""
    one = queries.own_delivery(session, delivery_id, person_id=person_id)
    one.due_at, one.tries, one.failure = now, 0, None
    session.flush()


def pause_delivery(session: Session, delivery_id: int, *, person_id: int) -> None:
    """Send nothing until its owner says so."""
    one = queries.own_delivery(session, delivery_id, person_id=person_id)
    one.due_at, one.failure = None, None
    session.flush()


def take_delivery(session: Session, *, now: datetime) -> Delivery | None:
    """Take what is due for a while; commit before anything is sent, so that no other worker takes it too."""
    one = queries.next_delivery(session, now=now)
    if one is None:
        return None
    one.tries += 1
    one.due_at = now + HOLD_WHILE_SENDING
    session.flush()
    return one


def note_sent(session: Session, delivery_id: int, *, quarter: str, zone: ZoneInfo, now: datetime) -> None:
    """Say that figures have arrived, and wait for the next month; by letter the letter leaves now."""
    one = session.get(Delivery, delivery_id)
    if one is None:
        return
    one.sent_at, one.sent_quarter, one.tries, one.failure = now, quarter, 0, None
    # Whoever paused it meanwhile has said the last word.
    one.due_at = next_due(now, zone) if one.due_at else None
    if one.way == Way.LETTER.value:
        post(session, Letter.FIGURES_READY, person_id=one.person_id, now=now, quarter=quarter, place=one.place)
    _record(session, Event.STATISTICS_SENT, one, actor_id=one.person_id, now=now, quarter=quarter)
    session.flush()


def note_failure(session: Session, delivery_id: int, failure: Failure, *, now: datetime) -> None:
    """Say what went wrong: it is tried again later, or its owner gets a letter and it waits for them."""
    one = session.get(Delivery, delivery_id)
    if one is None or one.due_at is None:
        return
    one.failure = failure.value
    if is_given_up(failure, tries=one.tries):
        one.due_at = None
        post(session, Letter.DELIVERY_STOPPED, person_id=one.person_id, now=now, failure=failure.value)
    else:
        one.due_at = now + wait_after(one.tries)
    session.flush()


def _record(session: Session, event: Event, one: Delivery, *, actor_id: int, now: datetime, **facts: str) -> None:
    told = {"way": one.way, "place": one.place, "kind": one.kind, **facts}
    record(session, event, f"delivery {one.id}", at=now, actor_id=actor_id, **told)
