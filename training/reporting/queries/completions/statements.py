"""Who is looked for? Every statement of the list asks for the people within reach, and says so here alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, select, tuple_
from sqlalchemy.orm import Session, aliased

from training.accounts.models import Organisation, Person, Region
from training.accounts.queries import organisations_within
from training.content.models import ModuleRow
from training.foundation.permissions import Reach
from training.learning.models import Completion, Enrolment
from training.reporting.queries.completions.columns import Day, begun, day_of, stands
from training.reporting.rules.completions import Wanted

ORDER = (Person.folded, Person.id, ModuleRow.key, Enrolment.round)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What is asked of which database; `own` are ids of organisations within reach, None stands for all there are.

    `few` tells that they are those of one organisation.
    """

    wanted: Wanted
    own: list[int] | None
    few: bool
    day: Day
    begun: ColumnElement[bool]


def asking(session: Session, reach: Reach, wanted: Wanted, *, each: bool = False) -> Asking:
    """Prepare what is asked, of a page's lines (`each`) or of a whole list.

    The organisations are asked for first: a database that knows them counts on as many people as they have.
    """
    return Asking(
        wanted=wanted,
        own=_own(session, reach, wanted),
        few=bool(wanted.organisation) or not (reach.everywhere or reach.regions),
        day=day_of(session),
        begun=begun(each=each),
    )


def narrowed(statement: Select[*tuple[Any, ...]], asking: Asking) -> Select[*tuple[Any, ...]]:
    """Join what a line is made of, and ask for the people of today who are looked for."""
    return (
        statement.select_from(Enrolment)
        .join(Person, Person.id == Enrolment.person_id)
        .join(Organisation, Organisation.id == Person.organisation_id)
        .join(ModuleRow, ModuleRow.id == Enrolment.module_id)
        .join(Region, Region.id == Enrolment.region_id)
        .outerjoin(Completion, Completion.enrolment_id == Enrolment.id)
        .where(*_conditions(asking))
        .order_by(*ORDER)
    )


def behind(enrolment_id: int, own: list[int] | None) -> Iterator[ColumnElement[bool]]:
    """Ask for what follows an enrolment (its id) in the order of the list."""
    last, person, module = aliased(Enrolment), aliased(Person), aliased(ModuleRow)
    found = (
        select(person.folded, person.id, module.key, last.round)
        .join(person, person.id == last.person_id)
        .join(module, module.id == last.module_id)
        .where(last.id == enrolment_id)
    )
    if own is not None:
        # One out of reach is nowhere, or the page would tell where in the alphabet it stands.
        found = found.where(person.organisation_id.in_(own))
    yield tuple_(*ORDER) > found.scalar_subquery()
    yield Person.folded >= found.with_only_columns(person.folded).scalar_subquery()


def _own(session: Session, reach: Reach, wanted: Wanted) -> list[int] | None:
    if reach.everywhere and not wanted.organisation:
        return None
    own = organisations_within(reach)
    if wanted.organisation:
        chosen = Reach(everywhere=False, regions=frozenset(), organisations=frozenset({wanted.organisation}))
        own = own.where(Organisation.id.in_(organisations_within(chosen)))
    return list(session.scalars(own))


def _conditions(asking: Asking) -> Iterator[ColumnElement[bool]]:
    wanted, day = asking.wanted, asking.day
    if asking.own is not None:
        yield Person.organisation_id.in_(asking.own)
    if wanted.words:
        yield Person.erased_at.is_(None)
    yield from (Person.folded.contains(word, autoescape=True) for word in wanted.words)
    if wanted.module:
        yield ModuleRow.key == wanted.module
    if wanted.state:
        yield from stands(wanted.state, asking.begun)
    # The moment says roughly, as an index does; the day, which the region's clock tells, exactly.
    if wanted.earliest:
        yield Completion.completed_at >= wanted.earliest
    if wanted.latest:
        yield Completion.completed_at < wanted.latest
    if wanted.since:
        yield day(Completion.completed_at) >= wanted.since.isoformat()
    if wanted.until:
        yield day(Completion.completed_at) <= wanted.until.isoformat()
