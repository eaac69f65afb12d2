"""Which figures follow one that was given already? Released ones alone, page by page, in the order of their keys."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, select, tuple_
from sqlalchemy.orm import Session

from training.foundation.db import rows
from training.reporting.models import GroupFigure as GroupFigureRow
from training.reporting.models import Release, ReleaseCell
from training.reporting.rules.cells import Cell
from training.reporting.rules.releases import FigureKey, GroupFigure

#: By which figures may be narrowed.
FILTERS = ("module", "part", "measure")


def releases_before(session: Session, quarter: str | None, *, limit: int) -> list[tuple[str, Any, str]]:
    """Quarter, moment and digest of the releases before a quarter, or of all: the last one first."""
    found = rows(session, _releases(is_first=quarter is None), limit=limit, **({"quarter": quarter} if quarter else {}))
    return [(row.quarter, row.made_at, row.digest) for row in found]


def cells_after(
    session: Session,
    release_id: int,
    last: Sequence[str] | None,
    *,
    places: Sequence[str],
    narrowed: dict[str, str],
    limit: int,
) -> list[tuple[Cell, int | None]]:
    """The cells of places that follow a key (its words), at most so many; `narrowed` by what FILTERS names."""
    statement = _cells(tuple(sorted(narrowed)), is_first=last is None)
    behind = dict(zip(Cell._fields, last, strict=True)) if last else {}
    values = {f"{name}_wanted": value for name, value in narrowed.items()}
    behind = {f"{name}_last": value for name, value in behind.items()}
    wanted = {"release_id": release_id, "places": list(places), "limit": limit}
    return [(Cell(*row[:5]), row.value) for row in rows(session, statement, **wanted, **values, **behind)]


def groups(session: Session, release_id: int, *, places: Sequence[str]) -> list[tuple[FigureKey, GroupFigure]]:
    """The figures of groups of places, by place, module and name; there are few."""
    found = rows(session, _groups(), release_id=release_id, places=list(places))
    return [
        ((row.place, row.module, row.figure), GroupFigure(value=row.value, low=row.low, high=row.high)) for row in found
    ]


@cache
def _releases(*, is_first: bool) -> Select[*tuple[Any, ...]]:
    every = select(Release.quarter, Release.made_at, Release.digest)
    found = every if is_first else every.where(Release.quarter < bindparam("quarter"))
    return found.order_by(Release.quarter.desc()).limit(bindparam("limit"))


@cache
def _cells(narrowed: tuple[str, ...], *, is_first: bool) -> Select[*tuple[Any, ...]]:
    key = [getattr(ReleaseCell, name) for name in Cell._fields]
    found = select(*key, ReleaseCell.value).where(
        ReleaseCell.release_id == bindparam("release_id"),
        ReleaseCell.place.in_(bindparam("places", expanding=True)),
        *(getattr(ReleaseCell, name) == bindparam(f"{name}_wanted") for name in narrowed),
    )
    if not is_first:
        found = found.where(tuple_(*key) > tuple_(*(bindparam(f"{name}_last") for name in Cell._fields)))
    return found.order_by(*key).limit(bindparam("limit"))


@cache
def _groups() -> Select[*tuple[Any, ...]]:
    row = GroupFigureRow
    within = (row.release_id == bindparam("release_id"), row.place.in_(bindparam("places", expanding=True)))
    told = select(row.place, row.module, row.figure, row.value, row.low, row.high).where(*within)
    return told.order_by(row.place, row.module, row.figure)
