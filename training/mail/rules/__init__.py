"""When is a letter tried again, when is it given up, and how is it known when it comes back?"""

from training.mail.rules.marks import letter_of, mark
from training.mail.rules.tries import HOLD_WHILE_SENDING, Fault, Stage, outcome, wait_after

__all__ = [
    "HOLD_WHILE_SENDING",
    "Fault",
    "Stage",
    "letter_of",
    "mark",
    "outcome",
    "wait_after",
]
