"""What did everybody answer who met a quiz for the first time? The material of its figures, without names."""

import json
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import nan

from training.quizzes.rules.responses import Response

#: Nobody thinks longer about one question: whoever answered after more has been away.
MOST_SECONDS = 30 * 60

#: An answer as it was given: when, to which question, in which language, and the response as its JSON text.
Given = tuple[datetime, str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An attempt with the points of its questions and its answers in time, of which there is one at least."""

    marks: Mapping[str, float]
    started_at: datetime
    given: Sequence[Given]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How often one response to a question counted, in one language."""

    question: str
    language: str
    response: Response
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How often the answer that counted took so many seconds since the one before it, or since the start."""

    question: str
    language: str
    seconds: int
    count: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FirstAttempts:
    """The first attempts of learners at a quiz.

    `points` holds a row an attempt and in it a share for each of the `questions`, NaN where it was not asked or counts
    for nobody; it is one flat array, since a million shares as objects would be heavy. `languages` are those of the
    attempts' last answers; `exceptions` are the answers (row, column) that counted and were in another one.
    """

    questions: tuple[str, ...]
    points: "array[float]"
    languages: tuple[str, ...]
    exceptions: Mapping[tuple[int, int], str]
    tallies: tuple[Tally, ...]
    paces: tuple[Pace, ...]


def gathered(attempts: Iterable[Told], questions: Sequence[str]) -> FirstAttempts:
    """Count answers and lay the points of all attempts end to end, as far as these questions matter.

    The last answer to a question counts. What was left open is in the language of the attempt's last answer.
    """
    points: array[float] = array("d")
    languages: list[str] = []
    exceptions: dict[tuple[int, str], str] = {}
    tallies: Counter[tuple[str, str, str]] = Counter()
    paces: Counter[tuple[str, str, int]] = Counter()
    for row, attempt in enumerate(attempts):
        points.extend([attempt.marks.get(question, nan) for question in questions])
        *_, (_, _, spoken, _) = in_order = sorted(attempt.given)
        languages.append(spoken)
        for question, (language, response, seconds) in _counting(in_order, attempt.started_at).items():
            tallies[question, language, response] += 1
            paces[question, language, seconds] += 1
            if language != spoken:
                exceptions[row, question] = language
    column = {question: place for place, question in enumerate(questions)}
    return FirstAttempts(
        questions=tuple(questions),
        points=points,
        languages=tuple(languages),
        exceptions={(row, column[key]): spoken for (row, key), spoken in exceptions.items() if key in column},
        tallies=_tallies(tallies, column),
        paces=_paces(paces, column),
    )


def _counting(in_order: Iterable[Given], started_at: datetime) -> dict[str, tuple[str, str, int]]:
    """Return language, response and seconds of the last answer to each question."""
    counting, before = {}, started_at
    for moment, question, language, response in in_order:
        counting[question] = (language, response, int((moment - before).total_seconds()))
        before = moment
    return counting


def _tallies(counted: Mapping[tuple[str, str, str], int], wanted: Mapping[str, int]) -> tuple[Tally, ...]:
    return tuple(
        Tally(question=question, language=language, response=json.loads(response), count=count)
        for (question, language, response), count in counted.items()
        if question in wanted
    )


def _paces(counted: Mapping[tuple[str, str, int], int], wanted: Mapping[str, int]) -> tuple[Pace, ...]:
    return tuple(
        Pace(question=question, language=language, seconds=min(seconds, MOST_SECONDS), count=count)
        for (question, language, seconds), count in counted.items()
        if question in wanted
    )
