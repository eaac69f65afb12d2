"""Which regions and kinds of organisation are there, how are they called, and whose addresses are theirs?"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import count

from training.accounts.rules.search import folded
from training.foundation.errors import Refused

AUTHORITY = "authority"
PARTNER = "partner"
KINDS = (AUTHORITY, PARTNER)

#: As long as the columns are; a key may get a number behind it.
LONGEST_NAME = 200
_LONGEST_KEY = 50
_LONGEST_DOMAINS = 1000
_NO_LETTERS = re.compile(r"[^a-z0-9]+")
_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """An organisation of the project in a region."""

    key: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionEntry:
    """A region as `courses/regions.yaml` tells it; names and countries by language, the time zone by its IANA name."""

    key: str
    names: Mapping[str, str]
    countries: Mapping[str, str]
    languages: tuple[str, ...]
    time_zone: str
    partners: tuple[Partner, ...]


def key_from(name: str, *, taken: Collection[str]) -> str:
    """Make a key from a name, as lists of people write it: "Město Loket" becomes "mesto-loket"."""
    plain = _NO_LETTERS.sub("-", folded(name))[:_LONGEST_KEY].strip("-") or "organisation"
    numbered = (f"{plain}-{number}" for number in count(2))
    return plain if plain not in taken else next(key for key in numbered if key not in taken)


def domains_in(typed: str) -> tuple[str, ...]:
    """Return the domains of mail addresses that somebody has typed, each once.

    Raises Refused("domain-malformed") and Refused("domains-too-many").
    """
    words = typed.replace(",", " ").replace(";", " ").split()
    domains = tuple(dict.fromkeys(domain_of(f"@{word.rpartition('@')[2]}") for word in words))
    for domain in domains:
        if not _DOMAIN.fullmatch(domain):
            raise Refused("domain-malformed", domain=domain)
    if len(" ".join(domains)) > _LONGEST_DOMAINS:
        raise Refused("domains-too-many")
    return domains


def domain_of(email: str) -> str:
    """Return the part of an address behind its "@" in the spelling of the net: small letters, no umlauts."""
    domain = email.rpartition("@")[2].strip().lower().rstrip(".")
    try:
        return domain.encode("idna").decode("ascii")
    except UnicodeError:
        return domain
