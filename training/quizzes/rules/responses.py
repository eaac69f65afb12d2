"""What can be answered to a question, and how is it kept?"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from training.content.rules.questions import Choice, MultipleChoice, Numeric, Question, SingleChoice
from training.foundation.errors import Refused
from training.quizzes.rules.numbers import read_number

#: A response as it is kept: ``{"choices": [key, …]}`` or ``{"number": "4.5", "typed": "4,5"}``. No language in it.
Response = dict[str, Any]


def response_to(question: Question, typed: Sequence[str]) -> Response:
    """Make the response from what a form sent.

    Raises Refused with "nothing-chosen", "choice-unknown", or what `read_number` raises.
    """
    match question:
        case SingleChoice() | MultipleChoice():
            return {"choices": _known_choices(question, typed)}
        case Numeric():
            text = typed[0].strip() if typed else ""
            if not text:
                raise Refused("nothing-chosen")
            return {"number": str(read_number(text)), "typed": text}


def chosen(question: SingleChoice | MultipleChoice, response: Response | None) -> tuple[Choice, ...]:
    """List the choices that a response names, in the order of the question."""
    keys = (response or {}).get("choices", ())
    return tuple(choice for choice in question.choices if choice.key in keys)


def number_in(response: Response) -> Decimal:
    """Return the number that a response holds."""
    return Decimal(response["number"])


def _known_choices(question: SingleChoice | MultipleChoice, typed: Sequence[str]) -> list[str]:
    if not typed:
        raise Refused("nothing-chosen")
    known = [choice.key for choice in question.choices]
    if not set(typed) <= set(known) or (isinstance(question, SingleChoice) and len(set(typed)) > 1):
        raise Refused("choice-unknown")
    return [key for key in known if key in typed]
