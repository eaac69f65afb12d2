"""Which entries does the log have, and who are the people in them?"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, literal, select, tuple_, union
from sqlalchemy.orm import Session

from training.accounts.models import Person
from training.accounts.rules import normal_email
from training.administration.rules.log import PAGE, Mark, Wanted
from training.administration.rules.log import person_id as number_of
from training.foundation.audit import AuditEntry
from training.foundation.chain import Link
from training.foundation.db import UtcDateTime, rows

_COLUMNS = tuple(getattr(AuditEntry, field.name) for field in fields(Link))
_NEWEST_FIRST = (AuditEntry.at.desc(), AuditEntry.id.desc())
_MANY = 1000


@dataclass(frozen=True, slots=True)
class Page:
    """Some entries, the newest first, and where the next page begins if there is one."""

    entries: list[Link]
    further: Mark | None


def log_page(session: Session, wanted: Wanted, *, before: Mark | None = None, most: int = PAGE) -> Page:
    """The newest entries that are looked for, or those older than a mark."""
    found = [Link(**row._asdict()) for row in rows(session, _some(wanted, before, most + 1))]
    shown = found[:most]
    return Page(shown, Mark(shown[-1].at, shown[-1].id) if len(found) > most else None)


def log_entries(session: Session, wanted: Wanted) -> Iterator[Link]:
    """Every entry that is looked for, the newest first, however many there are."""
    page = log_page(session, wanted, most=_MANY)
    yield from page.entries
    while page.further:
        page = log_page(session, wanted, before=page.further, most=_MANY)
        yield from page.entries


def names(session: Session, people: Iterable[int]) -> dict[int, str | None]:
    """The names of people by their numbers; None for whoever was erased."""
    found = rows(session, _known(), people=sorted(people))
    return {row.id: None if row.erased_at else row.name for row in found}


def person_id(session: Session, typed: str) -> int | None:
    """The number of the person whom somebody means by an address or by a number itself."""
    if "@" not in typed:
        return number_of(typed)
    known = select(Person.id).where(Person.email == normal_email(typed))
    return session.scalar(known)


@cache
def _known() -> Select[int, str, datetime | None]:
    return select(Person.id, Person.name, Person.erased_at).where(Person.id.in_(bindparam("people", expanding=True)))


def _some(wanted: Wanted, before: Mark | None, most: int) -> Select[*tuple[Any, ...]]:
    found = select(*_COLUMNS).order_by(*_NEWEST_FIRST).limit(most)
    if wanted.person_id is None:
        return found.where(*_conditions(wanted, before))
    # Each half follows its own index to its first entries; "or" would sort all that the person has ever done.
    about = (AuditEntry.actor_id == wanted.person_id, AuditEntry.subject == f"person {wanted.person_id}")
    halves = [
        select(AuditEntry.id).where(half, *_conditions(wanted, before)).order_by(*_NEWEST_FIRST).limit(most).subquery()
        for half in about
    ]
    return found.where(AuditEntry.id.in_(union(*(select(half.c.id) for half in halves))))


def _conditions(wanted: Wanted, before: Mark | None) -> Iterator[ColumnElement[bool]]:
    if wanted.event:
        yield AuditEntry.event == wanted.event
    if wanted.subject:
        yield AuditEntry.subject == wanted.subject
    if wanted.begins:
        yield AuditEntry.at >= wanted.begins
    if wanted.ends:
        yield AuditEntry.at < wanted.ends
    if before:
        yield tuple_(AuditEntry.at, AuditEntry.id) < tuple_(literal(before.at, UtcDateTime), literal(before.id))
