"""What has a learner left behind: readings, results, notes and self-assessments?"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    Boolean,
    CompoundSelect,
    Integer,
    Numeric,
    Row,
    Select,
    Text,
    bindparam,
    cast,
    exists,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.orm import Session, aliased

from training.content.rules.blocks import MOMENTS, run_of
from training.foundation.db import rows
from training.learning.models import Note, Reading
from training.learning.rules.progress import Result, Traces
from training.quizzes.models import Attempt, Grade

_MOMENTS = {run_of(moment): moment for moment in MOMENTS}
# Columns that a kind of trace does not have; PostgreSQL must be told their types.
_NUMBER, _TRUTH, _WORDS = cast(null(), Numeric(8, 2)), cast(null(), Boolean), cast(null(), Text)
_ID = cast(null(), Integer)


def traces(session: Session, enrolment_id: int) -> Traces:
    """What the learner has left in this enrolment, in one statement."""
    return _gathered(rows(session, _traces(), enrolment_id=enrolment_id))[enrolment_id]


def traces_of(session: Session, enrolment_ids: Iterable[int]) -> Mapping[int, Traces]:
    """What a learner has left in each of these enrolments, in one statement."""
    return _gathered(rows(session, _traces_of(), ids=list(enrolment_ids)))


def note_text(session: Session, enrolment_id: int, activity: str) -> str:
    """The learner's note to an activity, addressed ``lesson/activity``; empty where there is none."""
    return session.scalar(select(Note.text).where(Note.enrolment_id == enrolment_id, Note.activity == activity)) or ""


@cache
def _traces() -> CompoundSelect[Any]:
    return _trace_rows(bindparam("enrolment_id"))


@cache
def _traces_of() -> CompoundSelect[Any]:
    return _trace_rows(bindparam("ids", expanding=True))


def _trace_rows(enrolments: BindParameter[int]) -> CompoundSelect[Any]:
    """Union of readings, grades, notes and self-assessments, so that a page asks once."""
    return union_all(*(_of(kind, enrolments) for kind in (_readings(), _grades(), _notes(), _assessments())))


def _of(kind: tuple[Select[*tuple[Any, ...]], Any], enrolments: BindParameter[int]) -> Select[*tuple[Any, ...]]:
    statement, column = kind
    return statement.where(column.in_(enrolments) if enrolments.expanding else column == enrolments)


def _readings() -> tuple[Select[*tuple[Any, ...]], Any]:
    columns = (Reading.enrolment_id, Reading.lesson.label("key"), Reading.read_at.label("at"))
    results = (_NUMBER.label("points"), _NUMBER.label("max_points"), _TRUTH.label("passed"), _WORDS.label("text"))
    read_in = Reading.publication_id.label("publication_id")
    return select(literal("lesson").label("kind"), *columns, *results, read_in), Reading.enrolment_id


def _grades() -> tuple[Select[*tuple[Any, ...]], Any]:
    columns = (Attempt.enrolment_id, Attempt.quiz, Grade.graded_at, Grade.points, Grade.max_points, Grade.passed)
    later = aliased(Grade)
    statement = select(literal("quiz"), *columns, _WORDS, _ID).join(Grade, Grade.attempt_id == Attempt.id)
    # An attempt that was graded again is worth what was said last.
    statement = statement.where(~exists().where(later.attempt_id == Attempt.id, later.id > Grade.id))
    return statement, Attempt.enrolment_id


def _notes() -> tuple[Select[*tuple[Any, ...]], Any]:
    columns = (Note.enrolment_id, Note.activity, Note.saved_at, _NUMBER, _NUMBER, _TRUTH, Note.text, _ID)
    return select(literal("note"), *columns), Note.enrolment_id


def _assessments() -> tuple[Select[*tuple[Any, ...]], Any]:
    columns = (Attempt.enrolment_id, Attempt.quiz, Attempt.started_at, _NUMBER, _NUMBER, _TRUTH, _WORDS, _ID)
    return select(literal("assessment"), *columns).where(Attempt.quiz.in_(_MOMENTS)), Attempt.enrolment_id


def _gathered(left: Iterable[Row[Any]]) -> Mapping[int, Traces]:
    found: defaultdict[int, Traces] = defaultdict(
        lambda: Traces(readings={}, results={}, notes={}, assessments={}, read_in={})
    )
    for row in left:
        own: Any = found[row.enrolment_id]
        match row.kind:
            case "lesson":
                own.readings[row.key] = row.at
                own.read_in[row.key] = row.publication_id
            case "note":
                own.notes[row.key] = row.text
            case "assessment":
                own.assessments[_MOMENTS[row.key]] = row.at
            case "quiz":
                own.results[row.key] = _better(own.results.get(row.key), row)
    return found


def _better(best: Result | None, row: Row[Any]) -> Result:
    result = Result(points=float(row.points), max_points=float(row.max_points), passed=row.passed, at=row.at)
    if best is None:
        return result
    # By share: a regrade may leave a question out of one attempt and not of another.
    winner = result if (result.passed, _share(result)) > (best.passed, _share(best)) else best
    return replace(winner, attempts=best.attempts + 1)


def _share(result: Result) -> float:
    return result.points / result.max_points if result.max_points else 1.0
