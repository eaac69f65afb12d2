"""When is a text to be looked at, and when has that been done already?"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, Protocol

from training.content.rules.segments import text_digest
from training.foundation.errors import Refused


class Kind(StrEnum):
    """Who asks to look at a text: the alarm for mistranslations, a learner, or a reviewer who sent it back."""

    ALARM = "alarm"
    REPORT = "report"
    RETURNED = "returned"


class Outcome(StrEnum):
    """What came of it."""

    MENDED = "mended"
    NOTHING_WRONG = "nothing-wrong"


class Asked(Protocol):
    """What is kept of a task."""

    kind: str
    facts: dict[str, Any]


def about(source: str, text: str) -> dict[str, str]:
    """Say of which texts an alarm tells, so that it does not ring twice for the same."""
    return {"source": text_digest(source), "text": text_digest(text)}


def is_known(kind: Kind, facts: Mapping[str, Any], tasks: Iterable[tuple[Asked, bool]]) -> bool:
    """Tell whether a text is looked at already for the same reason: now (the pair says open), or before.

    What was closed stays closed, unless its facts are others now: another text, another report. A reviewer may send
    the same text back again.
    """
    same = [(task.facts == facts, is_open) for task, is_open in tasks if task.kind == kind]
    match kind:
        case Kind.ALARM:
            return any(alike or is_open for alike, is_open in same)
        case Kind.REPORT:
            return any(alike for alike, _ in same)
        case Kind.RETURNED:
            return any(alike and is_open for alike, is_open in same)


def checked_outcome(outcome: str) -> Outcome:
    """Return what came of a task; raises Refused("choice-unknown")."""
    try:
        return Outcome(outcome)
    except ValueError as fault:
        raise Refused("choice-unknown") from fault
