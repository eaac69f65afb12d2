"""How far is a module in its languages, does it get better, and what is there to do for whom?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from training.content.rules.module import Module
from training.content.rules.segments import segments
from training.translation.rules.truth import MISSING, STALE, Coverage, Kept, state

#: What is counted, the best first.
STATES = ("reviewed", "unreviewed", "machine", "stale", "missing")
#: How far the overview looks back.
TREND = timedelta(days=30)
#: An author who saves several times in a row is told of by one letter: when the draft has rested so long.
RESTED = timedelta(hours=2)
#: Nobody is written to before this hour of a day (UTC).
_FIRST_HOUR = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """How many more texts are approved, and up to date, than on a day before; fewer where it is negative."""

    since: date
    approved: int
    current: int


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """How many of the texts that changed after a version are out of date now, and how many are new and missing."""

    stale: int = 0
    missing: int = 0

    def __bool__(self) -> bool:
        """Tell whether there is any."""
        return bool(self.stale or self.missing)


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What there is to do for somebody in a module and a language.

    `review` are texts of others that wait for approval, `drafts` are those of them that a machine made; none for who
    may not approve. `own` tells whether the person is in charge.
    """

    module: str
    language: str
    own: bool
    coverage: Coverage
    review: int = 0
    drafts: int = 0
    tasks: int = 0
    news: News = field(default_factory=News)

    @property
    def number(self) -> int:
        """How much there is to do."""
        return self.coverage.stale + self.coverage.missing + self.review + self.drafts + self.tasks


def trend(before: Coverage, since: date, after: Coverage) -> Trend:
    """Compare how it stood on a day with how it stands."""
    approved = after.reviewed - before.reviewed
    return Trend(since=since, approved=approved, current=after.translated - before.translated)


def share(part: int, total: int) -> float:
    """Return a share of one that is whole only where nothing is left, and none only where there is nothing."""
    if part in (0, total):
        return 1.0 if part == total else 0.0
    return min(max(part / total, 0.01), 0.99)


def states_of(module: Module, translations: Iterable[Kept]) -> dict[str, str]:
    """Tell the state of every segment (address) of a module in one language, whatever its readers get."""
    by_address: dict[str, list[Kept]] = {}
    for kept in translations:
        by_address.setdefault(kept.address, []).append(kept)
    return {address: state(source, by_address.get(address, ()))[1] for address, source in segments(module)}


def changed_since(before: Module, after: Module) -> frozenset[str]:
    """Return the segments (addresses) whose source is another than in a version before, or was not there."""
    old = dict(segments(before))
    return frozenset(address for address, text in segments(after) if old.get(address) != text)


def news(changed: Iterable[str], states: Mapping[str, str]) -> News:
    """Tell what translators have to do about changed segments, by the state of each segment in their language."""
    now = [states.get(address) for address in changed]
    return News(stale=now.count(STALE), missing=now.count(MISSING))


def urgency(job: Job) -> tuple[bool, bool, int]:
    """Put first what somebody works on, of that what has changed, and then where there is most to do."""
    return not job.own, not job.news, -job.number


def may_be_told(*, saved_at: datetime, now: datetime) -> bool:
    """Tell whether a letter may go out about a draft: at a decent hour, when its author has come to rest."""
    return now.hour >= _FIRST_HOUR and now - saved_at >= RESTED
