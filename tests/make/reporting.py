"""Which figures has a test seen released?"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from tests.make.rows import NOW, added
from training.reporting.models import GroupFigure, HiddenCell, Release, ReleaseCell, ReleaseProof
from training.reporting.rules.cells import ALL, COMPLETED, ENROLLED, Cell
from training.reporting.rules.releases import digest

Bounded = tuple[float | None, float | None, float | None]
_CELLS = {(ALL, ALL, ALL, ENROLLED): 12, (ALL, ALL, ALL, COMPLETED): None}
_GROUPS: Mapping[tuple[str, str, str], Bounded] = {(ALL, ALL, "median-days"): (21.0, None, None)}


def release(
    session: Session,
    quarter: str = "2026Q3",
    *,
    cells: Mapping[tuple[str, ...], int | None] | None = None,
    groups: Mapping[tuple[str, str, str], Bounded] | None = None,
    **columns: Any,
) -> Release:
    """Release figures; a cell is named by place, module, part and measure, or by its period before these.

    What is None is hidden (and in truth 3). Without cells: one figure of the whole site, and another that is hidden.
    """
    named = {_cell(quarter, key): value for key, value in (_CELLS if cells is None else cells).items()}
    groups = _GROUPS if groups is None else groups
    told = {"regions": {}, "modules": {}, "organisations": {}, "lessons": {}} | columns
    # Whoever remembers what a release tells knows it by its digest: others' figures have another one.
    columns = {"made_at": NOW, "minimum": 5, "digest": digest({"told": str(told)}, named, str(groups))} | told
    made = added(session, Release(quarter=quarter, **columns))
    _insert(session, ReleaseCell, [_row(made, cell, value=value) for cell, value in named.items()])
    hidden = [_row(made, cell, value=3, reason="primary") for cell, value in named.items() if value is None]
    _insert(session, HiddenCell, hidden)
    _insert(session, GroupFigure, [_figure(made, key, bounded) for key, bounded in groups.items()])
    added(session, ReleaseProof(release_id=made.id, relations=[], moves=[]))
    return made


def _cell(quarter: str, key: tuple[str, ...]) -> Cell:
    return Cell(*(key if len(key) == len(Cell._fields) else (quarter, *key)))


def _row(made: Release, cell: Cell, **columns: Any) -> dict[str, Any]:
    return {"release_id": made.id, **cell._asdict(), **columns}


def _figure(made: Release, key: tuple[str, str, str], bounded: Bounded) -> dict[str, Any]:
    place, module, figure = key
    value, low, high = bounded
    named = {"release_id": made.id, "place": place, "module": module, "figure": figure}
    return {**named, "value": value, "low": low, "high": high, "size": 20}


def _insert(session: Session, table: Any, rows: list[dict[str, Any]]) -> None:
    # Past the machinery that makes objects: it would write a value that is missing in its own way.
    if rows:
        session.connection().execute(insert(table), rows)
