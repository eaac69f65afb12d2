"""Which quarters were released, and what do readers see of one? Never anything but released cells."""

from functools import cache

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import Session

from training.foundation.db import rows
from training.foundation.errors import NotFound
from training.reporting.models import Release, ReleaseCell
from training.reporting.rules.quarters import Quarter, read_quarter
from training.reporting.rules.releases import Figures, Heading


def last_quarter(session: Session) -> Quarter | None:
    """The quarter that was released last."""
    found = session.scalar(select(func.max(Release.quarter)))
    return read_quarter(found) if found else None


def released_quarters(session: Session) -> list[Quarter]:
    """Every released quarter, the last one first."""
    return [read_quarter(row.quarter) for row in rows(session, _quarters())]


def heading(session: Session, quarter: Quarter) -> Heading:
    """What is told of a quarter's release beside its figures; NotFound where there is none."""
    row = rows(session, _heading(), quarter=quarter.key).first()
    if row is None:
        raise NotFound("quarter")
    return Heading(**{**row._asdict(), "quarter": quarter})


def figures(session: Session, heading: Heading, region: str) -> Figures:
    """What a release tells of a region, or ("*") of all regions together, modules in their order."""
    found = rows(session, _cells(), release_id=heading.id, region=region)
    cells = {(row.module, row.language, row.measure): row.value for row in found}
    order = {module: place for place, module in enumerate(heading.modules)}
    ordered = sorted(cells, key=lambda cell: (order.get(cell[0], len(order)), cell))
    return Figures(region=region, cells={cell: cells[cell] for cell in ordered})


@cache
def _quarters() -> Select[str]:
    return select(Release.quarter).order_by(Release.quarter.desc())


@cache
def _heading() -> Select[*tuple[object, ...]]:
    # Without the relations, which are long and for whoever makes the next one.
    columns = (Release.id, Release.made_at, Release.minimum, Release.digest, Release.regions, Release.modules)
    return select(*columns, Release.quarter).where(Release.quarter == bindparam("quarter"))


@cache
def _cells() -> Select[*tuple[object, ...]]:
    columns = (ReleaseCell.module, ReleaseCell.language, ReleaseCell.measure, ReleaseCell.value)
    ofthis = (ReleaseCell.release_id == bindparam("release_id"), ReleaseCell.region == bindparam("region"))
    return select(*columns).where(*ofthis)
