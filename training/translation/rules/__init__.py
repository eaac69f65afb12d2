"""What follows from a translation? How true it is (`truth`), and whether it says what its source says (`likeness`)."""

from training.translation.rules.truth import (
    Change,
    Coverage,
    Entry,
    Kept,
    Texts,
    carried,
    change,
    changed,
    changes,
    contexts,
    coverage,
    frozen_texts,
    kept_of,
    state,
)

__all__ = [
    "Change",
    "Coverage",
    "Entry",
    "Kept",
    "Texts",
    "carried",
    "change",
    "changed",
    "changes",
    "contexts",
    "coverage",
    "frozen_texts",
    "kept_of",
    "state",
]
