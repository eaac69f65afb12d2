"""What do readers of a language get while a module is not whole in it?"""

from enum import StrEnum
from typing import Protocol

from training.foundation.errors import Refused


class Policy(StrEnum):
    """What an author decides for a module and a language.

    HOLD: readers get the module in its own language until every text is up to date. SOURCE: the source stands in, text
    by text. STALE: an older translation is shown with a mark, except in quizzes, where the source stands in.
    """

    HOLD = "hold"
    SOURCE = "source"
    STALE = "stale"


class Counted(Protocol):
    """How many texts there are, and how many are up to date."""

    @property
    def total(self) -> int:
        """All of them."""

    @property
    def translated(self) -> int:
        """Those up to date."""


def is_whole(coverage: Counted) -> bool:
    """Tell whether every text is up to date in a language, so that it is offered whatever the policy."""
    return coverage.translated == coverage.total


def checked_policy(policy: str) -> Policy:
    """Return the policy of this name; raises Refused("choice-unknown")."""
    try:
        return Policy(policy)
    except ValueError as fault:
        raise Refused("choice-unknown", choice=policy) from fault
