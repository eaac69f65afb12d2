"""What are all figures of a quiz, in every language or in one, and for which translations does the alarm ring?"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from training.content.rules.questions import Question
from training.quizzes.rules.first_attempts import FirstAttempts, Pace, Tally
from training.quizzes.rules.picks import picked
from training.quizzes.rules.statistics.alarm import MINIMUM_GROUP, Alarm, alarms
from training.quizzes.rules.statistics.items import (
    MINIMUM,
    Facility,
    QuestionStatistics,
    Reliability,
    question_statistics,
    reliability,
)
from training.quizzes.rules.statistics.scores import Scores

Counted = TypeVar("Counted", Tally, Pace)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionFigures:
    """What is known of one question; where there is not `enough`, nothing, not even how many were asked.

    `picks` are shares of those who were asked, by the key of what can be picked; `left_open` is the share of those who
    did not answer, `seconds` a median. What is None although there is enough cannot be told: nobody differs.
    """

    question: str
    enough: bool
    number: int | None = None
    facility: Facility | None = None
    discrimination: float | None = None
    picks: Mapping[str, float] | None = None
    left_open: float | None = None
    seconds: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizFigures:
    """What is known of a quiz; `number` of attempts is None below the minimum."""

    number: int | None
    questions: tuple[QuestionFigures, ...]
    reliability: Reliability


def quiz_figures(found: FirstAttempts, questions: Iterable[Question], *, language: str | None = None) -> QuizFigures:
    """Work out the figures of questions, in the order of the attempts; of answers in one language, if one is named."""
    scores = _scores(found, language)
    tallies = _in_language(found.tallies, language)
    seconds = _medians(_in_language(found.paces, language))
    answered = Counter[str]()
    for tally in tallies:
        answered[tally.question] += tally.count
    picks = _picks(tallies, questions)
    number = int((~np.isnan(scores.points)).any(axis=1).sum())
    return QuizFigures(
        number=number if number >= MINIMUM else None,
        questions=tuple(
            _of_question(one, answered[one.question], picks[one.question], seconds.get(one.question))
            for one in question_statistics(scores)
        ),
        reliability=reliability(scores),
    )


def translation_alarms(found: FirstAttempts, *, minimum: int = MINIMUM_GROUP) -> tuple[Alarm, ...]:
    """Judge every question in every language in which it was asked."""
    return alarms(_scores(found, None), _spoken(found), minimum=minimum) if found.languages else ()


def attempts_by_language(found: FirstAttempts) -> dict[str, int | None]:
    """Count attempts by the language of their last answer, for every language in which anything was answered.

    None stands for fewer than the minimum.
    """
    counted = Counter(found.languages)
    spoken = {tally.language for tally in found.tallies} | counted.keys()
    return {language: counted[language] if counted[language] >= MINIMUM else None for language in sorted(spoken)}


def _of_question(
    found: QuestionStatistics, answered: int, picks: Counter[str], seconds: float | None
) -> QuestionFigures:
    # Where a correction has taken the points of all away, there are still their answers.
    asked = max(found.number, answered)
    if asked < MINIMUM:
        return QuestionFigures(question=found.question, enough=False)
    return QuestionFigures(
        question=found.question,
        enough=True,
        number=asked,
        facility=found.facility,
        discrimination=found.discrimination,
        picks={key: count / asked for key, count in picks.items()},
        left_open=(asked - answered) / asked,
        seconds=seconds if answered >= MINIMUM else None,
    )


def _scores(found: FirstAttempts, language: str | None) -> Scores:
    points = np.array(found.points, dtype=np.float64).reshape(len(found.languages), len(found.questions))
    if language is not None:
        points[_spoken(found) != language] = np.nan
    return Scores(questions=found.questions, points=points)


def _spoken(found: FirstAttempts) -> NDArray[np.str_]:
    of_attempts = np.array(found.languages, dtype="<U2")
    spoken: NDArray[np.str_] = np.repeat(of_attempts[:, np.newaxis], len(found.questions), axis=1)
    for place, language in found.exceptions.items():
        spoken[place] = language
    return spoken


def _in_language(counted: Sequence[Counted], language: str | None) -> list[Counted]:
    return [each for each in counted if language in (None, each.language)]


def _picks(tallies: Iterable[Tally], questions: Iterable[Question]) -> dict[str, Counter[str]]:
    by_key = {question.key: question for question in questions}
    counted: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for tally in tallies:
        for key in picked(by_key[tally.question], tally.response):
            counted[tally.question][key] += tally.count
    return counted


def _medians(paces: Iterable[Pace]) -> dict[str, float]:
    seconds: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for pace in paces:
        seconds[pace.question].append((pace.seconds, pace.count))
    return {question: float(np.median(np.repeat(*np.array(counted).T))) for question, counted in seconds.items()}
