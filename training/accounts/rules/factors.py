"""Which code is good, how is one spelt, and whom does a passkey belong to?"""

import hmac
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from ipaddress import ip_address
from urllib.parse import urlsplit

from pyotp import HOTP, TOTP

from training.foundation.errors import Refused

#: Under this name apps and browsers list what belongs to the site.
SITE_NAME = "InduCCI Training"
RECOVERY_CODES = 10
LONGEST_NAME = 60
MOST_PASSKEYS = 10
#: Whoever asks for a passkey gets so much time to show it.
CHALLENGE_FOR = timedelta(minutes=5)
#: Digits and letters that nobody takes for one another; sixteen of them are eighty bits.
RECOVERY_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
RECOVERY_LENGTH = 16

_STEP_SECONDS = 30
#: A clock that goes wrong by half a minute is still right.
_WINDOW = (-1, 0, 1)
_DIGITS = re.compile(r"[0-9]{6}")
_MISREAD = str.maketrans({"o": "0", "i": "1", "l": "1"})


@dataclass(frozen=True, slots=True)
class RelyingParty:
    """The site as passkeys know it: the host they belong to, and where a page of it comes from."""

    id: str
    origin: str


def relying_party(public_address: str) -> RelyingParty | None:
    """Return the site at an address as passkeys know it; None where it has a number instead of a name."""
    parts = urlsplit(public_address)
    host = parts.hostname or ""
    try:
        ip_address(host)
    except ValueError:
        return RelyingParty(host, f"{parts.scheme}://{parts.netloc}") if host else None
    return None


def user_handle(person_id: int, site: RelyingParty) -> bytes:
    """Return what passkeys know a person by: the same for all of one person, and telling nothing about them."""
    return sha256(f"{site.id} {person_id}".encode()).digest()


def matching_step(secret: str, typed: str, *, now: datetime, last_step: int) -> int | None:
    """Return the half minute that a typed code is of; None where it is wrong, or no later than the last one taken.

    RFC 6238, with six digits.
    """
    code = "".join(typed.split())
    if not _DIGITS.fullmatch(code):
        return None
    here = int(now.timestamp()) // _STEP_SECONDS
    codes = HOTP(secret)
    steps = [step for step in (here + shift for shift in _WINDOW) if step > last_step]
    return next((step for step in steps if hmac.compare_digest(codes.at(step), code)), None)


def app_address(secret: str, email: str) -> str:
    """Return what an authenticator app reads from a QR code."""
    return TOTP(secret).provisioning_uri(name=email, issuer_name=SITE_NAME)


def grouped(letters: str, *, by: str = " ") -> str:
    """Write letters in groups of four, so that they can be typed."""
    return by.join(letters[start : start + 4] for start in range(0, len(letters), 4))


def normal_recovery_code(typed: str) -> str | None:
    """Give a recovery code its one spelling, or None where it cannot be one."""
    plain = re.sub(r"[\s-]", "", typed.lower()).translate(_MISREAD)
    fits = len(plain) == RECOVERY_LENGTH and set(plain) <= set(RECOVERY_LETTERS)
    return plain if fits else None


def check_passkey_name(name: str, *, taken: Iterable[str]) -> str:
    """Return the name of a new passkey in its one spelling, or raise Refused where it will not do.

    Refused("name-missing"), Refused("name-too-long"), Refused("name-taken"), Refused("passkeys-too-many").
    """
    names = list(taken)
    if len(names) >= MOST_PASSKEYS:
        raise Refused("passkeys-too-many", most=MOST_PASSKEYS)
    plain = " ".join(name.split())
    if not plain:
        raise Refused("name-missing")
    if len(plain) > LONGEST_NAME:
        raise Refused("name-too-long", longest=LONGEST_NAME)
    if plain.casefold() in (each.casefold() for each in names):
        raise Refused("name-taken")
    return plain
