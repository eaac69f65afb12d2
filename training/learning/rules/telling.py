"""What is told about an answer, and when?"""

from dataclasses import replace

from training.content.rules.blocks import BEFORE_AND_AFTER, Quiz
from training.content.rules.module import TEST
from training.content.rules.questions import Question, Scale, Scenario
from training.quizzes.rules.kinds import scenario
from training.quizzes.rules.responses import Response


def tells_at_once(quiz: Quiz) -> bool:
    """Tell whether each answer is explained as soon as it is saved."""
    return quiz.purpose not in (TEST, BEFORE_AND_AFTER)


def has_ended(question: Question, response: Response | None) -> bool:
    """Tell whether a case is over: it asks nothing more."""
    return isinstance(question, Scenario) and scenario.has_ended(question, response)


def is_told(quiz: Quiz, question: Question, response: Response) -> bool:
    """Tell whether an answer is explained at once: in practice, where there is something to say, at a case's end."""
    if not tells_at_once(quiz) or isinstance(question, Scale):
        return False
    return not isinstance(question, Scenario) or has_ended(question, response)


def stays(quiz: Quiz, question: Question, response: Response) -> str | None:
    """Say which part of its page a learner sees after an answer; None where the next question follows."""
    if not isinstance(question, Scenario) and not is_told(quiz, question, response):
        return None
    return "end" if has_ended(question, response) and not tells_at_once(quiz) else "told"


def as_far_as_told(case: Scenario, response: Response | None) -> Scenario:
    """Leave out the steps of a case that nobody has come to."""
    way = scenario.path(case, response)
    told = [step for step, _ in way]
    told.append(case.open_after([decision.key for _, decision in way]) or case.steps[0])
    return replace(case, steps=tuple(step for step in case.steps if step in told))
