"""Which choices does a response name?"""

from collections.abc import Sequence

from training.content.rules.questions import Choice, MultipleChoice, SingleChoice
from training.foundation.errors import Refused
from training.quizzes.rules.kinds.forms import Response


def known_choices(question: SingleChoice | MultipleChoice, typed: Sequence[str]) -> list[str]:
    """Return the keys that were chosen in the order of the question; raises Refused("choice-unknown")."""
    known = [choice.key for choice in question.choices]
    if not set(typed) <= set(known):
        raise Refused("choice-unknown")
    return [key for key in known if key in typed]


def chosen(question: SingleChoice | MultipleChoice, response: Response | None) -> tuple[Choice, ...]:
    """List the choices that a response names, in the order of the question."""
    keys = (response or {}).get("choices", ())
    return tuple(choice for choice in question.choices if choice.key in keys)


def wanted(question: SingleChoice | MultipleChoice) -> tuple[Choice, ...]:
    """List the right choices."""
    return tuple(choice for choice in question.choices if choice.right)
