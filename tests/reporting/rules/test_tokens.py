"""Is a token good for what it says, as long as it says, and for no more than its person may do?"""

import re
from datetime import date, timedelta

import pytest

from training.foundation.errors import NotFound, Refused
from training.foundation.permissions import Grant, Reach, Role
from training.reporting.rules.tokens import (
    LIFETIMES,
    Bearer,
    Wish,
    check_wish,
    figures_only,
    lifetime,
    new_token,
    read_token,
    scope_of,
    token_digest,
)

DAY = date(2026, 11, 20)


def test_a_token_is_256_random_bits_that_can_be_recognised() -> None:
    tokens = {new_token() for _ in range(50)}

    assert len(tokens) == 50
    assert all(re.fullmatch(r"ict_[\w-]{43}", token) for token in tokens)
    assert re.fullmatch(r"[0-9a-f]{64}", token_digest(tokens.pop()))


def test_a_token_is_read_as_it_was_shown() -> None:
    token = new_token()

    assert read_token(f"Bearer {token}") == read_token(f" bearer  {token} ") == token


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer ", "Basic eDp5", "ict_x"])
def test_without_a_token_it_is_missing(header: str | None) -> None:
    with pytest.raises(Refused, match="token-missing"):
        read_token(header)


@pytest.mark.parametrize("token", ["x", "ICT_x", "ict_ž", f"ict_{'x' * 200}"])
def test_what_looks_otherwise_is_not_asked_for(token: str) -> None:
    with pytest.raises(Refused, match="token-unknown"):
        read_token(f"Bearer {token}")


def test_a_token_is_good_for_a_year_at_most() -> None:
    assert lifetime(365) == timedelta(days=365) == timedelta(days=max(LIFETIMES))
    for days in (0, -1, 366, 31):
        with pytest.raises(Refused, match="lifetime-unknown"):
            lifetime(days)


def test_a_token_has_a_name_and_a_place_of_its_person() -> None:
    def wish(name: str, place: str) -> Wish:
        return Wish(name=name, place=place, good_for=lifetime(30))

    check_wish(wish("x" * 60, "*"), [])
    check_wish(wish("x", "linz"), ["linz"])
    for name, code in ((" ", "name-missing"), ("x" * 61, "name-too-long")):
        with pytest.raises(Refused, match=code):
            check_wish(wish(name, "*"), [])
    with pytest.raises(NotFound):
        check_wish(wish("x", "padova"), ["linz"])


def test_nothing_but_seeing_figures_is_left_of_grants() -> None:
    partner, officer = Grant(Role.PARTNER, "linz"), Grant(Role.TRAINING_OFFICER, None, "hall")

    assert figures_only([Grant(Role.LEARNER), Grant(Role.TRAINER, "linz"), partner, officer]) == (partner, officer)


def test_a_place_says_how_far_a_token_goes() -> None:
    none: frozenset[str] = frozenset()

    assert scope_of("*") == Reach(everywhere=True, regions=none, organisations=none)
    assert scope_of("linz") == Reach(everywhere=False, regions=frozenset({"linz"}), organisations=none)
    assert scope_of("linz/hall") == Reach(everywhere=False, regions=none, organisations=frozenset({"hall"}))


def test_what_is_noted_is_noted_once_a_day() -> None:
    bearer = Bearer(id=1, token_id=1, grants=(), place="*", used_on=DAY, taken=("2026Q3",))

    assert bearer.has_noted(day=DAY, taken=None)
    assert bearer.has_noted(day=DAY, taken="2026Q3")
    assert not bearer.has_noted(day=DAY, taken="2026Q2")
    assert not bearer.has_noted(day=DAY + timedelta(days=1), taken=None)
