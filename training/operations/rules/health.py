"""Can the site serve? It can when every part of it is well."""

from dataclasses import dataclass
from enum import StrEnum


class DatabaseState(StrEnum):
    """How the database stands to this version of the program."""

    WELL = "well"
    AWAY = "away"
    BEHIND = "behind"
    NEWER = "newer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """What was found when the site was asked whether it can serve.

    `media_elsewhere`: pictures lie in an object store that all nodes share. Where that is away, pages go on without
    pictures; if no node were ready, nobody could learn.
    """

    database: DatabaseState
    media_writable: bool
    media_elsewhere: bool = False

    @property
    def ready(self) -> bool:
        """Tell whether every part is well that pages need."""
        return self.database is DatabaseState.WELL and (self.media_writable or self.media_elsewhere)

    @property
    def parts(self) -> dict[str, str]:
        """Name how each part is, without a word about where it is."""
        return {"database": self.database.value, "media": "well" if self.media_writable else "not writable"}


def database_state(revision: str | None, *, head: str) -> DatabaseState:
    """Judge a revision that was read from a database; revisions are numbers of four digits, so they sort."""
    if revision == head:
        return DatabaseState.WELL
    return DatabaseState.NEWER if revision is not None and revision > head else DatabaseState.BEHIND
