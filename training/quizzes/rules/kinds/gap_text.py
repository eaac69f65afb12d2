"""A text with gaps: ``{"gaps": {gap: option}}``."""

from training.content.rules.questions import GapText
from training.quizzes.rules.kinds.forms import Response, Typed, part, some_parts


def read(question: GapText, typed: Typed) -> Response:
    """Take an option for each gap; some may stay open. Raises Refused with "nothing-chosen" or "choice-unknown"."""
    chosen = {gap.key: part(typed, gap.key, [option.key for option in gap.options]) for gap in question.gaps}
    return {"gaps": some_parts(chosen)}


def share(question: GapText, response: Response, accepted: tuple[str, ...]) -> float:
    """Give each gap that is filled rightly its share."""
    del accepted
    right = {gap.key: [option.key for option in gap.options if option.right] for gap in question.gaps}
    return sum(response["gaps"].get(key) in keys for key, keys in right.items()) / len(right)


def feedback(question: GapText, response: Response | None, accepted: tuple[str, ...]) -> tuple[str, ...]:
    """Say what is true."""
    is_right = response is not None and share(question, response, accepted) == 1
    return (question.right_feedback if is_right else question.wrong_feedback,)
