"""Does feedback teach? It says why, and to each choice something of its own."""

from collections.abc import Iterator, Sequence

from training.content.rules.fault import Fault, Place
from training.content.rules.findings.places import place_of
from training.content.rules.module import Module, quizzes
from training.content.rules.questions import (
    Choice,
    Decision,
    MultipleChoice,
    Question,
    Reflection,
    Scale,
    Scenario,
    SingleChoice,
)


def feedback_findings(module: Module) -> Iterator[Fault]:
    """Find feedback that is the same whatever is chosen, or only repeats what was chosen."""
    for lesson, quiz in quizzes(module):
        for question in quiz.questions:
            yield from _of_question(place_of(f"{lesson.key}/{quiz.key}/{question.key}"), question)


def _of_question(place: Place, question: Question) -> Iterator[Fault]:
    match question:
        case SingleChoice() | MultipleChoice():
            yield from _of_choices(place, question.choices)
        case Scenario():
            for step in question.steps:
                yield from _of_choices(place.inside(step.key), step.decisions)
        case Scale() | Reflection():
            return
        case _ if _same(question.right_feedback, question.wrong_feedback):
            yield place.mend(
                "Right and wrong answers get the same feedback", "Say to a wrong one what is right, and why"
            )


def _of_choices(place: Place, choices: Sequence[Choice | Decision]) -> Iterator[Fault]:
    said = {choice.feedback.casefold().strip() for choice in choices}
    if len(choices) > 1 and len(said) == 1 and said != {""}:
        yield place.mend("Every choice gets the same feedback", "Say to each why it is right, or why it tempts")
    for choice in choices:
        if _same(choice.feedback, choice.text):
            yield place.inside(choice.key).mend("The feedback only repeats the choice", "Say why it is right or wrong")


def _same(one: str, other: str) -> bool:
    """Tell whether two texts say the same, apart from capitals and the full stop; nothing written yet is no text."""
    return one.strip(" .").casefold() == other.strip(" .").casefold() and bool(one.strip())
