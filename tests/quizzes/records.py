"""What may be stored of an attempt? Records drawn by hypothesis, and small ones by hand."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from tests.make import NOW
from training.foundation.languages import LANGUAGES
from training.quizzes.rules.records import Record, RecordedAnswer, RecordedGrade

HOUR = timedelta(hours=1)

_numbers = st.integers(1, 10_000)
_keys = st.text("abcdefgh-", min_size=1, max_size=12)
_points = st.integers(0, 1200).map(lambda hundredths: hundredths / 100)
_moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 (`timezones`)
_responses = st.lists(_keys, max_size=3).map(lambda keys: {"choices": keys}) | st.text(max_size=9).map(
    lambda typed: {"number": "4.5", "typed": typed}
)

#: Every fact that is stored of an attempt, an answer and a grade, and which values it may have.
ATTEMPT: dict[str, st.SearchStrategy[Any]] = {
    "attempt_id": st.uuids(),
    "enrolment_id": _numbers,
    "publication_id": _numbers,
    "quiz": _keys,
    "seed": _numbers,
    "started_at": _moments,
    "closes_at": st.none() | _moments,
}
ANSWER: dict[str, st.SearchStrategy[Any]] = {
    "id": st.uuids(),
    "question": _keys,
    "response": _responses,
    "language": st.sampled_from(sorted(LANGUAGES)),
    "answered_at": _moments,
}
GRADE: dict[str, st.SearchStrategy[Any]] = {
    "id": _numbers,
    "points": _points,
    "max_points": _points,
    "passed": st.booleans(),
    "marks": st.dictionaries(_keys, _points, max_size=3),
    "graded_by": st.none() | _numbers,
    "reason": st.none() | st.text(max_size=20),
    "graded_at": _moments,
}


@st.composite
def records(draw: st.DrawFn, *, answers: int = 0) -> Record:
    """Draw a record with one grade, given after at least `answers` answers."""
    given = draw(st.lists(drawn_answers(), min_size=answers, max_size=5))
    end = max((each.answered_at for each in given), default=NOW) + HOUR
    mark = replace(draw(st.builds(RecordedGrade, **GRADE)), graded_at=end)
    return Record(**draw(st.fixed_dictionaries(ATTEMPT)), answers=tuple(given), grades=(mark,))


def drawn_answers() -> st.SearchStrategy[RecordedAnswer]:
    """Draw an answer to any question."""
    return st.builds(RecordedAnswer, **ANSWER)


def answer(question: str = "q", *, minutes: int = 0, number: int = 1, choice: str = "a") -> RecordedAnswer:
    """Make an answer, so many minutes after the attempt began."""
    return RecordedAnswer(
        id=UUID(int=number),
        question=question,
        response={"choices": [choice]},
        language="sl",
        answered_at=NOW + timedelta(minutes=minutes),
    )


def grade(number: int = 1, *, minutes: int = 60, points: float = 1, **columns: Any) -> RecordedGrade:
    """Make a grade, so many minutes after the attempt began; a regrade needs another number."""
    given_at = NOW + timedelta(minutes=minutes)
    columns = {"graded_by": None, "reason": None, "marks": {"q": points}, "graded_at": given_at} | columns
    return RecordedGrade(id=number, points=points, max_points=2, passed=points > 1, **columns)


def record(*, answers: Iterable[RecordedAnswer] = (), grades: Iterable[RecordedGrade] = (), **columns: Any) -> Record:
    """Make what is stored of an attempt; graded after an hour unless `grades` say something else."""
    facts: dict[str, Any] = {
        "attempt_id": UUID(int=7),
        "enrolment_id": 1,
        "publication_id": 2,
        "quiz": "final-test",
        "seed": 3,
    }
    times: dict[str, Any] = {"started_at": NOW, "closes_at": None}
    return Record(answers=tuple(answers), grades=tuple(grades) or (grade(),), **(facts | times | columns))
