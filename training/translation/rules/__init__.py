"""What follows from a translation? How true it is (`truth`), and whether it says what its source says (`likeness`)."""

from training.translation.rules.entries import Change, Entry, carried, change, changed, changes, kept_of
from training.translation.rules.policy import Policy, is_whole
from training.translation.rules.truth import Coverage, Kept, State, Texts, contexts, coverage, frozen_texts, state

__all__ = [
    "Change",
    "Coverage",
    "Entry",
    "Kept",
    "Policy",
    "State",
    "Texts",
    "carried",
    "change",
    "changed",
    "changes",
    "contexts",
    "coverage",
    "frozen_texts",
    "is_whole",
    "kept_of",
    "state",
]
