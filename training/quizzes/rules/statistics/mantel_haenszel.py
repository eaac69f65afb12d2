"""Do two groups of equal ability find a question equally hard? The classical answer, on the scale of ETS."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.special import chdtrc

from training.quizzes.rules.statistics.strata import Tables

Category = Literal["A", "B", "C"]

#: From the logarithm of odds to the delta scale of ETS, turned so that negative is "harder for the focal group".
_DELTA = -2.35
MODERATE, LARGE = 1.0, 1.5
_ONE_SIDED, _LEVEL = 1.645, 0.05
_HALVES = np.full((1, 2, 2), 0.5)


@dataclass(frozen=True, slots=True, kw_only=True)
class MantelHaenszel:
    """The common odds ratio of all strata, its test, and both on the delta scale with the standard error there."""

    odds_ratio: float
    chi_square: float
    p: float
    delta: float
    error: float


def mantel_haenszel(tables: Tables) -> MantelHaenszel | None:
    """Summarise tables with rows reference and focal, columns right and wrong; None if no stratum can tell them apart.

    Odds ratio and continuity-corrected chi-square: Mantel and Haenszel, Journal of the National Cancer Institute 22
    (1959), 719-748. MH D-DIF = -2.35 ln(odds ratio): Holland and Thayer, "Differential item performance and the
    Mantel-Haenszel procedure", in Wainer and Braun (eds.), Test Validity (1988), 129-145. Where the ratio is above 1,
    and delta below 0, the reference does better.
    """
    chi_square = _chi_square(tables)
    if chi_square is None:
        return None
    odds_ratio, variance = _odds_ratio(tables)
    return MantelHaenszel(
        odds_ratio=odds_ratio,
        chi_square=chi_square,
        p=float(chdtrc(1, chi_square)),
        delta=_DELTA * float(np.log(odds_ratio)),
        error=abs(_DELTA) * float(np.sqrt(variance)),
    )


def category(found: MantelHaenszel) -> Category:
    """Class the difference as ETS does: A negligible, B moderate, C large.

    C is at least 1.5 and significantly above 1 (one-sided, 5 per cent); B at least 1 and significantly not 0. Zieky in
    Holland and Wainer (eds.), Differential Item Functioning (1993), 337-347; Zwick, ETS Research Report 12-08 (2012).
    """
    size = abs(found.delta)
    if size >= LARGE and size - MODERATE > _ONE_SIDED * found.error:
        return "C"
    return "B" if size >= MODERATE and found.p < _LEVEL else "A"


def _chi_square(tables: Tables) -> float | None:
    total = tables.sum(axis=(1, 2))
    telling = tables[total > 1]
    total = total[total > 1]
    reference, focal = telling.sum(axis=2).T
    right, wrong = telling.sum(axis=1).T
    variance = float((reference * focal * right * wrong / (total**2 * (total - 1))).sum())
    if not variance:
        return None
    surplus = float((telling[:, 0, 0] - reference * right / total).sum())
    # Below a half the correction would turn the sign of the difference.
    return max(0.0, abs(surplus) - 0.5) ** 2 / variance


def _odds_ratio(tables: Tables) -> tuple[float, float]:
    """Return the common odds ratio and the variance of its logarithm.

    Variance: Robins, Breslow and Greenland, Biometrics 42 (1986), 311-323; Phillips and Holland, Biometrics 43 (1987),
    425-431, found the same.
    """
    tables = tables[tables.sum(axis=(1, 2)) > 0]
    (a, b), (c, d) = np.moveaxis(tables, 0, -1)
    total = a + b + c + d
    for_reference, for_focal = a * d / total, b * c / total
    r, s = float(for_reference.sum()), float(for_focal.sum())
    if not r * s:
        # Nobody of one group differs in this direction: one table of halves keeps the strongest case of all finite.
        return _odds_ratio(np.concatenate((tables, _HALVES)))
    same, other = (a + d) / total, (b + c) / total
    variance = (
        float((same * for_reference).sum()) / (2 * r**2)
        + float((same * for_focal + other * for_reference).sum()) / (2 * r * s)
        + float((other * for_focal).sum()) / (2 * s**2)
    )
    return r / s, variance
