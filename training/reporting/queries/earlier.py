"""What did all earlier releases show and hide? For the one that makes the next; it loads SciPy, and no page asks it."""

from collections import defaultdict
from typing import Any

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import Session

from training.reporting.models import HiddenCell, Release, ReleaseCell
from training.reporting.rules.disclosure.protection import Protected, Reason
from training.reporting.rules.disclosure.tables import Key, Relation, Table

_CELL = ("region", "module", "language", "measure")


def earlier_releases(session: Session) -> list[Protected]:
    """Every release with what it hides, the first one first: two statements."""
    values: defaultdict[int, dict[Key, int]] = defaultdict(dict)
    hidden: defaultdict[int, dict[Key, Reason]] = defaultdict(dict)
    for release_id, quarter, *names, shown, value, reason in session.execute(_cells()):
        key = (quarter, *names)
        values[release_id][key] = value if shown is None else shown
        if reason is not None:
            hidden[release_id][key] = reason
    releases = session.execute(select(Release.id, Release.minimum, Release.relations).order_by(Release.quarter))
    return [
        Protected(
            table=Table(values=values[id_], relations=_relations(relations)),
            minimum=minimum,
            hidden=hidden[id_],
            # Neither is asked of what is past.
            lower_bound=len(hidden[id_]),
            optimal=False,
        )
        for id_, minimum, relations in releases
    ]


def _cells() -> Select[*tuple[Any, ...]]:
    same = and_(*(getattr(HiddenCell, name) == getattr(ReleaseCell, name) for name in ("release_id", *_CELL)))
    names = [getattr(ReleaseCell, name) for name in _CELL]
    return (
        select(Release.id, Release.quarter, *names, ReleaseCell.value, HiddenCell.value, HiddenCell.reason)
        .join(ReleaseCell, ReleaseCell.release_id == Release.id)
        .outerjoin(HiddenCell, same)
        .order_by(Release.quarter, *names)
    )


def _relations(stored: list[list[list[list[str]]]]) -> tuple[Relation, ...]:
    return tuple(
        Relation(left=tuple(tuple(key) for key in left), right=tuple(tuple(key) for key in right))
        for left, right in stored
    )
