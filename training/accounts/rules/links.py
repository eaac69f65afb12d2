"""Which links in letters let a person choose a password, and for how long?"""

from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from training.foundation.errors import Refused


class Link(StrEnum):
    """Why a person was given a link to choose a password."""

    INVITATION = "invitation"
    RESET = "reset"
    CONFIRMATION = "confirmation"


#: How long a link is good after it was written.
VALID = {
    Link.INVITATION: timedelta(days=14),
    Link.RESET: timedelta(hours=1),
    Link.CONFIRMATION: timedelta(days=2),
}


def link_subject(link: Link, *, person_id: int, email: str, password_hash: str | None) -> str:
    """Name what a link is about, so that it is dead as soon as the password or the address is another one."""
    told = f"{person_id} {email} {password_hash or ''}"
    return f"{link.value} {sha256(told.encode()).hexdigest()}"


def check_link(
    subject: str, *, person_id: int, email: str, password_hash: str | None, issued_at: datetime, now: datetime
) -> None:
    """Raise Refused("link-over") where a link was used before, is too old, or was sent to another address."""
    for link, valid in VALID.items():
        if subject == link_subject(link, person_id=person_id, email=email, password_hash=password_hash):
            if now - issued_at <= valid:
                return
            break
    raise Refused("link-over")
