"""Which questions come from elsewhere, what is lost on the way, and what would come of them in a quiz?"""

from training.authoring.rules.exchange.planning import (
    Choice,
    Plan,
    Row,
    counts,
    lacks_objective,
    placed,
    planned,
    quiz_at,
)
from training.authoring.rules.exchange.received import (
    LARGEST,
    MOST_ANSWERS,
    MOST_QUESTIONS,
    Making,
    Received,
    Remark,
    Sent,
    Verdict,
    received,
    unreadable,
)

__all__ = [
    "LARGEST",
    "MOST_ANSWERS",
    "MOST_QUESTIONS",
    "Choice",
    "Making",
    "Plan",
    "Received",
    "Remark",
    "Row",
    "Sent",
    "Verdict",
    "counts",
    "lacks_objective",
    "placed",
    "planned",
    "quiz_at",
    "received",
    "unreadable",
]
