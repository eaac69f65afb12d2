"""How hard is a question, does it tell who knows from who does not, and how exact is the whole test?"""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from training.quizzes.rules.statistics.scores import Numbers, Scores, is_constant, rest_correlation, rest_shares

#: Fewer persons than this, anywhere on the site, are "not enough data yet": None, never a number.
MINIMUM = 20
#: For intervals that hold the truth 95 times in a hundred.
_Z = float(ndtri(0.975))


@dataclass(frozen=True, slots=True, kw_only=True)
class Facility:
    """The mean share of the points, with its interval of 95 per cent."""

    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionStatistics:
    """What the answers of `number` persons say about a question; None is "not enough data yet", or no variance."""

    question: str
    number: int
    facility: Facility | None
    discrimination: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reliability:
    """What the answers of the `number` persons who were asked everything say about a test; the error is in points."""

    number: int
    alpha: float | None
    error: float | None


def question_statistics(scores: Scores) -> tuple[QuestionStatistics, ...]:
    """Look at each question by itself, in the order of the scores."""
    return tuple(_of_question(scores, column) for column in range(len(scores.questions)))


def reliability(scores: Scores) -> Reliability:
    """Compute Cronbach's alpha and the standard error of measurement.

    Alpha is k / (k - 1) · (1 - sum of the questions' variances / variance of the total): Cronbach, "Coefficient alpha
    and the internal structure of tests", Psychometrika 16 (1951), 297-334. The error is the standard deviation of the
    total times the root of 1 - alpha: Lord and Novick, Statistical Theories of Mental Test Scores (1968), chapter 3.
    Persons who were not asked everything are left out. Both are None for fewer than two questions, or where all have
    the same total.
    """
    complete = scores.points[~np.isnan(scores.points).any(axis=1)]
    number, questions = complete.shape
    unknown = Reliability(number=number, alpha=None, error=None)
    if number < MINIMUM or questions < len(("one", "another")):
        return unknown
    total = complete.sum(axis=1)
    if is_constant(total):
        return unknown
    variance = float(total.var(ddof=1))
    own = float(complete.var(axis=0, ddof=1).sum())
    alpha = min(1.0, questions / (questions - 1) * (1 - own / variance))
    return Reliability(number=number, alpha=alpha, error=float(np.sqrt(variance * (1 - alpha))))


def _of_question(scores: Scores, column: int) -> QuestionStatistics:
    own = scores.points[:, column]
    presented = ~np.isnan(own)
    return QuestionStatistics(
        question=scores.questions[column],
        number=int(presented.sum()),
        facility=_facility(own[presented]),
        discrimination=_discrimination(own, rest_shares(scores.points, column)),
    )


def _facility(own: Numbers) -> Facility | None:
    """Give right-or-wrong questions the interval of Wilson, and partial credit the normal one of a mean.

    Wilson, "Probable inference", JASA 22 (1927), 209-212. The normal interval is cut at 0 and 1; where everybody has
    the same part of a point it would have no width, which is too sure of itself, so there is none.
    """
    number = len(own)
    if number < MINIMUM:
        return None
    share = float(own.mean())
    if np.isin(own, (0.0, 1.0)).all():
        return _wilson(share, number)
    if is_constant(own):
        return None
    half = _Z * float(own.std(ddof=1)) / float(np.sqrt(number))
    return Facility(share=share, low=max(0.0, share - half), high=min(1.0, share + half))


def _wilson(share: float, number: int) -> Facility:
    weight = _Z**2 / number
    middle = (share + weight / 2) / (1 + weight)
    half = _Z / (1 + weight) * float(np.sqrt((share * (1 - share) + weight / 4) / number))
    return Facility(share=share, low=max(0.0, middle - half), high=min(1.0, middle + half))


def _discrimination(own: Numbers, rest: Numbers) -> float | None:
    """Correlate with the rest, which the question cannot flatter: Henrysson, Psychometrika 28 (1963), 211-218."""
    enough = (~np.isnan(own) & ~np.isnan(rest)).sum() >= MINIMUM
    return rest_correlation(own, rest) if enough else None
