"""Who has handed in a first attempt? A crowd whose answers are known, loaded into a test's transaction at once."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import insert, text
from sqlalchemy.orm import Session

from tests import make
from tests.cohorts import Cohort
from tests.modules import who
from training.content.rules.blocks import Quiz
from training.content.rules.module import TEST, CompletionRule, Lesson, Module
from training.content.rules.questions import Choice, SingleChoice
from training.learning.models import Enrolment
from training.quizzes.models import Answer, Attempt, Grade

QUIZ = "crowd-test"
#: So many seconds lie between two answers.
PACE = 40
LANGUAGES = ("de", "it", "sl")


def crowd_module(questions: tuple[str, ...]) -> Module:
    """Make a module whose test asks single choices with these keys; "a" is right and "b" is not."""
    choices = (
        Choice(key="a", text="The town", right=True, feedback="Yes."),
        Choice(key="b", text="Nobody", feedback="No."),
    )
    asked = (SingleChoice(key=key, objective="sort", stem=f"Who pays, {key}?", choices=choices) for key in questions)
    test = Quiz(key=QUIZ, title="A long test", purpose="test", pass_percent=60, questions=tuple(asked))
    lesson = Lesson(key="final", kind=TEST, title="Final test", minutes=8, blocks=(test,))
    return make.module_value(lessons=(who(), lesson), completion=CompletionRule(read=("who",), passed=(QUIZ,)))


def crowd(session: Session, drawn: Cohort) -> make.Published:
    """Publish such a module in three languages, and let everybody of a cohort answer all of its questions."""
    published = make.published_module(session, crowd_module(drawn.scores.questions), languages=LANGUAGES)
    person = make.person(session)
    first = make.enrolment(session, person, published, round=1)
    # One person in many rounds is as good as many persons: the figures know enrolments only.
    homes = {"organisation_id": first.organisation_id, "region_id": first.region_id}
    same = {"person_id": person.id, "module_id": published.row.id, "enrolled_at": make.NOW} | homes
    number = len(drawn.languages)
    rounds = [{"id": first.id + more, "round": 1 + more, **same} for more in range(1, number)]
    session.execute(insert(Enrolment), rounds)
    rows: dict[type, list[dict[str, Any]]] = {Attempt: [], Answer: [], Grade: []}
    for place in range(number):
        _hand_in(rows, drawn, place, published.publication.id, first.id + place)
    for table, lines in rows.items():
        session.execute(insert(table), lines)
    if session.get_bind().dialect.name == "postgresql":
        # A vacuum after a test that was rolled back leaves word that these tables are empty; planned by that,
        # figures take minutes. This says what is there, and keeps the vacuum away until the test is over.
        session.execute(text("ANALYZE enrolment, attempt, answer, grade"))
    return published


def _hand_in(
    rows: dict[type, list[dict[str, Any]]], drawn: Cohort, place: int, publication_id: int, enrolment_id: int
) -> None:
    id_ = UUID(int=place + 1)
    marks = dict(zip(drawn.scores.questions, drawn.scores.points[place].tolist(), strict=True))
    at = {"id": id_, "enrolment_id": enrolment_id, "publication_id": publication_id, "quiz": QUIZ, "seed": 1}
    rows[Attempt].append({**at, "started_at": make.NOW})
    for number, (question, share) in enumerate(marks.items(), start=1):
        rows[Answer].append(
            {
                "id": UUID(int=(place + 1) * 1000 + number),
                "attempt_id": id_,
                "question": question,
                "response": {"choices": ["a" if share else "b"]},
                "language": str(drawn.languages[place]),
                "answered_at": make.NOW + number * timedelta(seconds=PACE),
            }
        )
    result = {"points": sum(marks.values()), "max_points": len(marks), "passed": True, "marks": marks}
    rows[Grade].append({"attempt_id": id_, **result, "graded_at": make.NOW + timedelta(hours=1)})
