"""Is a code good within its minute and never twice, and does nobody misread one?"""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyotp import TOTP

from tests.make import NOW
from training.accounts.rules.factors import (
    LONGEST_NAME,
    MOST_PASSKEYS,
    RECOVERY_LENGTH,
    RECOVERY_LETTERS,
    RelyingParty,
    app_address,
    check_passkey_name,
    grouped,
    matching_step,
    normal_recovery_code,
    relying_party,
    user_handle,
)
from training.accounts.rules.sealing import seal_of
from training.foundation.errors import Refused

SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
STEP = int(NOW.timestamp()) // 30


def test_a_code_is_that_of_the_standard() -> None:
    """RFC 6238, appendix B: the last six digits of the eight."""
    moment = datetime.fromtimestamp(1111111109, UTC)

    assert matching_step(SECRET, "081 804", now=moment, last_step=0) == 1111111109 // 30


@pytest.mark.parametrize(("shift", "good"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_clock_may_go_wrong_by_half_a_minute(shift: int, good: bool) -> None:
    typed = TOTP(SECRET).at(NOW + timedelta(seconds=30 * shift))

    assert (matching_step(SECRET, typed, now=NOW, last_step=0) is not None) is good


def test_a_code_is_good_once() -> None:
    typed = TOTP(SECRET).at(NOW)

    assert matching_step(SECRET, typed, now=NOW, last_step=STEP - 1) == STEP
    assert matching_step(SECRET, typed, now=NOW, last_step=STEP) is None


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "12345a", "١٢٣٤٥٦", "-12345"])
def test_what_is_not_six_digits_is_no_code(typed: str) -> None:
    assert matching_step(SECRET, typed, now=NOW, last_step=0) is None


@given(st.text(alphabet=RECOVERY_LETTERS, min_size=RECOVERY_LENGTH, max_size=RECOVERY_LENGTH))
def test_a_recovery_code_is_read_however_it_is_written_down(code: str) -> None:
    misread = grouped(code, by="-").upper().replace("0", "O").replace("1", "l")

    assert normal_recovery_code(f" {misread} ") == code


@pytest.mark.parametrize("typed", ["", "123456", "u" * 16, "0" * 17, "ž" * 16])
def test_what_cannot_be_a_recovery_code_is_none(typed: str) -> None:
    assert normal_recovery_code(typed) is None


@pytest.mark.parametrize(
    ("address", "site"),
    [
        ("https://training.example.eu", RelyingParty("training.example.eu", "https://training.example.eu")),
        ("http://localhost:8000", RelyingParty("localhost", "http://localhost:8000")),
        ("http://127.0.0.1:8000", None),
        ("http://[::1]:8000", None),
        ("", None),
    ],
)
def test_passkeys_belong_to_a_site_with_a_name(address: str, site: RelyingParty | None) -> None:
    assert relying_party(address) == site


def test_a_person_is_one_to_all_own_passkeys_and_nobody_elses() -> None:
    here, there = RelyingParty("a.example", ""), RelyingParty("b.example", "")

    assert len({user_handle(1, here), user_handle(1, here), user_handle(2, here), user_handle(1, there)}) == 3


@pytest.mark.parametrize(
    ("name", "taken", "code"),
    [
        ("  ", [], "name-missing"),
        ("x" * (LONGEST_NAME + 1), [], "name-too-long"),
        (" PHONE ", ["Phone"], "name-taken"),
        ("new", [str(number) for number in range(MOST_PASSKEYS)], "passkeys-too-many"),
    ],
)
def test_a_name_that_will_not_do_is_refused(name: str, taken: list[str], code: str) -> None:
    with pytest.raises(Refused, match=code):
        check_passkey_name(name, taken=taken)


def test_a_name_is_kept_in_one_spelling() -> None:
    assert check_passkey_name("  blue   key ", taken=["phone"]) == "blue key"


def test_the_app_reads_whose_account_it_is() -> None:
    address = app_address(SECRET, "jana@example.org")

    assert address.startswith("otpauth://totp/InduCCI%20Training:jana%40example.org?secret=" + SECRET)


def test_what_is_sealed_is_opened_by_the_same_key_only() -> None:
    seal, other = seal_of("one key of the site"), seal_of("another key of the site")
    sealed = seal.closed(SECRET)

    assert SECRET not in sealed
    assert (seal.opened(sealed), other.opened(sealed), seal.opened("ž")) == (SECRET, None, None)
    assert seal.mark("code") != other.mark("code")
