"""Who may register without being invited?"""

from collections.abc import Iterable
from typing import Protocol, TypeVar

from training.accounts.rules.places import domain_of


class Registering(Protocol):
    """What must be known of an organisation: the domains of its addresses, with a space between two."""

    mail_domains: str


Office = TypeVar("Office", bound=Registering)


def organisation_for(email: str, organisations: Iterable[Office]) -> Office | None:
    """Return the organisation whose people have such addresses: exactly its domain, not one that ends alike."""
    domain = domain_of(email)
    return next((office for office in organisations if domain and domain in office.mail_domains.split()), None)


def domains_of(organisations: Iterable[Registering]) -> list[str]:
    """Return the domains whose people may register, as a page lists them."""
    return sorted(domain for office in organisations for domain in office.mail_domains.split())
