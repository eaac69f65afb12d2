"""How is a release kept, once and for good?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from training.foundation.audit import Event, record
from training.foundation.db import one_after_another
from training.reporting.actions.releasing.drafting import Draft, draft, due
from training.reporting.actions.releasing.protecting import Chosen, protected
from training.reporting.actions.standings import catch_up
from training.reporting.models import GroupFigure, HiddenCell, Release, ReleaseCell, ReleaseProof
from training.reporting.rules.disclosure.tables import Key, Relation
from training.reporting.rules.quarters import Quarter
from training.reporting.rules.releases import check_turn, digest

# What nobody else locks by.
_RELEASING = -3
_CELL = ("period", "place", "module", "part", "measure")


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A release: of how many cells how many are hidden, and at least had to be."""

    quarter: Quarter
    digest: str
    cells: int
    hidden: int
    lower_bound: int


def make_release(session: Session, quarter: Quarter, *, now: datetime) -> Made:
    """Count, hide and keep in one transaction; where somebody else may be waiting to write, do the three one by one."""
    catch_up(session, now=now)
    counted = draft(session, quarter, now=now)
    return keep(session, counted, protected(counted), now=now)


def outcome(draft: Draft, chosen: Chosen) -> Made:
    """Tell what a release is, kept or not."""
    return Made(
        quarter=draft.quarter,
        digest=digest(_told(draft, chosen), _shown(chosen), [_relations(chosen), _figures(chosen)]),
        cells=len(chosen.cells.table.values),
        hidden=len(chosen.cells.hidden),
        lower_bound=chosen.cells.lower_bound,
    )


def keep(session: Session, draft: Draft, chosen: Chosen, *, now: datetime) -> Made:
    """Keep a release for good; whoever comes second finds it made: Refused("release-out-of-turn")."""
    one_after_another(session, _RELEASING)
    check_turn(draft.quarter, due(session, now=now))
    made = outcome(draft, chosen)
    kept = Release(**_told(draft, chosen), made_at=now, digest=made.digest)
    session.add(kept)
    session.flush()
    moves = [[[list(key), number] for key, number in move.items()] for move in chosen.cells.carried]
    session.add(ReleaseProof(release_id=kept.id, relations=_relations(chosen), moves=moves))
    _keep_rows(session, kept.id, chosen)
    facts = {"digest": made.digest, "cells": made.cells, "hidden": made.hidden}
    record(session, Event.STATISTICS_RELEASED, f"release {draft.quarter.key}", at=now, actor_id=None, **facts)
    session.flush()
    return made


def _told(draft: Draft, chosen: Chosen) -> dict[str, Any]:
    return {
        "quarter": draft.quarter.key,
        "minimum": draft.minimum,
        "regions": draft.regions,
        "modules": draft.modules,
        "organisations": chosen.organisations,
        "lessons": draft.lessons,
    }


def _shown(chosen: Chosen) -> dict[Key, int | None]:
    cells = chosen.cells
    return {key: None if key in cells.hidden else value for key, value in cells.table.values.items()}


def _figures(chosen: Chosen) -> list[list[Any]]:
    told = sorted(chosen.groups.items())
    return [[*key, one.figure.value, one.figure.low, one.figure.high] for key, one in told]


def _relations(chosen: Chosen) -> list[list[list[list[str]]]]:
    return [[_written(one, side) for side in ("left", "right")] for one in chosen.cells.table.relations]


def _written(relation: Relation, side: str) -> list[list[str]]:
    return [list(key) for key in getattr(relation, side)]


def _keep_rows(session: Session, release_id: int, chosen: Chosen) -> None:
    shown, found = _shown(chosen), chosen.cells
    place: Mapping[Key, dict[str, Any]] = {
        key: {"release_id": release_id, **dict(zip(_CELL, key, strict=True))} for key in shown
    }
    cells = [{**place[key], "value": value} for key, value in shown.items()]
    hidden = [{**place[key], "value": found.table.values[key], "reason": why} for key, why in found.hidden.items()]
    groups = [
        {
            "release_id": release_id,
            **dict(zip(("place", "module", "figure"), key, strict=True)),
            "value": one.figure.value,
            "low": one.figure.low,
            "high": one.figure.high,
            "size": one.size,
        }
        for key, one in chosen.groups.items()
    ]
    # Past the machinery that makes objects: it would write anew whenever a value is missing where the last had one.
    connection = session.connection()
    for table, rows in ((ReleaseCell, cells), (HiddenCell, hidden), (GroupFigure, groups)):
        if rows:
            connection.execute(insert(table), rows)
