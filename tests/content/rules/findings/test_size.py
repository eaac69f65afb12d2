"""Is a module found that is smaller than the offer promises?"""

from dataclasses import replace

from tests.modules import module_value
from training.content.rules.blocks import Activity, Step
from training.content.rules.findings import size_findings
from training.content.rules.findings.size import FIVE_D

ALL_OF_ITS_SIZE = {
    "2 lessons",
    "30 minutes",
    "6 questions",
    "1 cases",
    "1 methods",
    "1 diagrams",
    "2 statements",
    "1 glossary terms",
}


def test_a_small_module_is_told_everything_it_lacks() -> None:
    problems = {finding.problem for finding in size_findings(module_value())}

    assert {f"The module has {what}" for what in ALL_OF_ITS_SIZE} <= problems
    assert "No activity walks through Appreciative Inquiry" in problems
    assert not [problem for problem in problems if "self-assessments" in problem]


def test_an_objective_needs_two_questions() -> None:
    module = module_value()
    tested_once = replace(module, lessons=module.lessons[1:])

    problems = [finding.problem for finding in size_findings(tested_once)]

    assert "1 questions test the objective “count”" in problems
    assert "2 questions test the objective “sort”" not in problems


def test_an_activity_may_walk_through_the_five_steps() -> None:
    module = module_value()
    steps = tuple(Step(key=key, text="Do it.") for key in FIVE_D)
    inquiry = Activity(key="five", title="t", prompt="p", minutes=5, steps=steps)
    first, *rest = module.lessons
    walking = replace(module, lessons=(replace(first, blocks=(inquiry, *first.blocks)), *rest))

    assert "Appreciative Inquiry" not in " ".join(finding.problem for finding in size_findings(walking))
