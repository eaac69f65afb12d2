"""How does a closed quarter become a release?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import insert
from sqlalchemy.orm import Session

from training.accounts import queries as accounts
from training.accounts.models import Region
from training.content import queries as content
from training.content.rules.module import Module
from training.content.rules.segments import Shown
from training.foundation.audit import Event, record
from training.foundation.db import one_after_another
from training.foundation.languages import LANGUAGES
from training.foundation.settings import settings
from training.reporting.models import HiddenCell, Release, ReleaseCell
from training.reporting.queries.facts import CountedRegion, counts, first_enrolment
from training.reporting.queries.releases import last_quarter
from training.reporting.rules.disclosure.coarsening import Detail, coarser, is_mostly_hidden
from training.reporting.rules.disclosure.tables import Key, Table
from training.reporting.rules.figures import FINEST, Count, Extent, detail_of, finest_cells, stocks, with_flows
from training.reporting.rules.quarters import Quarter, quarter_of
from training.reporting.rules.releases import check_turn, digest, due_quarters

if TYPE_CHECKING:
    from training.reporting.rules.disclosure.protection import Protected

# What nobody else locks by.
_RELEASING = -3
_CELL = ("region", "module", "language", "measure")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A quarter as it was counted, with all that decides what of it may be shown; no reader may see it."""

    quarter: Quarter
    counts: Sequence[Count]
    extent: Extent
    regions: Mapping[str, Any]
    modules: Mapping[str, Any]
    minimum: int
    earlier: Sequence["Protected"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A release: of how many cells how many are hidden, and at least had to be."""

    quarter: Quarter
    digest: str
    cells: int
    hidden: int
    lower_bound: int


def due(session: Session, *, now: datetime) -> list[Quarter]:
    """List the quarters that are over and not released, in their order; the first is that of the first enrolment."""
    begins = _beginning(session)
    zones = [region.time_zone for region in accounts.regions(session)]
    return due_quarters(begins, zones=zones, now=now) if begins else []


def make_release(session: Session, quarter: Quarter, *, now: datetime) -> Made:
    """Count, hide and keep in one transaction; where somebody else may be waiting to write, do the three one by one."""
    counted = draft(session, quarter, now=now)
    return keep(session, counted, protected(counted), now=now)


def draft(session: Session, quarter: Quarter, *, now: datetime) -> Draft:
    """Count a quarter that is over; only reads. Raises Refused("release-out-of-turn") unless it is the next one."""
    # Pages share this process, and loading SciPy takes half a second and tens of megabytes.
    from training.reporting.queries.earlier import earlier_releases  # noqa: PLC0415

    check_turn(quarter, due(session, now=now))
    regions, modules = accounts.regions(session), _titles(session)
    ends = [CountedRegion(id=region.id, end=quarter.end(region.time_zone)) for region in regions]
    return Draft(
        quarter=quarter,
        counts=counts(session, ends),
        extent=Extent(
            regions=tuple(region.key for region in regions), modules=tuple(modules), languages=tuple(LANGUAGES)
        ),
        regions=_names(regions),
        modules=modules,
        minimum=settings(session).smallest_group,
        earlier=earlier_releases(session),
    )


def protected(draft: Draft) -> "Protected":
    """Hide what must be hidden, in the finest table that is not mostly hidden. It takes seconds, later on minutes.

    What an earlier release told is told again, or its readers could not compare.
    """
    from training.reporting.rules.disclosure.protection import protect  # noqa: PLC0415 (as above)

    key, before = draft.quarter.key, draft.earlier[-1].table if draft.earlier else None
    least = detail_of(before.values) if before else None
    detail: Detail | None = FINEST
    while detail:
        table = with_flows(stocks(key, draft.counts, draft.extent, detail), before=before, quarter=key)
        found = protect(table, minimum=draft.minimum, earlier=draft.earlier)
        finest = finest_cells(table, detail)
        if detail == least or not is_mostly_hidden(finest, values=table.values, hidden=found.hidden):
            break
        detail = coarser(detail)
    return found


def outcome(draft: Draft, found: "Protected") -> Made:
    """Tell what a release is, kept or not."""
    return Made(
        quarter=draft.quarter,
        digest=digest(_told(draft), _shown(found), _written(found.table)),
        cells=len(found.table.values),
        hidden=len(found.hidden),
        lower_bound=found.lower_bound,
    )


def keep(session: Session, draft: Draft, found: "Protected", *, now: datetime) -> Made:
    """Keep a release for good; whoever comes second finds it made: Refused("release-out-of-turn")."""
    one_after_another(session, _RELEASING)
    check_turn(draft.quarter, due(session, now=now))
    made = outcome(draft, found)
    kept = Release(**_told(draft), made_at=now, relations=_written(found.table), digest=made.digest)
    session.add(kept)
    session.flush()
    _keep_cells(session, kept.id, found)
    facts = {"digest": made.digest, "cells": made.cells, "hidden": made.hidden}
    record(session, Event.STATISTICS_RELEASED, f"release {draft.quarter.key}", at=now, actor_id=None, **facts)
    session.flush()
    return made


def _beginning(session: Session) -> Quarter | None:
    last = last_quarter(session)
    if last:
        return last.following
    first = first_enrolment(session)
    return quarter_of(*first) if first else None


def _told(draft: Draft) -> dict[str, Any]:
    return {
        "quarter": draft.quarter.key,
        "minimum": draft.minimum,
        "regions": draft.regions,
        "modules": draft.modules,
    }


def _shown(found: "Protected") -> dict[Key, int | None]:
    return {key: None if key in found.hidden else value for key, value in found.table.values.items()}


def _keep_cells(session: Session, release_id: int, found: "Protected") -> None:
    shown = _shown(found)
    place = {key: {"release_id": release_id, **dict(zip(_CELL, key[1:], strict=True))} for key in shown}
    cells = [{**place[key], "value": value} for key, value in shown.items()]
    hidden = [
        {**place[key], "value": found.table.values[key], "reason": reason} for key, reason in found.hidden.items()
    ]
    # Past the machinery that makes objects: it would write anew whenever a value is missing where the last had one.
    connection = session.connection()
    for table, rows in ((ReleaseCell, cells), (HiddenCell, hidden)):
        if rows:
            connection.execute(insert(table), rows)


def _titles(session: Session) -> dict[str, dict[str, dict[str, str]]]:
    """Return the titles of every module by its key and language; of one that was never published, none."""
    published = content.current_publications(session)
    return {
        row.key: {
            language: _title(content.localised(content.published(session, published[row.key]), language))
            for language in LANGUAGES
            if row.key in published
        }
        for row in content.modules(session)
    }


def _title(module: Module) -> dict[str, str]:
    shown = cast("Shown", module.title)
    return {"text": str(shown), "language": shown.language, "state": shown.state}


def _names(regions: Iterable[Region]) -> dict[str, dict[str, Any]]:
    return {region.key: {"names": region.names, "time_zone": region.time_zone} for region in regions}


def _written(table: Table) -> list[list[list[list[str]]]]:
    return [[[list(key) for key in side] for side in (one.left, one.right)] for one in table.relations]
