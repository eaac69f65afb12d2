"""Is a question harder, or easier, in one language than it should be? Then its translation may be wrong."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from training.quizzes.rules.statistics.mantel_haenszel import Category, MantelHaenszel, category, mantel_haenszel
from training.quizzes.rules.statistics.reversal import is_turned
from training.quizzes.rules.statistics.scores import Numbers, Scores, rest_shares
from training.quizzes.rules.statistics.shrinkage import Posterior, posteriors
from training.quizzes.rules.statistics.strata import Flags, stratified

Verdict = Literal["none", "watch", "alarm", "not-enough"]

#: Fewer answers than this in the language, or in all others, are not enough. docs/alarm.md measures why.
MINIMUM_GROUP = 50
#: What is usual in a test cannot be learnt from fewer questions, nor can ability be matched on them.
MINIMUM_QUESTIONS = 5
#: An alarm is class C with a true delta beyond ±1.5 at least so probable; class C alone, or so probable, is watched.
CONFIRMED, WATCHED = 0.1, 0.2
ROUNDS = 10
#: Three thirds may be a little less than one.
_NEARLY = 1 - 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """What the answers say about one question in one language; numbers are None where the verdict is "not-enough".

    `focal` answers in the language are compared with the `reference` answers in all others. `delta` below 0 is harder
    in this language; `posterior_mean` and `probability` (of a true delta beyond ±1.5) allow for the size of the groups.
    `turned` says that those who know most get it wrong, in this language only.
    """

    language: str
    question: str
    focal: int
    reference: int
    odds_ratio: float | None = None
    delta: float | None = None
    error: float | None = None
    p: float | None = None
    category: Category | None = None
    posterior_mean: float | None = None
    probability: float | None = None
    against_focal: bool = False
    turned: bool = False
    verdict: Verdict = "not-enough"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Compared:
    column: int
    focal: int
    reference: int
    turned: bool
    found: MantelHaenszel | None

    @property
    def large(self) -> bool:
        return self.found is not None and category(self.found) == "C"


def alarms(scores: Scores, languages: NDArray[np.str_], *, minimum: int = MINIMUM_GROUP) -> tuple[Alarm, ...]:
    """Judge every question in every language, by language and then in the order of the scores.

    `languages` holds the language of each answer, in the shape of the points, or one for each person. Where a question
    is found to harm one language, the others are judged a second time without these answers, which would make it look
    too easy for all of them; where too few are left to compare with, the first judgement stands.
    """
    of_answers = languages if languages.ndim > 1 else languages[:, np.newaxis]
    spoken = np.broadcast_to(of_answers, scores.points.shape)
    first = _judged(scores, spoken, np.zeros(spoken.shape, dtype=np.bool_), minimum=minimum)
    harmed = _harmed(scores, spoken, first)
    if not harmed.any():
        return first
    second = _judged(scores, spoken, harmed, minimum=minimum)
    return tuple(
        before if after.verdict == "not-enough" else after for before, after in zip(first, second, strict=True)
    )


def _judged(scores: Scores, spoken: NDArray[np.str_], harmed: Flags, *, minimum: int) -> tuple[Alarm, ...]:
    return tuple(
        alarm
        for language in np.unique(spoken[~np.isnan(scores.points)]).tolist()
        for focal in [spoken == language]
        for compared in [_purified(np.where(harmed & ~focal, np.nan, scores.points), focal, minimum=minimum)]
        for alarm in _of_language(language, scores.questions, compared)
    )


def _harmed(scores: Scores, spoken: NDArray[np.str_], found: tuple[Alarm, ...]) -> Flags:
    """Mark the answers in a language for which the question is too hard."""
    harmed = np.zeros(spoken.shape, dtype=np.bool_)
    for one in found:
        if one.verdict == "alarm" and (one.against_focal or one.turned):
            column = scores.questions.index(one.question)
            harmed[:, column] |= spoken[:, column] == one.language
    return harmed


def _purified(points: Numbers, focal: Flags, *, minimum: int) -> list[_Compared]:
    """Compare until the questions classed C no longer count towards the score by which persons are matched.

    Otherwise one bad translation would make its speakers look weaker than they are, and every sound question too easy.
    More than half of the questions are never left out: what is left would not match anybody.
    """
    left_out: frozenset[int] = frozenset()
    compared: list[_Compared] = []
    for _ in range(ROUNDS):
        compared = [_compare(points, focal, column, left_out, minimum=minimum) for column in range(points.shape[1])]
        large = frozenset(one.column for one in compared if one.large)
        if large == left_out or 2 * len(large) > len(compared):
            break
        left_out = large
    return compared


def _compare(points: Numbers, focal: Flags, column: int, left_out: frozenset[int], *, minimum: int) -> _Compared:
    """Compare the groups on one question, right being its full points.

    The classes of ETS are of odds, which know no half; measures for partial credit (Mantel, JASA 58 (1963), 690-700;
    the standardised mean difference) are on other scales. Parts of a point count towards the score for matching.
    """
    rest = rest_shares(points, column, without=left_out)
    matched = ~np.isnan(points[:, column]) & ~np.isnan(rest)
    own, rest, in_focal = points[matched, column], rest[matched], focal[matched, column]
    number = int(in_focal.sum())
    others = len(in_focal) - number
    enough = min(number, others) >= minimum
    return _Compared(
        column=column,
        focal=number,
        reference=others,
        turned=enough and is_turned(own, rest, in_focal),
        found=mantel_haenszel(stratified(rest, own > _NEARLY, in_focal)) if enough else None,
    )


def _of_language(language: str, questions: tuple[str, ...], compared: list[_Compared]) -> Iterator[Alarm]:
    measured = [one.found for one in compared if one.found]
    enough = len(measured) >= MINIMUM_QUESTIONS
    believed = iter(posteriors([one.delta for one in measured], [one.error for one in measured]) if enough else ())
    for one in compared:
        question = questions[one.column]
        if enough and one.found:
            yield _alarm(language, question, one, one.found, next(believed))
        else:
            yield Alarm(language=language, question=question, focal=one.focal, reference=one.reference)


def _alarm(language: str, question: str, one: _Compared, found: MantelHaenszel, believed: Posterior) -> Alarm:
    return Alarm(
        language=language,
        question=question,
        focal=one.focal,
        reference=one.reference,
        odds_ratio=found.odds_ratio,
        delta=found.delta,
        error=found.error,
        p=found.p,
        category=category(found),
        posterior_mean=believed.mean,
        probability=believed.large,
        against_focal=found.delta < 0,
        turned=one.turned,
        verdict=_verdict(one, believed),
    )


def _verdict(one: _Compared, believed: Posterior) -> Verdict:
    if one.turned or (one.large and believed.large >= CONFIRMED):
        return "alarm"
    return "watch" if one.large or believed.large >= WATCHED else "none"
