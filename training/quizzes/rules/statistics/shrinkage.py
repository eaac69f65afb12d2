"""How large is a difference really, when the group is small and all questions of the test tell what is usual?"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from training.quizzes.rules.statistics.mantel_haenszel import LARGE, MODERATE
from training.quizzes.rules.statistics.scores import Numbers

#: A posterior without spread is a point; this is a point that can be divided by.
_POINT = 1e-12


@dataclass(frozen=True, slots=True, kw_only=True)
class Posterior:
    """What is believed of a question's true delta: its mean, and how probable each class is."""

    mean: float
    negligible: float
    moderate: float
    large: float


def posteriors(deltas: Sequence[float], errors: Sequence[float]) -> tuple[Posterior, ...]:
    """Draw each measured delta towards the mean of the test, the more the larger its error.

    Zwick, Thayer and Lewis, "An empirical Bayes approach to Mantel-Haenszel DIF analysis", Journal of Educational
    Measurement 36 (1999), 1-28: the prior is normal with the mean of all deltas and, as variance, theirs less the mean
    squared error, but not below 0. At least two questions are needed.
    """
    measured, error = np.asarray(deltas, dtype=np.float64), np.asarray(errors, dtype=np.float64)
    usual = float(measured.mean())
    spread = max(0.0, float(measured.var(ddof=1) - np.square(error).mean()))
    weight = spread / (spread + np.square(error))
    mean = weight * measured + (1 - weight) * usual
    deviation = np.maximum(np.sqrt(weight) * error, _POINT)
    below_moderate, below_large = _within(MODERATE, mean, deviation), _within(LARGE, mean, deviation)
    return tuple(
        Posterior(mean=float(middle), negligible=float(a), moderate=float(ab - a), large=float(1 - ab))
        for middle, a, ab in zip(mean, below_moderate, below_large, strict=True)
    )


def _within(bound: float, mean: Numbers, deviation: Numbers) -> Numbers:
    inside: Numbers = ndtr((bound - mean) / deviation) - ndtr((-bound - mean) / deviation)
    return inside
