"""A case in steps: ``{"path": [[step, decision], …]}``, from the first step on."""

from training.content.rules.questions import Decision, Scenario, Situation
from training.foundation.errors import Refused
from training.quizzes.rules.kinds.forms import FIELD, Response, Typed, values

#: A circle of decisions ends here.
LONGEST = 40

Path = tuple[tuple[Situation, Decision], ...]


def read(question: Scenario, typed: Typed) -> Response:
    """Take the way so far, which the form carries, and the decision at its end.

    Raises Refused with "nothing-chosen" or, for a way that does not lead there, "path-unknown".
    """
    way = [*typed.get(f"{FIELD}-path", ()), values(typed)[0]]
    made = question.followed(way)
    if len(way) > LONGEST or len(made) < len(way):
        raise Refused("path-unknown")
    return {"path": [[step.key, decision.key] for step, decision in made]}


def share(question: Scenario, response: Response, accepted: tuple[str, ...]) -> float:
    """Give the share of right decisions among those made, and among those that the shortest right way takes."""
    del accepted
    made = path(question, response)
    right = sum(decision.right for _, decision in made)
    return right / max(len(made), shortest(question))


def feedback(question: Scenario, response: Response | None, accepted: tuple[str, ...]) -> tuple[str, ...]:
    """Repeat what each decision led to; of the right ones where none was made."""
    del accepted
    made = path(question, response) if response else ()
    if made:
        return tuple(decision.feedback for _, decision in made)
    return tuple(decision.feedback for step in question.steps for decision in step.decisions if decision.right)


def path(question: Scenario, response: Response | None) -> Path:
    """Return the steps that were taken, each with its decision."""
    return question.followed([decision for _, decision in (response or {}).get("path", ())])


def has_ended(question: Scenario, response: Response | None) -> bool:
    """Tell whether the case is over: the last decision leads nowhere."""
    made = path(question, response)
    return bool(made) and made[-1][1].next is None


def goes_on(*, before: Response | None, now: Response) -> bool:
    """Tell whether a way is the earlier one with steps added: nobody may decide anew what has been decided."""
    earlier = (before or {}).get("path", [])
    return bool(now["path"][: len(earlier)] == earlier)


def shortest(question: Scenario) -> int:
    """Count the decisions on the right way: from the first step along right decisions to the end."""
    way: list[str] = []
    while (step := question.open_after(way)) is not None and len(way) < len(question.steps):
        way.append(next(decision.key for decision in step.decisions if decision.right))
    return len(way)
