"""How many enrolments have read which lesson? From the facts: the projection does not tell of lessons."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.accounts.models import Region
from training.content.models import ModuleRow
from training.learning.models import Reading
from training.reporting.models import Standing
from training.reporting.queries.standings.leaves import quarter_ends


def readers_by_lesson(session: Session, ends: Mapping[int, datetime]) -> dict[tuple[str, str, str], int]:
    """The number of enrolments by (region, module, lesson) that had read it when the quarter ended; one statement.

    `ends` is the moment that the quarter ends at by the clock of a region (id). What nobody has read is left out.
    """
    if not ends:
        return {}
    quarter = quarter_ends(ends)
    group = (Standing.region_id, Standing.module_id, Reading.lesson)
    read = (
        select(*group, func.count().label("number"))
        .select_from(Reading)
        .join(Standing, Standing.enrolment_id == Reading.enrolment_id)
        .join(quarter, quarter.c.region_id == Standing.region_id)
        .where(Reading.read_at < quarter.c.ends_at)
        .group_by(*group)
        .subquery("counted")
    )
    named = (
        select(Region.key, ModuleRow.key, read.c.lesson, read.c.number)
        .join(Region, Region.id == read.c.region_id)
        .join(ModuleRow, ModuleRow.id == read.c.module_id)
    )
    return {(region, module, lesson): number for region, module, lesson, number in session.execute(named)}
