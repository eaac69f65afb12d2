"""What does every table look like, column by column, so that two moments can be compared?"""

from operator import itemgetter
from typing import Any

from sqlalchemy import Connection

from training.operations.queries import snapshot
from training.operations.queries.snapshot import Shape
from training.operations.rules.digests import Tally, line_of
from training.operations.rules.rehearsal import Likeness


def likenesses(connection: Connection) -> dict[str, Likeness]:
    """Every table's rows and what its columns add up to."""
    return {shape.name: _likeness(connection, shape) for shape in snapshot.shapes(connection)}


def _likeness(connection: Connection, shape: Shape) -> Likeness:
    tallies = [(place, Tally()) for place in range(len(shape.columns))]
    names = list(shape.columns)
    key = [itemgetter(names.index(name)) for name in shape.key]
    rows = 0
    for values in snapshot.lines(connection, shape):
        rows += 1
        # A value beside the key of its row: two values that change places do not cancel each other out.
        beside: list[Any] = [part(values) for part in key]
        for place, tally in tallies:
            tally.add(line_of([*beside, values[place]]))
    return Likeness(rows=rows, columns={names[place]: tally.digest for place, tally in tallies})
