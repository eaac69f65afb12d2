"""Is a module found that is smaller than the offer promises?"""

from dataclasses import replace

from tests.modules import module_value
from training.content.rules.blocks import Activity, Step
from training.content.rules.findings import size_findings
from training.content.rules.findings.size import FIVE_D

ALL_OF_ITS_SIZE = {
    "Lessons in the module: 2",
    "Minutes in the module: 30",
    "Questions in the module: 6",
    "Cases in the module: 1",
    "Methods in the module: 1",
    "Diagrams in the module: 1",
    "Statements in the module: 2",
    "Terms of the glossary in the module: 1",
}


def test_a_small_module_is_told_everything_it_lacks() -> None:
    problems = {finding.said for finding in size_findings(module_value())}

    assert problems >= ALL_OF_ITS_SIZE
    assert "No activity walks through Appreciative Inquiry" in problems
    assert not [problem for problem in problems if "Self-assessments" in problem]


def test_an_objective_needs_two_questions() -> None:
    module = module_value()
    tested_once = replace(module, lessons=module.lessons[1:])

    problems = [finding.said for finding in size_findings(tested_once)]

    assert "Questions that test the objective “count”: 1" in problems
    assert "Questions that test the objective “sort”: 2" not in problems


def test_an_activity_may_walk_through_the_five_steps() -> None:
    module = module_value()
    steps = tuple(Step(key=key, text="Do it.") for key in FIVE_D)
    inquiry = Activity(key="five", title="t", prompt="p", minutes=5, steps=steps)
    first, *rest = module.lessons
    walking = replace(module, lessons=(replace(first, blocks=(inquiry, *first.blocks)), *rest))

    assert "Appreciative Inquiry" not in " ".join(finding.said for finding in size_findings(walking))
