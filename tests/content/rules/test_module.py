"""Are the parts of a module found?"""

import pytest

from tests.modules import module_value
from training.content.rules.module import counted_lessons, lesson_of, minutes, quiz_of, quizzes, seen_in
from training.foundation.errors import NotFound


def test_lessons_and_quizzes_are_found_by_key() -> None:
    """A quiz with the lesson that it stands in."""
    module = module_value()

    assert lesson_of(module, "space").title == "Space to work"
    assert [(lesson.key, quiz.key) for lesson, quiz in quizzes(module)] == [
        ("who", "who-quiz"),
        ("final", "final-test"),
    ]
    assert quiz_of(module, "final-test")[0].key == "final"


def test_what_is_not_there_is_not_found() -> None:
    """The address of a page may name anything."""
    with pytest.raises(NotFound):
        lesson_of(module_value(), "nowhere")
    with pytest.raises(NotFound):
        quiz_of(module_value(), "who")


@pytest.mark.parametrize(("region", "seen"), [("linz", True), ("chemnitz", False), (None, False)])
def test_a_block_for_a_region_is_seen_there_alone(region: str | None, seen: bool) -> None:
    """Somebody without a region sees what is common."""
    lesson = seen_in(lesson_of(module_value(), "space"), region)

    assert ("austria" in [block.key for block in lesson.blocks]) is seen
    assert "empty" in [block.key for block in lesson.blocks]


def test_a_test_is_no_lesson_but_takes_its_time() -> None:
    """Two lessons, and thirty minutes with the test."""
    module = module_value()

    assert [lesson.key for lesson in counted_lessons(module)] == ["who", "space"]
    assert minutes(module) == 30
