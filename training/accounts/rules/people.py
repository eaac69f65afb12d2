"""Who is a person to the rest of the house, and what is an address?"""

from dataclasses import dataclass

from training.foundation.errors import Refused
from training.foundation.permissions import Grant


@dataclass(frozen=True, slots=True, kw_only=True)
class CurrentPerson:
    """The person of this request, with all that pages and the gate ask of them (the names are Flask-Login's).

    `owes_second_factor`: the site asks for one that this session has not seen; until then the grants are a learner's.
    `long_unseen`: it is time to note that this session is still in use.
    """

    id: int
    name: str
    language: str
    organisation_id: int
    region_id: int
    region: str
    grants: tuple[Grant, ...]
    extra_time_percent: int = 0
    sign_in_id: int = 0
    owes_second_factor: bool = False
    long_unseen: bool = False
    is_authenticated: bool = True
    is_active: bool = True
    is_anonymous: bool = False

    def get_id(self) -> str:
        """Return what the session remembers besides its token."""
        return str(self.id)


def normal_email(typed: str) -> str:
    """Give an address its one spelling: no spaces around it, lower case."""
    return typed.strip().lower()


def check_email(typed: str) -> None:
    """Refuse what cannot be an address; whether somebody reads it is another question."""
    name, at, host = normal_email(typed).partition("@")
    if not (name and at and host) or "@" in host or any(character.isspace() for character in name + host):
        raise Refused("address-malformed")
