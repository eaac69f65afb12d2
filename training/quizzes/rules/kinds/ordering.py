"""An order: ``{"order": [item, …]}``, first place first."""

from training.content.rules.questions import Ordering
from training.foundation.errors import Refused
from training.quizzes.rules.kinds.forms import Response, Typed, part, some_parts


def read(question: Ordering, typed: Typed) -> Response:
    """Take a place for every item, each place once.

    Raises Refused with "nothing-chosen", "choice-unknown" or "order-incomplete".
    """
    keys = [item.key for item in question.items]
    places = [str(place) for place in range(1, len(keys) + 1)]
    chosen = some_parts({key: part(typed, key, places) for key in keys})
    if sorted(chosen.values(), key=int) != places:
        raise Refused("order-incomplete")
    return {"order": sorted(chosen, key=lambda key: int(chosen[key]))}


def share(question: Ordering, response: Response, accepted: tuple[str, ...]) -> float:
    """Give each item in its right place its share."""
    del accepted
    right = [item.key for item in question.items]
    hits = sum(one == other for one, other in zip(right, response["order"], strict=True))
    return float(hits / len(right))


def feedback(question: Ordering, response: Response | None, accepted: tuple[str, ...]) -> tuple[str, ...]:
    """Say what is true."""
    is_right = response is not None and share(question, response, accepted) == 1
    return (question.right_feedback if is_right else question.wrong_feedback,)
