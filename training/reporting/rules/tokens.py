"""What is a token, how long is it good, and how far does it reach today?"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

from training.foundation.errors import NotFound, Refused
from training.foundation.permissions import Grant, Permission, Reach, reach
from training.reporting.rules.cells import ALL, organisation_of, region_of
from training.reporting.rules.releases import Heading
from training.reporting.rules.selections import places_within

#: By this whoever finds a token, a program that looks for secrets in files for instance, knows what it is.
PREFIX = "ict_"
LONGEST_NAME = 60
#: For how many days a token may be good: a year at most.
LIFETIMES = (30, 90, 180, 365)
#: Nobody has more programs; whoever needs another takes one away.
MOST_TOKENS = 20
_RANDOM_BYTES = 32
_LONGEST_TOKEN = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody wants a token for: a name by which to know it again, a place ("*": all), and how long."""

    name: str
    place: str
    good_for: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearer:
    """Whoever shows a token: its person, with no more of the grants of today than it takes to see figures.

    The names are those by which the gate and Flask-Login ask. `place` is what the token is narrowed to. `used_on` and
    `taken` say what was noted already.
    """

    id: int
    token_id: int
    grants: tuple[Grant, ...]
    place: str
    used_on: date | None
    taken: tuple[str, ...]
    owes_second_factor: bool = False
    is_authenticated: bool = True
    is_active: bool = True
    is_anonymous: bool = False

    @property
    def reach(self) -> Reach:
        """Tell how far the grants of the person go today."""
        return reach(self.grants, Permission.SEE_STATISTICS)

    def has_noted(self, *, day: date, taken: str | None) -> bool:
        """Tell whether this use, and that figures of a release are taken, is known of this day already."""
        return self.used_on == day and (taken is None or taken in self.taken)


def new_token() -> str:
    """Return a token of 256 random bits; nobody guesses it, so a plain digest keeps it."""
    return PREFIX + secrets.token_urlsafe(_RANDOM_BYTES)


def token_digest(token: str) -> str:
    """Return what is kept of a token: enough to know it again, too little to show it."""
    return sha256(token.encode()).hexdigest()


def read_token(header: str | None) -> str:
    """Read the token that a request bears ("Bearer ict_…"); Refused("token-missing") or ("token-unknown")."""
    scheme, _, token = (header or "").strip().partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise Refused("token-missing")
    token = token.strip()
    if not token.startswith(PREFIX) or len(token) > _LONGEST_TOKEN or not token.isascii():
        raise Refused("token-unknown")
    return token


def lifetime(days: int) -> timedelta:
    """Return how long a token is good; Refused("lifetime-unknown") for what is not offered."""
    if days not in LIFETIMES:
        raise Refused("lifetime-unknown")
    return timedelta(days=days)


def check_wish(wish: Wish, offered: Iterable[str]) -> None:
    """Refuse a name that is missing or too long, and, as NotFound, a place that is not within the person's reach."""
    if not wish.name.strip():
        raise Refused("name-missing")
    if len(wish.name) > LONGEST_NAME:
        raise Refused("name-too-long")
    if wish.place != ALL and wish.place not in offered:
        raise NotFound("place")


def figures_only(grants: Iterable[Grant]) -> tuple[Grant, ...]:
    """Return the grants that let see figures, and none that let do anything else."""
    return tuple(grant for grant in grants if reach([grant], Permission.SEE_STATISTICS))


def scope_of(place: str) -> Reach:
    """Tell how far a token goes by itself, whoever bears it."""
    organisation = organisation_of(place)
    if organisation:
        return Reach(everywhere=False, regions=frozenset(), organisations=frozenset({organisation}))
    regions = frozenset() if place == ALL else frozenset({region_of(place)})
    return Reach(everywhere=place == ALL, regions=regions, organisations=frozenset())


def places_of(bearer: Bearer, heading: Heading, *, compared: bool) -> list[str]:
    """List the places of a release that a bearer may see: what both the person may see today and the token names.

    Where regions are compared, a token that is narrowed to one place shows that place alone all the same.
    """
    reached = places_within(heading, bearer.reach, compared=compared)
    if bearer.place == ALL:
        return reached
    within = set(places_within(heading, scope_of(bearer.place), compared=False))
    return [each for each in reached if each in within]
