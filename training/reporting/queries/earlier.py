"""What did releases show and hide? For the one that makes the next; it loads SciPy, and no page asks it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session

from training.foundation.errors import Refused
from training.reporting.models import GroupFigure as GroupFigureRow
from training.reporting.models import HiddenCell, Release, ReleaseCell, ReleaseProof
from training.reporting.rules.disclosure.before import Reason
from training.reporting.rules.disclosure.protection import Protected
from training.reporting.rules.disclosure.tables import Key, Relation, Table
from training.reporting.rules.flows import Earlier
from training.reporting.rules.groups import Reckoned
from training.reporting.rules.releases import FigureKey, GroupFigure

_CELL = ("period", "place", "module", "part", "measure")
_Stored = list[list[list[list[str]]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class LastRelease:
    """The release before the next one: what it counted, how it is protected, and how its lessons were called."""

    counted: Earlier
    protected: Protected
    lessons: Mapping[str, Mapping[str, Mapping[str, Mapping[str, str]]]]


def last_release(session: Session) -> LastRelease | None:
    """The last release with all that it hides, None before the first; two statements.

    Raises Refused("release-unproved") where it was made before proofs were kept: nobody could tell what the next one
    may show.
    """
    row = session.execute(_last()).first()
    if row is None:
        return None
    if row.relations is None:
        raise Refused("release-unproved", quarter=row.quarter)
    (found,) = earlier_releases(session, only=row.id)
    counted = Earlier(quarter=row.quarter, values=found.table.values, organisations=row.organisations)
    return LastRelease(counted=counted, protected=found, lessons=row.lessons)


def earlier_releases(session: Session, *, only: int | None = None) -> list[Protected]:
    """Every release with what it hides, the first one first, or `only` one: two statements. Attack them in a test."""
    values: defaultdict[int, dict[Key, int]] = defaultdict(dict)
    hidden: defaultdict[int, dict[Key, Reason]] = defaultdict(dict)
    chosen = () if only is None else (Release.id == only,)
    for release_id, *names, shown, value, reason in session.execute(_cells().where(*chosen)):
        key = tuple(names)
        values[release_id][key] = value if shown is None else shown
        if reason is not None:
            hidden[release_id][key] = reason
    releases = session.execute(_proofs().where(*chosen))
    return [
        Protected(
            table=Table(values=values[id_], relations=_relations(relations)),
            minimum=minimum,
            hidden=hidden[id_],
            # Neither is asked of what is past.
            lower_bound=len(hidden[id_]),
            optimal=False,
            carried=_moves(moves),
        )
        for id_, minimum, relations, moves in releases
    ]


def figures_told(session: Session) -> dict[FigureKey, Reckoned]:
    """Every figure of a group as it was told last, with the size of the group then; one statement."""
    row = GroupFigureRow
    told = (
        select(row.place, row.module, row.figure, row.value, row.low, row.high, row.size)
        .where(row.value.is_not(None))
        .order_by(row.release_id)
    )
    return {
        (place, module, figure): Reckoned(figure=GroupFigure(value=value, low=low, high=high), size=size)
        for place, module, figure, value, low, high, size in session.execute(told)
    }


def _last() -> Select[*tuple[Any, ...]]:
    return (
        select(Release.id, Release.quarter, Release.organisations, Release.lessons, ReleaseProof.relations)
        .outerjoin(ReleaseProof, ReleaseProof.release_id == Release.id)
        .where(Release.quarter == select(func.max(Release.quarter)).scalar_subquery())
    )


def _proofs() -> Select[*tuple[Any, ...]]:
    columns = (Release.id, Release.minimum, ReleaseProof.relations, ReleaseProof.moves)
    return select(*columns).join(ReleaseProof, ReleaseProof.release_id == Release.id).order_by(Release.quarter)


def _cells() -> Select[*tuple[Any, ...]]:
    same = and_(*(getattr(HiddenCell, name) == getattr(ReleaseCell, name) for name in ("release_id", *_CELL)))
    names = [getattr(ReleaseCell, name) for name in _CELL]
    return (
        select(Release.id, *names, ReleaseCell.value, HiddenCell.value, HiddenCell.reason)
        .join(ReleaseCell, ReleaseCell.release_id == Release.id)
        .outerjoin(HiddenCell, same)
        .order_by(Release.quarter, *names)
    )


def _relations(stored: _Stored) -> tuple[Relation, ...]:
    return tuple(
        Relation(left=tuple(tuple(key) for key in left), right=tuple(tuple(key) for key in right))
        for left, right in stored
    )


def _moves(stored: list[list[list[Any]]]) -> tuple[dict[Key, int], ...]:
    return tuple({tuple(key): number for key, number in move} for move in stored)
