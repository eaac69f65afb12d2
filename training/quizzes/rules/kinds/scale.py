"""A level: ``{"level": 3}``, from one to five; nobody is right or wrong."""

from training.content.rules.questions import Scale
from training.foundation.errors import Refused
from training.quizzes.rules.kinds.forms import Response, Typed, values

#: From "not at all" to "I could show a colleague".
LEVELS = (1, 2, 3, 4, 5)


def read(question: Scale, typed: Typed) -> Response:
    """Take one of five levels; raises Refused with "nothing-chosen" or "choice-unknown"."""
    del question
    return level_response(values(typed)[0])


def share(question: Scale, response: Response, accepted: tuple[str, ...]) -> float:
    """Give nothing: there is no point."""
    del question, response, accepted
    return 0.0


def feedback(question: Scale, response: Response | None, accepted: tuple[str, ...]) -> tuple[str, ...]:
    """Say nothing: every level is as good as another."""
    del question, response, accepted
    return ()


def level_response(typed: str) -> Response:
    """Make the response of one level; raises Refused("choice-unknown")."""
    if typed not in map(str, LEVELS):
        raise Refused("choice-unknown")
    return {"level": int(typed)}
