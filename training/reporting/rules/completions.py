"""Whose learning does a training officer look for, how far have they come, and what is noted of the look?"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from training.foundation.permissions import Reach

#: How many lines one page lists.
PAGE = 50
# No clock on earth is further than this from UTC.
_DAY = timedelta(days=1)


class State(StrEnum):
    """How far somebody has come with a module."""

    NOT_STARTED = "not-started"
    IN_PROGRESS = "in-progress"
    COMPLETED = "completed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is looked for: folded words of a name, an organisation's key (with what lies below), a module's, a state.

    `since` and `until` are the first and the last day of completion, by the clock of the region.
    """

    words: tuple[str, ...] = ()
    organisation: str = ""
    module: str = ""
    state: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def earliest(self) -> datetime | None:
        """The moment before which that day has begun nowhere; None where there is none."""
        return datetime.combine(self.since, time(), UTC) - _DAY if self.since and self.since > date.min else None

    @property
    def latest(self) -> datetime | None:
        """The moment at which the last day is over everywhere."""
        far = date.max - 2 * _DAY
        return datetime.combine(self.until, time(), UTC) + 2 * _DAY if self.until and self.until < far else None


def subject(wanted: Wanted, reach: Reach) -> str:
    """Name what a look was about: the organisation that was chosen, the only one within reach, or all of them."""
    one = wanted.organisation or _only_one(reach)
    return f"organisation {one}" if one else "completions"


def noted(wanted: Wanted, reach: Reach) -> dict[str, Any]:
    """Tell what was looked for without repeating a name: an entry stays for good."""
    days = {name: day.isoformat() for name, day in (("since", wanted.since), ("until", wanted.until)) if day}
    told = {"module": wanted.module, "state": wanted.state, **days, "name_looked_for": bool(wanted.words)}
    organisations = [wanted.organisation] if wanted.organisation else _places(reach)
    return {"organisations": organisations, **{name: value for name, value in told.items() if value}}


def _places(reach: Reach) -> list[str]:
    if reach.everywhere:
        return ["everywhere"]
    return [*(f"region {key}" for key in sorted(reach.regions)), *sorted(reach.organisations)]


def _only_one(reach: Reach) -> str:
    places = _places(reach)
    return places[0] if len(places) == 1 and set(places) == reach.organisations else ""
