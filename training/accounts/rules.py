"""Who is a person to the rest of the house, which password will do, and where may a sign-in lead?"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from training.foundation.errors import Refused
from training.foundation.permissions import Grant

#: Length is what protects; rules about kinds of characters only make passwords hard to remember.
SHORTEST_PASSWORD = 12
#: Nobody types more, and hashing a megabyte would be a way to keep the server busy.
LONGEST_PASSWORD = 1000
AUTHORITY = "authority"
PARTNER = "partner"


@dataclass(frozen=True, slots=True, kw_only=True)
class CurrentPerson:
    """The person of this request, with all that pages and the gate ask of them (the names are Flask-Login's)."""

    id: int
    name: str
    language: str
    organisation_id: int
    region_id: int
    region: str
    grants: tuple[Grant, ...]
    extra_time_percent: int = 0
    is_authenticated: bool = True
    is_active: bool = True
    is_anonymous: bool = False

    def get_id(self) -> str:
        """Return what the session remembers."""
        return str(self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """An organisation of the project in a region."""

    key: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionEntry:
    """A region as `courses/regions.yaml` tells it; names and countries by language."""

    key: str
    names: Mapping[str, str]
    countries: Mapping[str, str]
    languages: tuple[str, ...]
    partners: tuple[Partner, ...]


def normal_email(typed: str) -> str:
    """Give an address its one spelling: no spaces around it, lower case."""
    return typed.strip().lower()


def check_email(typed: str) -> None:
    """Refuse what cannot be an address; whether somebody reads it is another question."""
    name, at, host = normal_email(typed).partition("@")
    if not (name and at and host) or "@" in host or any(character.isspace() for character in name + host):
        raise Refused("address-malformed")


def normal_password(typed: str) -> str:
    """Give a password its one spelling, so that "ž" is the same from every keyboard."""
    return unicodedata.normalize("NFC", typed)


def check_password(password: str, *, email: str) -> None:
    """Refuse a password that is too short, too long, or the person's own address."""
    length = len(normal_password(password))
    if length < SHORTEST_PASSWORD:
        raise Refused("password-too-short", shortest=SHORTEST_PASSWORD)
    if length > LONGEST_PASSWORD:
        raise Refused("password-too-long", longest=LONGEST_PASSWORD)
    address = normal_email(email)
    if normal_email(password) in (address, address.partition("@")[0]):
        raise Refused("password-is-address")


def safe_next(path: str | None) -> str | None:
    """Return the path if it leads to a page of this site and nowhere else, else None.

    Browsers take a backslash for a slash, "//host" for another site, and skip control characters while they read.
    """
    if not path or not path.startswith("/") or path.startswith("//") or "\\" in path:
        return None
    if any(unicodedata.category(character).startswith("C") for character in path):
        return None
    return path
