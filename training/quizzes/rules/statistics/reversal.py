"""Do those who know most get a question wrong, in one language only? Then its key may be turned there."""

import numpy as np

from training.quizzes.rules.statistics.scores import Numbers, rest_correlation
from training.quizzes.rules.statistics.strata import Flags

#: Standard errors from 0: wrong once in a hundred, to one side.
_SURE = 2.326
#: A perfect correlation of few persons is infinitely sure by the formula.
_PERFECT = 1 - 1e-9
_FEWEST = 3


def is_turned(own: Numbers, rest: Numbers, focal: Flags) -> bool:
    """Tell whether points and rest go against each other in the focal group, and with each other in the reference.

    A turned key helps the weak as it harms the strong: if the question is of middle hardness, no common odds ratio
    finds it. Where points and rest go against each other in the reference too, the question is at fault and not its
    translation.
    """
    return _surety(own[focal], rest[focal]) < -_SURE and _surety(own[~focal], rest[~focal]) > _SURE


def _surety(own: Numbers, rest: Numbers) -> float:
    """Return the correlation in standard errors: Fisher, "On the probable error …", Metron 1 (1921), 3-32."""
    correlation = rest_correlation(own, rest)
    if correlation is None or len(own) <= _FEWEST:
        return 0.0
    return float(np.arctanh(np.clip(correlation, -_PERFECT, _PERFECT)) * np.sqrt(len(own) - _FEWEST))
