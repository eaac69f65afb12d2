"""A single choice: ``{"choices": [key]}``."""

from training.content.rules.questions import SingleChoice
from training.foundation.errors import Refused
from training.quizzes.rules.kinds.choices import chosen, known_choices, wanted
from training.quizzes.rules.kinds.forms import Response, Typed, values


def read(question: SingleChoice, typed: Typed) -> Response:
    """Take one choice of the question; raises Refused with "nothing-chosen" or "choice-unknown"."""
    keys = known_choices(question, values(typed))
    if len(keys) != 1:
        raise Refused("choice-unknown")
    return {"choices": keys}


def share(question: SingleChoice, response: Response, accepted: tuple[str, ...]) -> float:
    """Give the point for the right choice."""
    del accepted
    return float(chosen(question, response) == wanted(question))


def feedback(question: SingleChoice, response: Response | None, accepted: tuple[str, ...]) -> tuple[str, ...]:
    """Say why the choice made is right or tempts; of the right one where none was made.

    The right one's "Yes" would only confuse beside a wrong one.
    """
    del accepted
    return tuple(choice.feedback for choice in chosen(question, response) or wanted(question))
