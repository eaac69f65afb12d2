"""A number: ``{"number": "4.5", "typed": "4,5"}``."""

from decimal import Decimal

from training.content.rules.questions import Numeric
from training.quizzes.rules.kinds.forms import Response, Typed, values
from training.quizzes.rules.numbers import read_number


def read(question: Numeric, typed: Typed) -> Response:
    """Read a number in the habit of any of the languages; raises Refused as `read_number` does."""
    del question
    text = values(typed)[0].strip()
    return {"number": str(read_number(text)), "typed": text}


def share(question: Numeric, response: Response, accepted: tuple[str, ...]) -> float:
    """Give the point within the tolerance."""
    del accepted
    return float(abs(Decimal(response["number"]) - Decimal(question.answer)) <= Decimal(question.tolerance))


def feedback(question: Numeric, response: Response | None, accepted: tuple[str, ...]) -> tuple[str, ...]:
    """Say how the number is found; to a known mistake what went wrong."""
    if response is None:
        return (question.wrong_feedback,)
    if share(question, response, accepted) == 1:
        return (question.right_feedback,)
    number = Decimal(response["number"])
    traps = (trap.feedback for trap in question.traps if Decimal(trap.value) == number)
    return (next(traps, question.wrong_feedback),)
