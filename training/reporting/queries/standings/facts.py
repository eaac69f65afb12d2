"""What do the facts say of every enrolment, or of those that something has happened to? One statement, no loop."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    CTE,
    JSON,
    ColumnElement,
    Select,
    String,
    Subquery,
    and_,
    cast,
    column,
    exists,
    func,
    select,
    true,
    union,
    union_all,
)
from sqlalchemy.orm import Session, aliased

from training.learning.models import Completion, Enrolment, Reading
from training.quizzes.models import Attempt, Grade
from training.reporting.models import StandingMark

#: The columns of a projected row, in the order of the statement.
COLUMNS = (
    "enrolment_id",
    "person_id",
    "module_id",
    "round",
    "organisation_id",
    "region_id",
    "enrolled_at",
    "started_at",
    "completed_at",
    "language",
    "attempts_until_passed",
)


def counted_until(session: Session) -> datetime | None:
    """The moment until which the facts are counted; None where they never were."""
    return session.scalar(select(StandingMark.until))


def number_of_enrolments(session: Session) -> int:
    """How many enrolments there are to be counted."""
    return session.scalar(select(func.count()).select_from(Enrolment)) or 0


def standings_from_facts(session: Session, *, since: datetime | None = None) -> Select[*tuple[Any, ...]]:
    """The statement that counts every enrolment, or only those that something has happened to since a moment.

    A grade needs no looking for: what passes a quiz and completes nothing changes no row.
    """
    touched = _touched(since) if since else None
    begun, tries = _begun(touched), _tries(session, touched)
    own = (Enrolment.id, Enrolment.person_id, Enrolment.module_id, Enrolment.round)
    places = (Enrolment.organisation_id, Enrolment.region_id)
    became = (begun.c.at, Completion.completed_at, Completion.language, tries.c.most)
    return (
        select(*own, *places, Enrolment.enrolled_at, *became)
        .outerjoin(begun, begun.c.enrolment_id == Enrolment.id)
        .outerjoin(Completion, Completion.enrolment_id == Enrolment.id)
        .outerjoin(tries, tries.c.enrolment_id == Enrolment.id)
        .where(_in(touched, Enrolment.id))
    )


def _touched(since: datetime) -> CTE:
    moments = (
        (Enrolment.id, Enrolment.enrolled_at),
        (Reading.enrolment_id, Reading.read_at),
        (Attempt.enrolment_id, Attempt.started_at),
        (Completion.enrolment_id, Completion.completed_at),
    )
    return union(*(select(id_.label("id")).where(moment >= since) for id_, moment in moments)).cte("touched")


def _in(touched: CTE | None, enrolment_id: Any) -> ColumnElement[bool]:
    return true() if touched is None else enrolment_id.in_(select(touched.c.id))


def _begun(touched: CTE | None) -> Subquery:
    moments = (
        (Reading.enrolment_id, Reading.read_at),
        (Attempt.enrolment_id, Attempt.started_at),
        (Completion.enrolment_id, Completion.completed_at),
    )
    each = (
        select(id_.label("enrolment_id"), func.min(moment).label("at")).where(_in(touched, id_)).group_by(id_)
        for id_, moment in moments
    )
    signs = union_all(*each).subquery("signs")
    first = select(signs.c.enrolment_id, func.min(signs.c.at).label("at")).group_by(signs.c.enrolment_id)
    return first.subquery("begun")


def _tries(session: Session, touched: CTE | None) -> Subquery:
    """How many attempts each completion took, by its applied rule and the grades that were given until then."""
    taken = _handed_in(session, touched).subquery("handed_in")
    quiz = (taken.c.enrolment_id, taken.c.quiz)
    first = (
        select(*quiz, func.min(taken.c.place).label("first")).where(taken.c.passed).group_by(*quiz).subquery("first")
    )
    most = select(first.c.enrolment_id, func.max(first.c.first).label("most")).group_by(first.c.enrolment_id)
    return most.subquery("tries")


def _handed_in(session: Session, touched: CTE | None) -> Select[*tuple[Any, ...]]:
    """Number the attempts at each required quiz in the order in which they were handed in."""
    machine, counting, later = aliased(Grade), aliased(Grade), aliased(Grade)
    quiz, required, names_a_quiz = _required(session)
    until = Completion.completed_at
    quizzes: dict[str, Any] = {"partition_by": (Attempt.enrolment_id, Attempt.quiz)}
    place = func.row_number().over(**quizzes, order_by=(machine.graded_at, Attempt.started_at, Attempt.id))
    superseded = exists().where(later.attempt_id == Attempt.id, later.id > counting.id, later.graded_at <= until)
    return (
        select(Attempt.enrolment_id, Attempt.quiz, place.label("place"), counting.passed)
        .select_from(Completion)
        .join(required, names_a_quiz)
        .join(Attempt, and_(Attempt.enrolment_id == Completion.enrolment_id, Attempt.quiz == quiz))
        .join(machine, and_(machine.attempt_id == Attempt.id, machine.graded_by.is_(None), machine.graded_at <= until))
        .join(counting, and_(counting.attempt_id == Attempt.id, counting.graded_at <= until))
        .where(_in(touched, Completion.enrolment_id), ~superseded)
    )


def _required(session: Session) -> tuple[ColumnElement[str], Any, ColumnElement[bool]]:
    """The quizzes that an applied rule asks for: the database takes them out of its JSON."""
    if session.get_bind().dialect.name == "postgresql":
        listed = func.json_array_elements(Completion.rule["passed"])
        each = listed.table_valued(column("value", JSON), name="required")
        return each.c.value["quiz"].as_string(), each, true()
    parts = func.json_tree(Completion.rule, "$.passed").table_valued("key", "value", name="required")
    return cast(parts.c.value, String), parts, parts.c.key == "quiz"
