"""What could people do before and after the lessons? The quiz that is taken twice tells, enrolment by enrolment."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import CTE, Select, String, Subquery, and_, case, exists, func, literal, select, union_all
from sqlalchemy.orm import Session, aliased

from training.accounts.models import Region
from training.content import queries as content
from training.content.rules.module import counted_lessons
from training.learning.models import Enrolment, Reading
from training.learning.rules.before_and_after import quiz_before_and_after
from training.quizzes.models import Attempt, Grade
from training.reporting.queries.standings.leaves import quarter_ends

_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class MatchedPair:
    """What one enrolment reached before and after, in per cent; None after where there is no second measurement."""

    region: str
    module: str
    before: float
    after: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """A module with a quiz before and after, as learners see it now."""

    id: int
    key: str
    quiz: str
    lessons: tuple[str, ...]


def matched_pairs(session: Session, ends: Mapping[int, datetime]) -> Iterator[MatchedPair]:
    """Every measurement before the lessons with the one after, as they come; one statement for all.

    Which attempt counts is as `learning/rules/before_and_after.py` says. `ends` is the moment that the quarter ends at
    by the clock of a region (id): what was handed in later, and how it was graded later, is not known yet.
    """
    asked = _asked(session)
    if not (ends and asked):
        return
    quarter = quarter_ends(ends)
    statement = union_all(*(_of_module(module, quarter) for module in asked))
    for region, module, *worth in session.execute(statement, execution_options={"yield_per": _AT_ONCE}):
        before, after = _percent(*worth[:2]), _percent(*worth[2:])
        if before is not None:
            yield MatchedPair(region, module, before, after)


def _asked(session: Session) -> list[_Asked]:
    """The modules that measure before and after: what is published now, parsed once a process."""
    published = [content.published(session, id_) for id_ in content.current_publications(session).values()]
    both = [(each, quiz_before_and_after(each.module)) for each in published]
    return [
        _Asked(
            id=each.module_id,
            key=each.key,
            quiz=quiz.key,
            lessons=tuple(lesson.key for lesson in counted_lessons(each.module)),
        )
        for each, quiz in both
        if quiz
    ]


def _of_module(module: _Asked, quarter: CTE) -> Select[*tuple[Any, ...]]:
    """One row for each enrolment that was measured: what was reached of how much, before and after."""
    taken = _taken(module, quarter).subquery()
    worth = [
        func.max(case((and_(taken.c[when], taken.c[f"{when}_place"] == 1), taken.c[points])))
        for when in ("before", "after")
        for points in ("points", "max_points")
    ]
    columns = (taken.c.region, literal(module.key, String))
    return select(*columns, *worth).group_by(taken.c.enrolment_id, taken.c.region)


def _taken(module: _Asked, quarter: CTE) -> Select[*tuple[Any, ...]]:
    """Tell of every attempt whether it lies before or after the lessons, and as the how manyth of these."""
    taught, machine, counting = _taught(module), aliased(Grade), aliased(Grade)
    before = func.coalesce(machine.graded_at <= taught.c.begins_at, taught.c.begins_at.is_(None))
    after = func.coalesce(Attempt.started_at >= taught.c.ends_at, literal(False))  # noqa: FBT003 (a value)
    ends_at = quarter.c.ends_at
    return (
        select(
            Enrolment.id.label("enrolment_id"),
            Region.key.label("region"),
            counting.points,
            counting.max_points,
            *(part for name, when in (("before", before), ("after", after)) for part in _placed(name, when)),
        )
        .join(quarter, quarter.c.region_id == Enrolment.region_id)
        .join(Region, Region.id == Enrolment.region_id)
        .join(Attempt, and_(Attempt.enrolment_id == Enrolment.id, Attempt.quiz == module.quiz))
        .join(machine, and_(machine.attempt_id == Attempt.id, machine.graded_by.is_(None)))
        .join(counting, and_(counting.attempt_id == Attempt.id, counting.graded_at < ends_at))
        .outerjoin(taught, taught.c.enrolment_id == Enrolment.id)
        .where(Enrolment.module_id == module.id, machine.graded_at < ends_at, ~_superseded(counting, ends_at))
    )


def _placed(name: str, when: Any) -> tuple[Any, Any]:
    same: dict[str, Any] = {"partition_by": (Enrolment.id, when), "order_by": (Attempt.started_at, Attempt.id)}
    return when.label(name), func.row_number().over(**same).label(f"{name}_place")


def _superseded(counting: Any, ends_at: Any) -> Any:
    later = aliased(Grade)
    newer = (later.attempt_id == counting.attempt_id, later.id > counting.id)
    return exists().where(*newer, later.graded_at < ends_at)


def _taught(module: _Asked) -> Subquery:
    """When teaching began (a lesson but the first was read) and ended (all were), by enrolment."""
    first, *_ = module.lessons
    later = case((Reading.lesson != first, Reading.read_at))
    everything = func.count() == len(module.lessons)
    return (
        select(
            Reading.enrolment_id,
            func.min(later).label("begins_at"),
            case((everything, func.max(Reading.read_at))).label("ends_at"),
        )
        .join(Enrolment, Enrolment.id == Reading.enrolment_id)
        .where(Enrolment.module_id == module.id, Reading.lesson.in_(module.lessons))
        .group_by(Reading.enrolment_id)
        .subquery()
    )


def _percent(points: float | None, most: float | None) -> float | None:
    if points is None or most is None:
        return None
    return 100 * float(points) / float(most) if most else 100.0
