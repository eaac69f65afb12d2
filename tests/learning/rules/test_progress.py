"""Does progress tell the truth, and completion follow its rule?"""

from tests.make import NOW
from tests.modules import module_value
from training.learning.rules.progress import (
    Result,
    Traces,
    applied_rule,
    conditions,
    is_complete,
    lessons_read,
    next_step,
    points,
    steps,
)

MODULE = module_value()
PASSED = Result(points=2, max_points=3, passed=True, at=NOW)
FAILED = Result(points=1, max_points=3, passed=False, at=NOW)


def test_nothing_done_leaves_every_condition_open() -> None:
    found = conditions(MODULE, Traces())
    assert [(condition.key, condition.done) for condition in found] == [
        ("who", False),
        ("space", False),
        ("final-test", False),
    ]


def test_a_module_is_complete_when_all_is_read_and_passed() -> None:
    traces = Traces(readings={"who": NOW, "space": NOW}, results={"final-test": PASSED})
    assert is_complete(MODULE, traces)
    assert next_step(MODULE, traces) is None


def test_a_failed_test_does_not_complete_and_is_shown() -> None:
    traces = Traces(readings={"who": NOW, "space": NOW}, results={"final-test": FAILED})
    assert not is_complete(MODULE, traces)
    condition = conditions(MODULE, traces)[-1]
    assert (condition.done, condition.result, condition.lesson) == (False, FAILED, "final")


def test_practice_is_no_condition() -> None:
    traces = Traces(results={"who-quiz": PASSED})
    assert not any(condition.done for condition in conditions(MODULE, traces))


def test_the_next_step_is_the_first_that_is_open() -> None:
    step = next_step(MODULE, Traces(readings={"who": NOW}))
    assert step is not None
    assert (step.kind, step.key) == ("lesson", "space")


def test_steps_show_where_the_learner_is() -> None:
    found = steps(MODULE, Traces(readings={"who": NOW}), here="space")
    assert [(step.key, step.state, step.wide) for step in found] == [
        ("who", "done", False),
        ("space", "now", False),
        ("final-test", "open", True),
    ]


def test_a_lesson_that_is_gone_is_not_counted_as_read() -> None:
    assert lessons_read(MODULE, Traces(readings={"who": NOW, "gone": NOW})) == 1


def test_the_applied_rule_names_lessons_and_pass_mark() -> None:
    assert applied_rule(MODULE) == {"read": ["who", "space"], "passed": [{"quiz": "final-test", "percent": 60}]}


def test_only_tests_give_points() -> None:
    assert points(MODULE, Traces(results={"final-test": PASSED, "who-quiz": PASSED})) == (2, 3)
