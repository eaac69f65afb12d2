"""Into which smallest groups do all enrolments of a moment fall? Every figure of a quarter is a sum of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Integer,
    Select,
    String,
    Subquery,
    and_,
    case,
    cast,
    column,
    func,
    or_,
    select,
    values,
)
from sqlalchemy.orm import Session

from training.accounts.models import Organisation, Region
from training.content.models import ModuleRow
from training.foundation.db import UtcDateTime
from training.reporting.models import Standing
from training.reporting.rules.cells import COMPLETED, IN_PROGRESS, NOT_STARTED

#: How many attempts a completion took at the quiz that took most; none where nothing was to be passed.
FIRST, LATER, UNTESTED = "first", "later", "untested"
_MONTHS = 3
_COMMA = ","
_OWN = ("round", "language", "state", "tries", "new_in", "begun_in", "finished_in")


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """So many enrolments that nothing tells apart, at the end of a quarter.

    `region`, `organisation` and `module` are keys. `language` and `tries` ("first", "later", "untested") are of
    completions, else None. `new_in`, `begun_in` and `finished_in` are months of the quarter, 1 to 3, and 0 for neither.
    `persons` are the numbers of the people, where they are few: a sum of many leaves may be of few people.
    """

    region: str
    organisation: str
    module: str
    round: int
    language: str | None
    state: str
    tries: str | None
    new_in: int
    begun_in: int
    finished_in: int
    number: int
    persons: frozenset[int] | None


def leaves(
    session: Session, ends: Mapping[int, datetime], begins: Mapping[int, Sequence[datetime]], *, minimum: int
) -> list[Leaf]:
    """Every combination that occurs, with the people of those that are fewer than `minimum`; one statement.

    `ends` is the moment that the quarter ends at by the clock of a region (id), `begins` the starts of its months. In a
    leaf there are as many people as enrolments: nobody has a round of a module twice.
    """
    if not ends:
        return []
    counted = _named(_grouped(_moments(ends, begins), minimum))
    return [_leaf(*row) for row in session.connection().execute(counted)]


def quarter_ends(ends: Mapping[int, datetime]) -> CTE:
    """The moments at which a quarter ends, as a table with a row for each region (id)."""
    columns = (column("region_id", Integer), column("ends_at", UtcDateTime()))
    return values(*columns, name="quarter").data(list(ends.items())).cte("quarter")


def _moments(ends: Mapping[int, datetime], begins: Mapping[int, Sequence[datetime]]) -> CTE:
    months = [column(f"month{number}", UtcDateTime()) for number in range(1, _MONTHS + 1)]
    columns: tuple[Any, ...] = (column("region_id", Integer), column("ends_at", UtcDateTime()), *months)
    lines = [(region, end, *begins[region]) for region, end in ends.items()]
    return values(*columns, name="quarter").data(lines).cte("quarter")


def _grouped(quarter: CTE, minimum: int) -> Subquery:
    """Count by every column; without a name for a value, PostgreSQL would take two equal expressions for different."""
    each = _each(quarter).subquery("each")
    group = [each.c[name] for name in each.c.keys() if name != "person_id"]  # noqa: SIM118 (columns, not a dict)
    number = func.count()
    people = func.aggregate_strings(cast(each.c.person_id, String), _COMMA)
    few = case((number < minimum, people))
    return select(*group, number.label("number"), few.label("persons")).group_by(*group).subquery("counted")


def _each(quarter: CTE) -> Select[*tuple[Any, ...]]:
    is_completed = Standing.completed_at < quarter.c.ends_at
    has_begun = Standing.started_at < quarter.c.ends_at
    state = case((is_completed, COMPLETED), (has_begun, IN_PROGRESS), else_=NOT_STARTED)
    attempts = Standing.attempts_until_passed
    tries = case((and_(is_completed, attempts == 1), FIRST), (and_(is_completed, attempts > 1), LATER))
    untested = and_(is_completed, attempts.is_(None))
    own = (Standing.region_id, Standing.organisation_id, Standing.module_id, Standing.round)
    return (
        select(
            Standing.person_id,
            *own,
            case((is_completed, Standing.language)).label("language"),
            state.label("state"),
            case((untested, UNTESTED), else_=tries).label("tries"),
            _month(Standing.enrolled_at, quarter).label("new_in"),
            _month(Standing.started_at, quarter).label("begun_in"),
            _month(Standing.completed_at, quarter).label("finished_in"),
        )
        .join(quarter, quarter.c.region_id == Standing.region_id)
        .where(Standing.enrolled_at < quarter.c.ends_at)
    )


def _month(moment: Any, quarter: CTE) -> ColumnElement[int]:
    """In which month of the quarter something happened; 0 before it, after it and never."""
    first, second, third = (quarter.c[f"month{number}"] for number in range(1, _MONTHS + 1))
    # Most of what ever happened lies before: it is decided first.
    outside = or_(moment < first, moment >= quarter.c.ends_at, moment.is_(None))
    return case((outside, 0), (moment < second, 1), (moment < third, 2), else_=3)


def _named(counted: Subquery) -> Select[*tuple[Any, ...]]:
    """Put keys in the place of numbers, once a group."""
    kept = [counted.c[name] for name in (*_OWN, "number", "persons")]
    return (
        select(Region.key, Organisation.key, ModuleRow.key, *kept)
        .join(Region, Region.id == counted.c.region_id)
        .join(Organisation, Organisation.id == counted.c.organisation_id)
        .join(ModuleRow, ModuleRow.id == counted.c.module_id)
    )


def _leaf(*row: Any) -> Leaf:
    region, organisation, module, *own, number, persons = row
    few = None if persons is None else frozenset(map(int, persons.split(_COMMA)))
    places = {"region": region, "organisation": organisation, "module": module}
    return Leaf(**places, **dict(zip(_OWN, own, strict=True)), number=number, persons=few)
