"""Which quarters were released, and what do readers see of them? Never anything but what was released."""

from collections.abc import Sequence
from functools import cache

from sqlalchemy import ColumnElement, Select, bindparam, func, or_, select
from sqlalchemy.orm import Session

from training.foundation.db import rows
from training.foundation.errors import NotFound
from training.reporting.models import GroupFigure as GroupFigureRow
from training.reporting.models import Release, ReleaseCell
from training.reporting.rules.cells import ALL, FLOWS, TOLD, Cell
from training.reporting.rules.quarters import Quarter, read_quarter
from training.reporting.rules.releases import Figures, GroupFigure, Heading


def last_quarter(session: Session) -> Quarter | None:
    """The quarter that was released last."""
    found = session.scalar(select(func.max(Release.quarter)))
    return read_quarter(found) if found else None


def last_minimum(session: Session) -> int | None:
    """The smallest count that the last release could show; None where nothing was released."""
    return session.scalar(select(Release.minimum).order_by(Release.quarter.desc()).limit(1))


def heading(session: Session, quarter: Quarter) -> Heading:
    """What is told of a quarter's release beside its figures; NotFound where there is none."""
    row = rows(session, _heading(), quarter=quarter.key).first()
    if row is None:
        raise NotFound("quarter")
    return Heading(**{**row._asdict(), "quarter": quarter})


def figures(session: Session, heading: Heading, places: Sequence[str]) -> Figures:
    """What a release tells of places, these, modules and parts in their order: two statements."""
    found = rows(session, _cells(), release_id=heading.id, places=list(places))
    order = _Order(heading, places)
    cells = {Cell(*row[:5]): row.value for row in sorted(found, key=lambda row: order.of(Cell(*row[:5])))}
    groups = rows(session, _groups(), release_id=heading.id, places=list(places))
    return Figures(
        cells=cells,
        groups={
            (row.place, row.module, row.figure): GroupFigure(value=row.value, low=row.low, high=row.high)
            for row in groups
        },
    )


class _Order:
    """Where places, modules and lessons stand."""

    def __init__(self, heading: Heading, places: Sequence[str]) -> None:
        self._places = {place: number for number, place in enumerate(places)}
        self._modules = {module: number for number, module in enumerate(heading.modules)}
        lessons = [f"lesson:{lesson}" for each in heading.lessons.values() for lesson in each]
        self._parts = {part: number for number, part in enumerate(dict.fromkeys(lessons))}

    def of(self, cell: Cell) -> tuple[object, ...]:
        module = self._modules.get(cell.module, len(self._modules))
        part = self._parts.get(cell.part, -1)
        return self._places[cell.place], module, part, cell


@cache
def _heading() -> Select[*tuple[object, ...]]:
    columns = (Release.id, Release.made_at, Release.minimum, Release.digest, Release.regions)
    more = (Release.organisations, Release.modules, Release.lessons)
    return select(*columns, *more, Release.quarter).where(Release.quarter == bindparam("quarter"))


@cache
def _cells() -> Select[*tuple[object, ...]]:
    columns = (*(getattr(ReleaseCell, name) for name in Cell._fields), ReleaseCell.value)
    places = ReleaseCell.place.in_(bindparam("places", expanding=True))
    return select(*columns).where(ReleaseCell.release_id == bindparam("release_id"), places, _is_told())


@cache
def _groups() -> Select[*tuple[object, ...]]:
    row = GroupFigureRow
    places = row.place.in_(bindparam("places", expanding=True))
    ofthis = (row.release_id == bindparam("release_id"), places)
    return select(row.place, row.module, row.figure, row.value, row.low, row.high).where(*ofthis)


def _is_told() -> ColumnElement[bool]:
    """Leave out what stands beside only because it would follow, such as flows of languages."""
    return ReleaseCell.measure.in_(TOLD) & or_(ReleaseCell.part == ALL, ReleaseCell.measure.not_in(FLOWS))
