"""Pairs: ``{"pairs": {pair: target}}``."""

from training.content.rules.questions import Matching
from training.quizzes.rules.kinds.forms import Response, Typed, part, some_parts


def read(question: Matching, typed: Typed) -> Response:
    """Take a target for each pair; some may stay open. Raises Refused with "nothing-chosen" or "choice-unknown"."""
    known = [target.key for target in question.targets]
    return {"pairs": some_parts({pair.key: part(typed, pair.key, known) for pair in question.pairs})}


def share(question: Matching, response: Response, accepted: tuple[str, ...]) -> float:
    """Give each right pair its share."""
    del accepted
    found = response["pairs"]
    hits = sum(found.get(pair.key) == pair.target for pair in question.pairs)
    return float(hits / len(question.pairs))


def feedback(question: Matching, response: Response | None, accepted: tuple[str, ...]) -> tuple[str, ...]:
    """Say what is true."""
    is_right = response is not None and share(question, response, accepted) == 1
    return (question.right_feedback if is_right else question.wrong_feedback,)
