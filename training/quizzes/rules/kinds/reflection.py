"""The learner's own words: ``{"written": true}``. The words themselves are a note, seen by the learner alone."""

from training.content.rules.questions import Reflection
from training.quizzes.rules.kinds.forms import Response, Typed, values


def read(question: Reflection, typed: Typed) -> Response:
    """Take that something was written; the words are kept elsewhere. Raises Refused("nothing-chosen")."""
    del question
    values(typed)
    return {"written": True}


def share(question: Reflection, response: Response, accepted: tuple[str, ...]) -> float:
    """Give nothing: there is no point."""
    del question, response, accepted
    return 0.0


def feedback(question: Reflection, response: Response | None, accepted: tuple[str, ...]) -> tuple[str, ...]:
    """Show the model answer."""
    del response, accepted
    return (question.model_answer,)
