"""Who got how many points for what, and how good was each person at the rest?"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

#: Sums of shares that are the same for a reader must be the same score: 0.1 + 0.2 and 0.3.
_DIGITS = 9
_NOTHING = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scores:
    """Points as shares from 0 to 1: a row a person, a column a question, NaN where it was not presented."""

    questions: tuple[str, ...]
    points: Numbers

    def __post_init__(self) -> None:
        """Refuse a matrix that stands on its side: it would give numbers all the same."""
        if self.points.ndim != len(("persons", "questions")) or self.points.shape[1] != len(self.questions):
            raise ValueError(f"{len(self.questions)} questions, but points of shape {self.points.shape}")


def rest_shares(points: Numbers, column: int, *, without: Iterable[int] = ()) -> Numbers:
    """Return each person's share of the points of all other questions that were presented; NaN if none was.

    Where everybody was asked everything this is the rest score on another scale; where questions are drawn from a pool
    it still compares like with like. Columns in `without` are left out as well.
    """
    others = np.delete(points, [column, *without], axis=1)
    presented = ~np.isnan(others)
    number = presented.sum(axis=1)
    total = np.where(presented, others, 0.0).sum(axis=1)
    shares: Numbers = np.divide(total, number, out=np.full(len(points), np.nan), where=number > 0)
    return shares.round(_DIGITS)


def rest_correlation(own: Numbers, rest: Numbers) -> float | None:
    """Return Pearson's coefficient of the points and the rest, NaN left out; None where one of them does not vary.

    For right-or-wrong questions this is the point-biserial coefficient.
    """
    both = ~np.isnan(own) & ~np.isnan(rest)
    if not both.any() or is_constant(own[both]) or is_constant(rest[both]):
        return None
    return float(np.corrcoef(own[both], rest[both])[0, 1])


def is_constant(numbers: Numbers) -> bool:
    """Tell whether all numbers are the same but for rounding, which leaves a little variance where there is none."""
    return bool(np.ptp(numbers) < _NOTHING)
