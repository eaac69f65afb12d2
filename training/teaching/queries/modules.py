"""Which modules are taught, in which publications, and what was graded again?"""

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import Executable, bindparam, case, exists, func, select
from sqlalchemy.orm import Session

from training.accounts.models import Person, Region
from training.content.models import ModuleRow, ModuleVersion, Publication
from training.foundation.db import rows
from training.quizzes.models import Attempt, Grade


@dataclass(frozen=True, slots=True)
class TaughtModule:
    """A module that has been published; `publication_id` is the last one that has a version."""

    key: str
    region: str
    publication_id: int


@dataclass(frozen=True, slots=True)
class PastPublication:
    """A publication that learners have seen; `current` if they see it now."""

    id: int
    version_number: int
    published_at: datetime
    current: bool


@dataclass(frozen=True, slots=True)
class PastRegrading:
    """Attempts that were graded again together; `by` is nobody where the person is erased."""

    at: datetime
    by: str | None
    reason: str
    attempts: int


def taught_modules(session: Session) -> list[TaughtModule]:
    """Every module that has ever been published, in the order of the regions."""
    return [TaughtModule(*row) for row in rows(session, _taught_modules())]


def publications(session: Session, module: str) -> list[PastPublication]:
    """The publications of a module that have a version, the youngest first."""
    return [PastPublication(*row) for row in rows(session, _publications(), module=module)]


def attempt_counts(session: Session, module: str) -> dict[tuple[int, str], int]:
    """How many attempts were graded, by publication and quiz."""
    return {(row.publication_id, row.quiz): row.graded for row in rows(session, _attempt_counts(), module=module)}


def past_regradings(session: Session, publication_id: int, *, quiz: str) -> list[PastRegrading]:
    """What was graded again of a quiz, the youngest first."""
    found = rows(session, _past_regradings(), publication_id=publication_id, quiz=quiz)
    return [PastRegrading(*row) for row in found]


@cache
def _taught_modules() -> Executable:
    last = func.max(Publication.id)
    return (
        select(ModuleRow.key, Region.key, last)
        .join(Region, Region.id == ModuleRow.region_id)
        .join(Publication, Publication.module_id == ModuleRow.id)
        .where(Publication.version_id.is_not(None))
        .group_by(ModuleRow.key, Region.key, Region.position)
        .order_by(Region.position, ModuleRow.key)
    )


@cache
def _publications() -> Executable:
    # A withdrawal is a publication without a version: after it, learners see none.
    last = select(func.max(Publication.id)).join(ModuleRow, ModuleRow.id == Publication.module_id)
    last = last.where(ModuleRow.key == bindparam("module"))
    return (
        select(
            Publication.id,
            ModuleVersion.number,
            Publication.published_at,
            Publication.id == last.scalar_subquery(),
        )
        .join(ModuleRow, ModuleRow.id == Publication.module_id)
        .join(ModuleVersion, ModuleVersion.id == Publication.version_id)
        .where(ModuleRow.key == bindparam("module"))
        .order_by(Publication.id.desc())
    )


@cache
def _attempt_counts() -> Executable:
    return (
        select(Attempt.publication_id, Attempt.quiz, func.count().label("graded"))
        .join(Publication, Publication.id == Attempt.publication_id)
        .join(ModuleRow, ModuleRow.id == Publication.module_id)
        .where(ModuleRow.key == bindparam("module"), exists().where(Grade.attempt_id == Attempt.id))
        .group_by(Attempt.publication_id, Attempt.quiz)
    )


@cache
def _past_regradings() -> Executable:
    name = case((Person.erased_at.is_(None), Person.name))
    return (
        select(Grade.graded_at, name, Grade.reason, func.count())
        .join(Attempt, Attempt.id == Grade.attempt_id)
        .join(Person, Person.id == Grade.graded_by)
        .where(Attempt.publication_id == bindparam("publication_id"), Attempt.quiz == bindparam("quiz"))
        .group_by(Grade.graded_at, Person.id, name, Grade.reason)
        .order_by(Grade.graded_at.desc())
    )
