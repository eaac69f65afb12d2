"""Does a report of a wrong translation reach the translators when it is passed on, and no other?"""

import pytest

from tests import make
from tests import reports as made
from tests.teaching.conftest import Course
from training.accounts.models import Person
from training.teaching import actions
from training.translation.queries.tasks import open_tasks

STEM = "who/who-quiz/who-single/stem"


@pytest.mark.parametrize(
    ("about", "decision", "segments"),
    [
        ({}, "forwarded", [STEM]),
        ({"segment": "who/who-quiz/who-single"}, "forwarded", [STEM]),
        ({"segment": "who/who-quiz/who-single/studio/text"}, "forwarded", ["who/who-quiz/who-single/studio/text"]),
        ({}, "corrected", []),
        ({"kind": "unclear"}, "forwarded", []),
    ],
)
def test_a_wrong_translation_that_is_passed_on_becomes_a_task_at_its_text(
    course: Course, trainer: Person, about: dict[str, str], decision: str, segments: list[str]
) -> None:
    session = course.session
    report = made.report(session, make.person(session), course.published, words="Falsch.", **about)

    actions.decide(session, report.id, decision=decision, reply="", person_id=trainer.id, now=make.NOW)

    tasks = open_tasks(session, course.published.row.id, "de")
    assert list(tasks) == segments
    assert [task.facts for found in tasks.values() for task in found] == [{"report": str(report.id)}] * len(segments)
