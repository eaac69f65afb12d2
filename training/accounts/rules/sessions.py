"""Which session still stands, what may be done in it, and on what kind of device?"""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from training.foundation.permissions import ASKED_FOR_TWO, Grant, Role

#: Whoever changes how to sign in has proven within this time to be the same person still.
CONFIRMED_FOR = timedelta(minutes=10)
#: Between a right password and the second factor.
HALFWAY_FOR = timedelta(minutes=10)
#: That somebody is still here is noted no more often.
SEEN_EVERY = timedelta(hours=1)
LONGEST_DEVICE = 60
#: A browser tells more about itself than anybody reads.
_READ = 500

# In this order: Edge and Opera call themselves Chrome too, and Chrome calls itself Safari.
_BROWSERS = (
    ("Edge", r"\bEdg(?:e|A|iOS)?/"),
    ("Opera", r"\bOPR/"),
    ("Samsung Internet", r"\bSamsungBrowser/"),
    ("Firefox", r"\b(?:Firefox|FxiOS)/"),
    ("Chrome", r"\b(?:Chrome|Chromium|HeadlessChrome|CriOS)/"),
    ("Safari", r"\bSafari/"),
)
_SYSTEMS = (
    ("Android", r"\bAndroid\b"),
    ("iPhone", r"\biPhone\b"),
    ("iPad", r"\biPad\b"),
    ("Windows", r"\bWindows\b"),
    ("ChromeOS", r"\bCrOS\b"),
    ("macOS", r"\bMac OS X\b"),
    ("Linux", r"\bLinux\b"),
)


class Way(StrEnum):
    """How somebody came in."""

    PASSWORD = "password"  # noqa: S105 (a way in)
    PASSKEY = "passkey"
    PROVIDER = "provider"


def token_digest(token: str) -> str:
    """Return what is kept of a session's token: enough to know it again, too little to make a cookie from."""
    return sha256(token.encode()).hexdigest()


def device_of(user_agent: str) -> str:
    """Return browser and system in a word each, "Firefox, Windows"; what is not known is left out."""
    told = user_agent[:_READ]
    words = [next((name for name, mark in kinds if re.search(mark, told)), "") for kinds in (_BROWSERS, _SYSTEMS)]
    return ", ".join(word for word in words if word)


def owes_second_factor(grants: Iterable[Grant], *, required: bool, proven: bool) -> bool:
    """Tell whether the site asks whoever holds these grants for a second factor that this session has not seen."""
    return required and not proven and any(grant.role in ASKED_FOR_TWO for grant in grants)


def held_meanwhile(grants: Iterable[Grant]) -> tuple[Grant, ...]:
    """Return what is left of the grants until a second factor is proven: learning."""
    return tuple(grant for grant in grants if grant.role is Role.LEARNER)


def is_recent(moment: datetime, *, now: datetime, within: timedelta) -> bool:
    """Tell whether a moment lies no further back than this, and not ahead."""
    return timedelta(0) <= now - moment <= within
