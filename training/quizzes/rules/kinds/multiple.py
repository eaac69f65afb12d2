"""A multiple choice: ``{"choices": [key, …]}``."""

from training.content.rules.questions import MultipleChoice
from training.quizzes.rules.kinds.choices import chosen, known_choices, wanted
from training.quizzes.rules.kinds.forms import Response, Typed, values


def read(question: MultipleChoice, typed: Typed) -> Response:
    """Take choices of the question; raises Refused with "nothing-chosen" or "choice-unknown"."""
    return {"choices": known_choices(question, values(typed))}


def share(question: MultipleChoice, response: Response, accepted: tuple[str, ...]) -> float:
    """Give each right choice its share and take one away for each wrong one, never below zero."""
    del accepted
    right = len(wanted(question))
    found = chosen(question, response)
    hits = sum(choice.right for choice in found)
    return max(0.0, (hits - (len(found) - hits)) / right)


def feedback(question: MultipleChoice, response: Response | None, accepted: tuple[str, ...]) -> tuple[str, ...]:
    """Say what is true of each choice made, and of the right ones left out."""
    del accepted
    picked = chosen(question, response)
    left_out = tuple(choice for choice in wanted(question) if choice not in picked)
    return tuple(choice.feedback for choice in (*picked, *left_out))
