"""How exactly can a stranger work out what is hidden? By linear programs over everything that was ever shown.

It shares nothing with those who choose but the words of `tables`: whoever checks must not repeat their mistakes.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from training.reporting.rules.disclosure.tables import Key, Published, Relation

_NEARLY, _FAR = 1e-6, 1e6


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A hidden count is at least `low` and at most `high`; None: there is no end."""

    low: int
    high: int | None

    def discloses(self, minimum: int) -> bool:
        """Tell whether 0 or the minimum is excluded, which is less than what is promised of a small count."""
        return self.low > 0 or (self.high is not None and self.high < minimum)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Equation:
    """Some hidden counts, each with its sign, add up to what is known."""

    signs: Mapping[Key, int]
    total: int


def attack(
    published: Published,
    *,
    earlier: Sequence[Published] = (),
    about: Iterable[Key] | None = None,
    whole: bool = False,
) -> dict[Key, Interval]:
    """Bound every hidden count, or those asked `about`, by what the release and all earlier ones show.

    Counts are not negative, and of the bounds of a linear program only whole numbers are left; with `whole` the program
    itself knows of whole numbers only, which takes long for a large table. That small counts are hidden tells nothing
    more: what is hidden may be small, or 0, or large and hidden to protect another. The classical audit: Hundepool and
    others, Statistical Disclosure Control (2012), chapter 4. Who knows some hidden counts anyway, such as their own,
    gives them as `published`.
    """
    releases = (*earlier, published)
    known = {key: value for release in releases for key, value in release.values.items()}
    relations = dict.fromkeys(relation for release in releases for relation in release.relations)
    groups = _groups([_equation(relation, known) for relation in relations])
    wanted = None if about is None else set(about)
    return {key: interval for group in groups for key, interval in _bounds(group, wanted, whole=whole).items()}


def _equation(relation: Relation, known: Mapping[Key, int]) -> _Equation:
    signs: dict[Key, int] = {}
    total = 0
    for sign, side in ((1, relation.left), (-1, relation.right)):
        for key in side:
            if key in known:
                total -= sign * known[key]
            else:
                signs[key] = signs.get(key, 0) + sign
    return _Equation(signs=signs, total=total)


def _groups(equations: Iterable[_Equation]) -> list[list[_Equation]]:
    """Keep together what has a hidden count in common; each group can be attacked by itself."""
    group_of: dict[Key, list[_Equation]] = {}
    for equation in equations:
        if not equation.signs:
            continue
        touched = {id(group_of[key]): group_of[key] for key in equation.signs if key in group_of}
        group = max(touched.values(), key=len, default=[])
        for other in touched.values():
            if other is not group:
                group += other
                group_of |= dict.fromkeys((key for one in other for key in one.signs), group)
        group.append(equation)
        group_of |= dict.fromkeys(equation.signs, group)
    return list({id(group): group for group in group_of.values()}.values())


def _bounds(group: list[_Equation], wanted: set[Key] | None, *, whole: bool) -> dict[Key, Interval]:
    columns = {key: number for number, key in enumerate(dict.fromkeys(key for one in group for key in one.signs))}
    asked = [key for key in columns if wanted is None or key in wanted]
    matrix = sparse.lil_matrix((len(group), len(columns)))
    for row, equation in enumerate(group):
        for key, sign in equation.signs.items():
            matrix[row, columns[key]] = sign
    totals = [equation.total for equation in group]
    holds = LinearConstraint(matrix.tocsr(), totals, totals)
    found = {}
    for key in asked:
        low, high = (_extreme(holds, len(columns), columns[key], sign=sign, whole=whole) for sign in (1.0, -1.0))
        found[key] = Interval(low=ceil(low - _NEARLY), high=None if high > _FAR - 1 else floor(high + _NEARLY))
    return found


def _extreme(holds: LinearConstraint, number: int, column: int, *, sign: float, whole: bool) -> float:
    """Return the smallest (1) or greatest (-1) value of one count; what has no end ends far away.

    Solvers do not always tell what has no end from what cannot be.
    """
    direction = np.zeros(number)
    direction[column] = sign
    highest = np.where(direction == 0, np.inf, _FAR)
    answer = milp(direction, integrality=np.full(number, int(whole)), bounds=Bounds(0, highest), constraints=holds)
    if answer.x is None:
        raise ValueError(f"what was shown contradicts itself: {answer.message}")
    return float(answer.x[column])
