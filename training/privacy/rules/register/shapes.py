"""Of what is the register made: kinds of processing, the rows that they hold, how long, and what erasure does?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Basis(StrEnum):
    """The legal basis that we propose to the controller, by article of the General Data Protection Regulation."""

    PUBLIC_TASK = "6(1)(e)"
    LEGAL_DUTY = "6(1)(c)"


class Erasure(StrEnum):
    """What becomes of rows when their person is erased."""

    DELETED = "deleted"
    OVERWRITTEN = "overwritten"
    KEPT_WITHOUT_PERSON = "kept-without-person"


class End(StrEnum):
    """From when on a period runs; ERASED and NEVER have no days."""

    ERASED = "erased"
    NEVER = "never"
    SIGN_IN_OVER = "sign-in-over"
    LETTER_DONE = "letter-done"
    DECIDED = "decided"
    UNUSED = "unused"
    TEXT_KEPT = "text-kept"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """How long something is kept: so many days after its end."""

    end: End
    days: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """Rows of one table about a person.

    `path` leads from a row to the person, column by column: ``("attempt_id", "enrolment_id", "person_id")``; the empty
    one is for entries that name the person as their subject. `shown` maps the name of a value to its column, over
    foreign keys where there are dots; secrets are left out. `blanked` are columns whose words are taken out.
    """

    table: str
    path: tuple[str, ...]
    shown: Mapping[str, str]
    erasure: Erasure
    blanked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One kind of processing: what, with which basis, how long."""

    key: str
    basis: Basis
    period: Period
    holdings: tuple[Holding, ...] = field(default=())


def deleted(table: str, *path: str, **shown: str) -> Holding:
    """Return rows that are deleted with the person."""
    return Holding(table=table, path=path, shown=shown, erasure=Erasure.DELETED)


def fact(table: str, *path: str, **shown: str) -> Holding:
    """Return rows that stay without the person."""
    return Holding(table=table, path=path, shown=shown, erasure=Erasure.KEPT_WITHOUT_PERSON)


OF_ENROLMENT = ("enrolment_id", "person_id")
OF_ATTEMPT = ("attempt_id", "enrolment_id", "person_id")
ACCOUNT = Period(end=End.ERASED)
FACTS = Period(end=End.NEVER)
