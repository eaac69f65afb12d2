"""Whom does somebody look for, and where may roles be given?"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from training.accounts.rules.grants import may_grant
from training.accounts.rules.offices import Office
from training.foundation.errors import Refused
from training.foundation.permissions import SITE, Grant, Place

#: How many people one page lists.
PAGE = 50
#: Where a role holds, as a form says it: "everywhere", "region:linz", "organisation:cwe".
EVERYWHERE, IN_REGION, IN_ORGANISATION, IN_MODULE = "everywhere", "region:", "organisation:", "module:"


class State(StrEnum):
    """How it stands with an account: invited people have never come in."""

    INVITED = "invited"
    ACTIVE = "active"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """Whom somebody looks for: folded words, an organisation's key (with what lies below), a role, a state."""

    words: tuple[str, ...] = ()
    organisation: str = ""
    role: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Where a role holds, by keys."""

    region: str | None = None
    organisation: str | None = None
    module: str | None = None


def scope(typed: str) -> Scope:
    """Read where a role is to hold, or raise Refused("place-unknown")."""
    if typed == EVERYWHERE:
        return Scope()
    for beginning, name in ((IN_REGION, "region"), (IN_ORGANISATION, "organisation"), (IN_MODULE, "module")):
        if typed.startswith(beginning) and len(typed) > len(beginning):
            return Scope(**{name: typed.removeprefix(beginning)})
    raise Refused("place-unknown")


def gives_everywhere(grants: Iterable[Grant]) -> bool:
    """Tell whether whoever holds these grants may give roles for everywhere."""
    return may_grant(grants, SITE)


def regions_given(grants: Iterable[Grant], regions: Iterable[str]) -> list[str]:
    """Return the regions (keys) for which whoever holds these grants may give roles."""
    own = tuple(grants)
    return [region for region in regions if may_grant(own, Place(region=region))]


def offices_given(grants: Iterable[Grant], offices: Iterable[Office]) -> list[Office]:
    """Return the open organisations for which whoever holds these grants may give roles."""
    own = tuple(grants)
    return [office for office in offices if office.is_open and may_grant(own, office.place)]
