"""Which files has somebody ordered, which is made next, and where do figures go every month?"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from training.accounts.models import Organisation, Person, Region
from training.accounts.queries import grants_of
from training.accounts.rules import held_meanwhile, owes_second_factor
from training.foundation.errors import NotFound
from training.foundation.permissions import Grant
from training.foundation.settings import settings
from training.reporting.models import Delivery, OrderedFile
from training.reporting.rules.exports import Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Whose file or delivery it is, with the grants of today: none where the account is closed."""

    id: int
    zone: ZoneInfo
    grants: frozenset[Grant]


def owner(session: Session, person_id: int, *, second_factor: bool) -> Owner:
    """Whose it is, and how far they may look by now; NotFound for nobody.

    Without a `second_factor` at the time they may not look at all as soon as the site asks for one.
    """
    found = session.execute(
        select(Person.disabled_at, Region.time_zone)
        .join(Organisation, Organisation.id == Person.organisation_id)
        .join(Region, Region.id == Organisation.region_id)
        .where(Person.id == person_id)
    ).first()
    if found is None:
        raise NotFound("person")
    grants = grants_of(session, person_id) if found.disabled_at is None else frozenset()
    required = settings(session).second_factor_required
    if owes_second_factor(grants, required=required, proven=second_factor):
        grants = frozenset(held_meanwhile(grants))
    return Owner(id=person_id, zone=ZoneInfo(found.time_zone), grants=grants)


def zone_of(session: Session, person_id: int) -> ZoneInfo:
    """The time zone of somebody's region."""
    return owner(session, person_id, second_factor=True).zone


def files_of(session: Session, person_id: int) -> list[OrderedFile]:
    """The files of a person, the newest order first."""
    own = select(OrderedFile).where(OrderedFile.person_id == person_id)
    return list(session.scalars(own.order_by(OrderedFile.ordered_at.desc(), OrderedFile.id)))


def file_count(session: Session, person_id: int) -> int:
    """How many files a person has ordered."""
    return session.scalar(select(func.count()).where(OrderedFile.person_id == person_id)) or 0


def own_file(session: Session, file_id: UUID, *, person_id: int) -> OrderedFile:
    """A file of this person; NotFound for everybody else's."""
    found = session.get(OrderedFile, file_id)
    if found is None or found.person_id != person_id:
        raise NotFound("file")
    return found


def next_file(session: Session, *, now: datetime) -> OrderedFile | None:
    """The file that has waited longest, one whose worker was killed included; no other worker gets it meanwhile."""
    waiting = OrderedFile.stage == Stage.WAITING.value
    left = (OrderedFile.stage == Stage.WORKING.value) & (OrderedFile.held_until < now)
    wanted = select(OrderedFile).where(or_(waiting, left)).order_by(OrderedFile.ordered_at, OrderedFile.id).limit(1)
    return session.scalar(wanted.with_for_update(skip_locked=True))


def files_before(session: Session, moment: datetime) -> list[OrderedFile]:
    """The files that were ordered before a moment."""
    return list(session.scalars(select(OrderedFile).where(OrderedFile.ordered_at < moment)))


def known_files(session: Session) -> set[UUID]:
    """The numbers of all files."""
    return set(session.scalars(select(OrderedFile.id)))


def deliveries_of(session: Session, person_id: int) -> list[Delivery]:
    """What a person gets every month, in the order in which it was set up."""
    return list(session.scalars(select(Delivery).where(Delivery.person_id == person_id).order_by(Delivery.id)))


def own_delivery(session: Session, delivery_id: int, *, person_id: int) -> Delivery:
    """What this person gets; NotFound for what somebody else gets."""
    found = session.get(Delivery, delivery_id)
    if found is None or found.person_id != person_id:
        raise NotFound("delivery")
    return found


def next_delivery(session: Session, *, now: datetime) -> Delivery | None:
    """What is due and has waited longest; no other worker gets it meanwhile."""
    due = select(Delivery).where(Delivery.due_at <= now).order_by(Delivery.due_at, Delivery.id).limit(1)
    return session.scalar(due.with_for_update(skip_locked=True))
