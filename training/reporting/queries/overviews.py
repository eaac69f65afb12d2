"""What do pages ask of releases beside their figures: which there are, and what all of them told of a place?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from training.foundation.db import rows
from training.reporting.models import GroupFigure as GroupFigureRow
from training.reporting.models import Release, ReleaseCell
from training.reporting.rules.cells import ALL, Cell
from training.reporting.rules.quarters import Quarter, read_quarter
from training.reporting.rules.releases import FigureKey, GroupFigure
from training.reporting.rules.years import Period, Span


@dataclass(frozen=True, slots=True)
class Edition:
    """A release by its quarter; nothing that it tells ever changes, so it keys what was rendered from it."""

    id: int
    quarter: Quarter
    digest: str
    made_at: datetime


def editions(session: Session) -> tuple[Edition, ...]:
    """Every release, the last one first."""
    found = rows(session, _editions())
    return tuple(Edition(row.id, read_quarter(row.quarter), row.digest, row.made_at) for row in found)


def history(session: Session, told: Iterable[Edition], *, place: str) -> dict[Cell, int | None]:
    """What releases have told of a place, by module and undivided, months included."""
    found = rows(session, _history(), **_keys(told), place=place)
    return {Cell(*row[:5]): row.value for row in found}


def history_beside(
    session: Session, told: Iterable[Edition], *, places: Sequence[str], module: str
) -> dict[Cell, int | None]:
    """What releases have told of several places and one module, undivided."""
    found = rows(session, _history_beside(), **_keys(told), places=list(places), module=module)
    return {Cell(*row[:5]): row.value for row in found}


def group_history(session: Session, *, places: Sequence[str], module: str) -> dict[tuple[str, FigureKey], GroupFigure]:
    """What every release has told of groups of places and a module; the quarter stands before the figure's key."""
    found = rows(session, _group_history(), places=list(places), module=module)
    return {
        (row.quarter, (row.place, row.module, row.figure)): GroupFigure(value=row.value, low=row.low, high=row.high)
        for row in found
    }


@cache
def _editions() -> Select[*tuple[object, ...]]:
    columns = (Release.id, Release.quarter, Release.digest, Release.made_at)
    return select(*columns).order_by(Release.quarter.desc())


def _keys(told: Iterable[Edition]) -> dict[str, list[Any]]:
    """Name all periods of releases: by these the primary key finds a place, or every cell would be looked at."""
    editions = list(told)
    quarters = [Period(span=Span.QUARTER, last=each.quarter) for each in editions]
    periods = [key for quarter in quarters for key in (quarter.key, *quarter.months)]
    return {"releases": [each.id for each in editions], "periods": periods}


@cache
def _history() -> Select[*tuple[object, ...]]:
    return _undivided().where(ReleaseCell.place == bindparam("place"))


@cache
def _history_beside() -> Select[*tuple[object, ...]]:
    places = ReleaseCell.place.in_(bindparam("places", expanding=True))
    return _undivided().where(places, ReleaseCell.module == bindparam("module"))


def _undivided() -> Select[*tuple[object, ...]]:
    columns = (*(getattr(ReleaseCell, name) for name in Cell._fields), ReleaseCell.value)
    return select(*columns).where(
        ReleaseCell.release_id.in_(bindparam("releases", expanding=True)),
        ReleaseCell.period.in_(bindparam("periods", expanding=True)),
        ReleaseCell.part == ALL,
    )


@cache
def _group_history() -> Select[*tuple[object, ...]]:
    row = GroupFigureRow
    columns = (Release.quarter, row.place, row.module, row.figure, row.value, row.low, row.high)
    wanted = (row.place.in_(bindparam("places", expanding=True)), row.module == bindparam("module"))
    return select(*columns).join(Release, Release.id == row.release_id).where(*wanted)
