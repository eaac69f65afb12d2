"""How long did completing take? The database finds the middle of millions, the same one on both kinds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    CTE,
    BigInteger,
    ColumnElement,
    Integer,
    Select,
    Subquery,
    case,
    cast,
    extract,
    func,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from training.accounts.models import Region
from training.content.models import ModuleRow
from training.reporting.models import Standing
from training.reporting.queries.standings.leaves import quarter_ends
from training.reporting.rules.cells import ALL

_A_DAY = 24 * 3600
#: In the place of a number: all of them.
_ALL = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Durations:
    """Days from enrolment to completion, of so many completions of so many people; region and module may be "*"."""

    region: str
    module: str
    completions: int
    persons: int
    median_days: float
    mean_days: float


def group_facts(session: Session, ends: Mapping[int, datetime]) -> list[Durations]:
    """What completing took by region and module, and over all of either or both; one statement.

    `ends` is the moment that the quarter ends at by the clock of a region (id). Whole seconds are counted: so both
    kinds of databases find the same middle.
    """
    if not ends:
        return []
    each = _with_margins(_each(session, quarter_ends(ends)))
    is_postgresql = session.get_bind().dialect.name == "postgresql"
    grouped = (_by_percentile(each) if is_postgresql else _by_place(each)).subquery("grouped")
    return [_durations(*row) for row in session.execute(_named(grouped))]


def _each(session: Session, quarter: CTE) -> CTE:
    seconds = _seconds(session, Standing.completed_at) - _seconds(session, Standing.enrolled_at)
    return (
        select(Standing.region_id, Standing.module_id, Standing.person_id, seconds.label("seconds"))
        .join(quarter, quarter.c.region_id == Standing.region_id)
        .where(Standing.completed_at < quarter.c.ends_at)
        .cte("each")
    )


def _seconds(session: Session, moment: Any) -> ColumnElement[int]:
    """Count seconds since 1970, what is less than one left out."""
    if session.get_bind().dialect.name == "postgresql":
        return cast(func.floor(extract("epoch", moment)), BigInteger)
    return cast(func.strftime("%s", moment), BigInteger)


def _with_margins(each: CTE) -> Subquery:
    """Repeat every row for all regions, all modules and both, so that one grouping finds all four."""
    regions = (each.c.region_id, literal(_ALL, Integer))
    modules = (each.c.module_id, literal(_ALL, Integer))
    repeated = (
        select(region.label("region_id"), module.label("module_id"), each.c.person_id, each.c.seconds)
        for region in regions
        for module in modules
    )
    return union_all(*repeated).subquery("repeated")


def _by_percentile(each: Subquery) -> Select[*tuple[Any, ...]]:
    group = (each.c.region_id, each.c.module_id)
    median = func.percentile_cont(0.5).within_group(each.c.seconds)
    return select(*group, *_sums(each), median.label("median")).group_by(*group)


def _by_place(each: Subquery) -> Select[*tuple[Any, ...]]:
    """Number the rows of a group by their seconds; the middle is the mean of the one or two in the middle."""
    group: dict[str, Any] = {"partition_by": (each.c.region_id, each.c.module_id)}
    place = func.row_number().over(**group, order_by=each.c.seconds).label("place")
    placed = select(*each.c, place, func.count().over(**group).label("number")).subquery("placed")
    middle = placed.c.place.in_(((placed.c.number + 1) // 2, (placed.c.number + 2) // 2))
    median = func.avg(case((middle, placed.c.seconds), else_=null()))
    columns = (placed.c.region_id, placed.c.module_id)
    return select(*columns, *_sums(placed), median.label("median")).group_by(*columns)


def _sums(rows: Subquery) -> tuple[ColumnElement[int], ...]:
    persons = func.count(rows.c.person_id.distinct())
    return func.count().label("completions"), persons.label("persons"), func.sum(rows.c.seconds).label("total")


def _named(grouped: Subquery) -> Select[*tuple[Any, ...]]:
    figures = (grouped.c.completions, grouped.c.persons, grouped.c.total, grouped.c.median)
    return (
        select(func.coalesce(Region.key, ALL), func.coalesce(ModuleRow.key, ALL), *figures)
        .select_from(grouped)
        .outerjoin(Region, Region.id == grouped.c.region_id)
        .outerjoin(ModuleRow, ModuleRow.id == grouped.c.module_id)
    )


def _durations(*row: Any) -> Durations:
    region, module, completions, persons, total, median = row
    return Durations(
        region=region,
        module=module,
        completions=completions,
        persons=persons,
        median_days=median / _A_DAY,
        mean_days=int(total) / completions / _A_DAY,
    )
