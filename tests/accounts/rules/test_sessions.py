"""Which session still stands, what may be done in it, and what does a browser tell of itself?"""

from datetime import timedelta

import pytest

from tests.make import NOW
from training.accounts.rules import device_of, held_meanwhile, is_recent, owes_second_factor, token_digest
from training.accounts.rules.sessions import LONGEST_DEVICE
from training.foundation.permissions import Grant, Role

CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36"


@pytest.mark.parametrize(
    ("told", "device"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Windows"),
        (CHROME, "Chrome, Windows"),
        (f"{CHROME} Edg/140.0", "Edge, Windows"),
        (f"{CHROME} OPR/120.0", "Opera, Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/140.0 Safari/537.36", "Chrome, Linux"),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36", "Chrome, Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/1 Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) Version/18.0 Safari/605.1", "Safari, macOS"),
        ("curl/8.9", ""),
        ("", ""),
        ("Firefox/" * 10_000, "Firefox"),
    ],
)
def test_a_device_is_a_coarse_word(told: str, device: str) -> None:
    assert device_of(told) == device
    assert len(device) <= LONGEST_DEVICE


@pytest.mark.parametrize(
    ("role", "required", "proven", "owes"),
    [
        (Role.TRAINER, True, False, True),
        (Role.PARTNER, True, False, True),
        (Role.ADMINISTRATOR, True, False, True),
        (Role.TRANSLATOR, True, False, False),
        (Role.LEARNER, True, False, False),
        (Role.TRAINER, False, False, False),
        (Role.TRAINER, True, True, False),
    ],
)
def test_some_roles_owe_a_second_factor_where_the_site_asks(
    role: Role, required: bool, proven: bool, owes: bool
) -> None:
    grants = (Grant(Role.LEARNER), Grant(role, "linz"))

    assert owes_second_factor(grants, required=required, proven=proven) is owes


def test_until_then_only_learning_is_left() -> None:
    grants = (Grant(Role.LEARNER), Grant(Role.TRAINER, "linz"), Grant(Role.TRANSLATOR))

    assert held_meanwhile(grants) == (Grant(Role.LEARNER),)


@pytest.mark.parametrize(("minutes", "recent"), [(0, True), (10, True), (10.1, False), (-1, False)])
def test_what_lies_ahead_is_not_recent(minutes: float, recent: bool) -> None:
    moment = NOW - timedelta(minutes=minutes)

    assert is_recent(moment, now=NOW, within=timedelta(minutes=10)) is recent


def test_no_cookie_can_be_made_from_what_is_kept() -> None:
    kept = token_digest("a token")

    assert len(kept) == 64
    assert token_digest(kept) != kept
