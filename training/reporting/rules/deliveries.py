"""Where are figures sent every month, when, and what becomes of a try that failed?"""

import re
from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from ipaddress import ip_address
from typing import Any
from zoneinfo import ZoneInfo

from training.foundation.errors import Refused

#: By the clock of the person's region.
HOUR = 9
#: After so many tries in vain it waits for a person.
MOST_TRIES = 5
HOLD_WHILE_SENDING = timedelta(minutes=10)
_WAITS = (timedelta(minutes=15), timedelta(hours=2), timedelta(hours=8), timedelta(hours=24))
_SATURDAY = 5
_HOST = re.compile(r"(?=.{1,253}\Z)[a-z0-9]([a-z0-9.-]*[a-z0-9])?", re.IGNORECASE | re.ASCII)
_FINGERPRINT = re.compile(r"SHA256:[A-Za-z0-9+/]{43}", re.ASCII)
_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", re.ASCII)
_FOLDER = re.compile(r"[\w.~ /-]{0,200}")


class Way(StrEnum):
    """How figures reach somebody: a letter with a link, or a file put somewhere."""

    LETTER = "letter"
    SFTP = "sftp"
    S3 = "s3"


class Failure(StrEnum):
    """Why nothing was sent; never what the other side said in words."""

    NOTHING_RELEASED = "nothing-released"
    NOT_ALLOWED = "not-allowed"
    ADDRESS_CLOSED = "address-closed"
    UNREACHABLE = "unreachable"
    OTHER_HOST_KEY = "other-host-key"
    NOT_LET_IN = "not-let-in"
    NOT_WRITTEN = "not-written"
    SECRET_LOST = "secret-lost"  # noqa: S105 (a code)


#: Trying again would not help: a person has to do something.
FINAL = frozenset({Failure.NOT_ALLOWED, Failure.ADDRESS_CLOSED, Failure.OTHER_HOST_KEY, Failure.SECRET_LOST})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sftp:
    """A folder on a server of SFTP, which is known by the fingerprint of its key ("SHA256:…")."""

    host: str
    port: int
    user: str
    folder: str
    fingerprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bucket:
    """A bucket of an object store that speaks S3, over TLS unless it is on this very machine."""

    host: str
    port: int
    region: str
    bucket: str
    folder: str
    access_key: str


Target = Sftp | Bucket


def target_of(way: Way, written: dict[str, Any]) -> Target | None:
    """Read where to put files, as `written_target` wrote it; None for a letter."""
    match way:
        case Way.SFTP:
            return Sftp(**written)
        case Way.S3:
            return Bucket(**written)
        case Way.LETTER:
            return None


def written_target(target: Target | None) -> dict[str, Any]:
    """Write where to put files; the secret is kept apart, and sealed."""
    return asdict(target) if target else {}


def check_target(target: Target) -> None:
    """Raise Refused for a field that does not name a place: ("host-wrong", field="host") and so on."""
    wrong = {
        "host": not _HOST.fullmatch(target.host) and not _is_address(target.host),
        "folder": not _FOLDER.fullmatch(target.folder) or ".." in target.folder.split("/"),
        "fingerprint": isinstance(target, Sftp) and not _FINGERPRINT.fullmatch(target.fingerprint),
        "bucket": isinstance(target, Bucket) and not _BUCKET.fullmatch(target.bucket),
    }
    for field, is_wrong in wrong.items():
        if is_wrong:
            raise Refused(f"{field}-wrong", field=field)


def may_reach(address: str, *, host: str, allowed: Collection[str]) -> bool:
    """Tell whether something may be sent to this network address, which a host's name has led to.

    Only to public ones: behind the site's own walls stand servers that trust it. Hosts that the site's operator has
    allowed by name may be anywhere.
    """
    if host.lower() in allowed:
        return True
    found = ip_address(address.partition("%")[0])
    inside = getattr(found, "ipv4_mapped", None) or found
    return inside.is_global and not inside.is_multicast


def next_due(after: datetime, zone: ZoneInfo) -> datetime:
    """Return the first working day of a month at `HOUR` o'clock, the first such moment after another one.

    Saturdays and Sundays are no working days; of holidays nothing is known here.
    """
    local = after.astimezone(zone)
    here = _first_working_day(local.year, local.month, zone)
    if here > after:
        return here
    year, month = (local.year, local.month + 1) if local.month < 12 else (local.year + 1, 1)  # noqa: PLR2004 (December)
    return _first_working_day(year, month, zone)


def wait_after(tries: int) -> timedelta:
    """Return how long to wait after so many tries in vain."""
    return _WAITS[min(tries, len(_WAITS)) - 1]


def is_given_up(failure: Failure, *, tries: int) -> bool:
    """Tell whether a person has to do something before anything is sent again."""
    return failure in FINAL or tries >= MOST_TRIES


def _first_working_day(year: int, month: int, zone: ZoneInfo) -> datetime:
    first = datetime.combine(datetime(year, month, 1), time(HOUR), tzinfo=zone)  # noqa: DTZ001 (the day alone)
    while first.weekday() >= _SATURDAY:
        first += timedelta(days=1)
    return first


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
