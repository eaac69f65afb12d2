"""True or false: ``{"answer": true}``."""

from training.content.rules.questions import TrueFalse
from training.foundation.errors import Refused
from training.quizzes.rules.kinds.forms import Response, Typed, values

_ANSWERS = {"true": True, "false": False}


def read(question: TrueFalse, typed: Typed) -> Response:
    """Take one of the two; raises Refused with "nothing-chosen" or "choice-unknown"."""
    del question
    (first, *_) = values(typed)
    if first not in _ANSWERS:
        raise Refused("choice-unknown")
    return {"answer": _ANSWERS[first]}


def share(question: TrueFalse, response: Response, accepted: tuple[str, ...]) -> float:
    """Give the point for the right one of the two."""
    del accepted
    return float(response["answer"] is question.answer)


def feedback(question: TrueFalse, response: Response | None, accepted: tuple[str, ...]) -> tuple[str, ...]:
    """Say what is true."""
    is_right = response is not None and share(question, response, accepted) == 1
    return (question.right_feedback if is_right else question.wrong_feedback,)
