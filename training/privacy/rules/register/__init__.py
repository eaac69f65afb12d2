"""What is kept about a person, why, how long, and what happens to it when they are erased? The one register.

The page on privacy, the record of processing, what a person downloads, erasure and retention are all made from it. Its
words stand in `templates/privacy/_register.html` under the same keys.
"""

from training.privacy.rules.register.learning import OF_LEARNING
from training.privacy.rules.register.people import OF_PEOPLE
from training.privacy.rules.register.shapes import Basis, End, Erasure, Holding, Kept, Period
from training.privacy.rules.register.work import OF_WORK

__all__ = ["REGISTER", "Basis", "End", "Erasure", "Holding", "Kept", "Period", "holdings", "kept"]

REGISTER: tuple[Kept, ...] = (*OF_PEOPLE, *OF_LEARNING, *OF_WORK)


def kept(key: str) -> Kept:
    """Return the entry of this key."""
    return next(entry for entry in REGISTER if entry.key == key)


def holdings() -> tuple[Holding, ...]:
    """Return what is held of a person in all tables, in the order of the register."""
    return tuple(holding for entry in REGISTER for holding in entry.holdings)
