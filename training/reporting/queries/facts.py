"""How many enrolments stood how at the end of a quarter? Counted by the database, as of each region's own midnight."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, literal, or_, select
from sqlalchemy.orm import Session

from training.accounts.models import Region
from training.content.models import ModuleRow
from training.foundation.db import UtcDateTime
from training.learning.models import Completion, Enrolment, Reading
from training.quizzes.models import Attempt
from training.reporting.rules.figures import COMPLETED, IN_PROGRESS, NOT_STARTED, Count


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedRegion:
    """A region with the moment that its quarter ends at."""

    id: int
    end: datetime


def counts(session: Session, regions: Iterable[CountedRegion]) -> list[Count]:
    """Count enrolments by region of that day, module, state and language of the completion: one statement.

    Somebody who has read a lesson or begun a quiz is in progress. What is not counted is nobody.
    """
    each = _enrolments(_end({region.id: region.end for region in regions})).subquery()
    columns = (Region.key, ModuleRow.key, each.c.state, each.c.language)
    counted = (
        select(*columns, func.count())
        .select_from(each)
        .join(Region, Region.id == each.c.region_id)
        .join(ModuleRow, ModuleRow.id == each.c.module_id)
        .group_by(*columns)
    )
    return [
        Count(region=region, module=module, state=state, language=language, number=number)
        for region, module, state, language, number in session.execute(counted)
    ]


def first_enrolment(session: Session) -> tuple[datetime, str] | None:
    """When did somebody first enrol, and which time zone held there?"""
    first = (
        select(Enrolment.enrolled_at, Region.time_zone)
        .join(Region, Region.id == Enrolment.region_id)
        .order_by(Enrolment.enrolled_at)
        .limit(1)
    )
    found = session.execute(first).first()
    return (found[0], found[1]) if found else None


def _end(ends: Mapping[int, datetime]) -> ColumnElement[datetime]:
    moments = {id_: literal(moment, UtcDateTime()) for id_, moment in ends.items()}
    return case(moments, value=Enrolment.region_id)


def _enrolments(end: ColumnElement[datetime]) -> Select[*tuple[Any, ...]]:
    """Ask for every enrolment before its region's end, with how it stood then."""
    completed = and_(Completion.enrolment_id == Enrolment.id, Completion.completed_at < end)
    read = exists().where(Reading.enrolment_id == Enrolment.id, Reading.read_at < end)
    tried = exists().where(Attempt.enrolment_id == Enrolment.id, Attempt.started_at < end)
    begun = (Completion.enrolment_id.is_not(None), COMPLETED), (or_(read, tried), IN_PROGRESS)
    return (
        select(
            Enrolment.region_id,
            Enrolment.module_id,
            Completion.language,
            case(*begun, else_=NOT_STARTED).label("state"),
        )
        .outerjoin(Completion, completed)
        .where(Enrolment.enrolled_at < end)
    )
