"""Who is compared with whom? Persons of about the same score on the rest, in one table of four cells a stratum."""

import numpy as np
from numpy.typing import NDArray

from training.quizzes.rules.statistics.scores import Numbers

Tables = NDArray[np.float64]
Flags = NDArray[np.bool_]

#: A stratum holds at least so many persons of each group: see docs/alarm.md for what other numbers would do.
LEAST = 2
_CELLS = 4


def stratified(rest: Numbers, right: Flags, focal: Flags) -> Tables:
    """Count into one table a stratum: rows reference and focal, columns right and wrong."""
    stratum = _strata(rest, focal)
    cell = stratum * _CELLS + focal * 2 + ~right
    length = _CELLS * (int(stratum.max(initial=0)) + 1)
    return np.bincount(cell, minlength=length).reshape(-1, 2, 2).astype(np.float64)


def _strata(rest: Numbers, focal: Flags) -> NDArray[np.int_]:
    """Number the strata from the lowest score up.

    Every score is a stratum of its own if it can be; where a group has too few there, it is joined with the next higher
    score until both have enough, and what is left over at the top joins the last stratum. A stratum with one group only
    says nothing about a difference, so thin strata would throw away most of a small group.
    """
    levels, place = np.unique(rest, return_inverse=True)
    of_focal = np.bincount(place[focal], minlength=len(levels)).tolist()
    of_reference = np.bincount(place[~focal], minlength=len(levels)).tolist()
    number_of_level = []
    stratum = focals = references = 0
    for in_focal, in_reference in zip(of_focal, of_reference, strict=True):
        number_of_level.append(stratum)
        focals, references = focals + in_focal, references + in_reference
        if min(focals, references) >= LEAST:
            stratum, focals, references = stratum + 1, 0, 0
    return np.minimum(np.array(number_of_level, dtype=np.int_), max(0, stratum - 1))[place]
