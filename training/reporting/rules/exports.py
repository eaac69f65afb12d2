"""Which files are made in the background, how long are they kept, and to whom are they given?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

from training.foundation.errors import Refused
from training.foundation.permissions import Permission, Reach

#: How many files somebody may have at once: each may hold the names of a whole authority.
MOST_FILES = 20
KEPT_FOR = timedelta(days=7)
#: How long a file belongs to the worker that makes it. One that is killed leaves it, and it is made anew after this.
HOLD_WHILE_MAKING = timedelta(minutes=10)
#: Whoever has waited so long has gone elsewhere, and gets a letter.
LETTER_AFTER = timedelta(minutes=1)


class Content(StrEnum):
    """What a file is about."""

    COMPLETIONS = "completions"
    FIGURES = "figures"


class Stage(StrEnum):
    """How far a file has come."""

    WAITING = "waiting"
    WORKING = "working"
    READY = "ready"
    FAILED = "failed"


#: In which forms each can be had.
KINDS: Mapping[Content, tuple[str, ...]] = {
    Content.COMPLETIONS: ("xlsx", "csv"),
    Content.FIGURES: ("xlsx", "ods", "csv", "json", "parquet", "zip"),
}
#: What somebody must be allowed to see, when they order a file, when it is made and when they fetch it.
NEEDS: Mapping[Content, Permission] = {
    Content.COMPLETIONS: Permission.SEE_COMPLETIONS,
    Content.FIGURES: Permission.SEE_STATISTICS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A file that somebody wants: what it is about, in which form, and what its page was asked for."""

    content: Content
    kind: str
    language: str
    query: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A file that was made; `reach` is how far its owner could see then."""

    name: str
    size: int
    lines: int
    reach: Mapping[str, Any]


def check_order(order: Order, *, files: int) -> None:
    """Raise Refused("files-too-many") from somebody who has `files` already, or ("file-kind-unknown")."""
    if order.kind not in KINDS[order.content]:
        raise Refused("file-kind-unknown", kind=order.kind)
    if files >= MOST_FILES:
        raise Refused("files-too-many", most=MOST_FILES)


def written_reach(reach: Reach) -> dict[str, Any]:
    """Write how far somebody could see when a file was made: who sees less by now does not get it."""
    return {
        "everywhere": reach.everywhere,
        "regions": sorted(reach.regions),
        "organisations": sorted(reach.organisations),
    }


def per_cent(done: int, total: int) -> int:
    """Tell how much is done; all of nothing is all."""
    return 100 if total <= 0 else min(100, 100 * done // total)
