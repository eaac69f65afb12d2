"""Does what is added or copied find its place and a key of its own?"""

from dataclasses import replace

import pytest

from tests.authoring.drafts import said
from tests.modules import module_value, questions
from training.authoring.rules.beginnings import new_module
from training.authoring.rules.structure import added, duplicated
from training.authoring.rules.units import unit_of, units
from training.content.files.shapes import module_from_json
from training.content.rules.blocks import BLOCKS, Quiz
from training.content.rules.canonical import canonical_json
from training.content.rules.faults import faults
from training.content.rules.module import quizzes
from training.content.rules.questions import QUESTIONS
from training.content.rules.segments import segments
from training.foundation.errors import Refused

MODULE = module_value()


def test_a_module_grows_from_nothing_by_one_of_every_kind() -> None:
    """Whatever is empty can be kept, read again, checked and listed."""
    module = new_module("craft", region="chemnitz", source="de", title="Räume")
    for kind in ("objective", "statement", "term", "lesson", "test"):
        module, _ = added(module, "module", kind)
    for block in BLOCKS:
        module, address = added(module, "lesson-1", block.kind)
        assert address == f"lesson-1/{block.kind}-1"
    for question in QUESTIONS:
        module, address = added(module, "test-1/test-1-quiz", question.kind)
        assert unit_of(module, address).kind == question.kind

    assert module_from_json(canonical_json(module)) == module
    assert [lesson.key for lesson in module.lessons] == ["lesson-1", "test-1"]
    assert len(set(units(module))) == len(list(units(module)))
    assert faults(module)
    assert len(list(segments(module))) > len(list(units(module)))


def test_what_is_added_stands_where_it_was_asked_for_and_before_the_sources() -> None:
    behind, new = added(MODULE, "who", "picture", after="who/hook")
    last, _ = added(MODULE, "who", "text")
    lesson, _ = added(MODULE, "module", "lesson", after="who")

    assert new == "who/picture-1"
    assert [block.key for block in unit_of(behind, "who").blocks][:3] == ["hook", "picture-1", "before"]
    assert [block.key for block in unit_of(last, "who").blocks][-2:] == ["text-1", "sources"]
    assert [each.key for each in lesson.lessons] == ["who", "lesson-1", "space", "final"]
    assert added(MODULE, "who", "sources") == (MODULE, "who/sources")


@pytest.mark.parametrize(
    ("parent", "kind", "code"),
    [
        ("module", "quiz", "choice-unknown"),
        ("who", "single", "choice-unknown"),
        ("who/who-quiz", "text", "choice-unknown"),
        ("who/hook", "text", "choice-unknown"),
        ("gone", "text", "unit-gone"),
    ],
)
def test_what_cannot_stand_there_is_refused(parent: str, kind: str, code: str) -> None:
    with pytest.raises(Refused, match=code):
        added(MODULE, parent, kind)


def test_a_copied_lesson_has_quizzes_of_its_own() -> None:
    """The quiz before and after is there once: its copy is for practice."""
    both = Quiz(key="both", title="t", purpose="before-and-after", questions=questions("both"))
    first = replace(MODULE.lessons[0], blocks=(both, *MODULE.lessons[0].blocks))
    module = replace(MODULE, lessons=(first, *MODULE.lessons[1:]))

    copied, new = duplicated(module, "who")

    found = {quiz.key: (lesson.key, quiz.purpose) for lesson, quiz in quizzes(copied)}
    assert new == "who-1"
    assert found["both-1"] == ("who-1", "practice")
    assert found["who-quiz-1"] == ("who-1", "practice")
    assert len(found) == len(list(quizzes(module))) + 2
    assert said(copied) == set()
