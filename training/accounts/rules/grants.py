"""Which roles may be granted how, by whom, and whose account may somebody change?"""

from collections.abc import Iterable, Mapping

from training.foundation.errors import Refused
from training.foundation.permissions import (
    BY_LANGUAGE,
    BY_MODULE,
    BY_ORGANISATION,
    SITE,
    Grant,
    Permission,
    Place,
    Role,
    allowed,
)


def check_grant(grant: Grant) -> None:
    """Raise Refused("grant-unfitting") where a role cannot be granted so.

    Learning is granted everywhere or not at all, roles about modules not for an organisation, only translating and
    reviewing for a language, and only writing for one module.
    """
    fitting = (
        sum(place is not None for place in (grant.region, grant.organisation, grant.module)) <= 1
        and (grant.module is None or grant.role in BY_MODULE)
        and (grant.organisation is None or grant.role in BY_ORGANISATION)
        and (grant.language is None or grant.role in BY_LANGUAGE)
        and (grant.role is not Role.LEARNER or grant.region is None)
    )
    if not fitting:
        raise Refused("grant-unfitting", role=grant.role.value)


def may_grant(grants: Iterable[Grant], place: Place) -> bool:
    """Tell whether whoever holds these grants may give or take roles at a place.

    Nobody gives further than the own grants reach, so nobody can widen the own.
    """
    return allowed(grants, Permission.GRANT_ROLES, place=place)


def place_of_grant(grant: Grant, organisations: Mapping[str, Place]) -> Place:
    """Return the place that a grant is for; `organisations` says where those that grants name belong.

    Of a module nobody knows here where it belongs: only who may do something everywhere reaches its grants.
    """
    if grant.module:
        return Place(module=grant.module)
    if grant.organisation:
        return organisations[grant.organisation]
    return Place(region=grant.region) if grant.region else SITE


def is_beyond(held: Iterable[Grant], grants: Iterable[Grant], organisations: Mapping[str, Place]) -> bool:
    """Tell whether an account holds a role, besides learning, that reaches further than these grants do.

    Whoever could change the address of such an account could take it over with the next letter.
    """
    own = tuple(grants)
    above = (grant for grant in held if grant.role is not Role.LEARNER)
    return any(not may_grant(own, place_of_grant(grant, organisations)) for grant in above)


def is_leading(grant: Grant) -> bool:
    """Tell whether it is the one grant that a site cannot be without: administrator everywhere."""
    return grant == Grant(Role.ADMINISTRATOR)
