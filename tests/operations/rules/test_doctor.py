"""Does each rule find what is wrong, and keep silent where all is well?"""

from collections.abc import Iterable
from datetime import timedelta

import pytest

from tests import make
from training.operations.rules import doctor
from training.operations.rules.doctor import Finding
from training.operations.rules.health import DatabaseState

GOOD_KEY = "kX2wq9Zr7TnB4cVd8LmP1sHfJ6yG3uEa"


def codes(findings: Iterable[Finding]) -> list[str]:
    """Name what was found."""
    return [finding.code for finding in findings]


@pytest.mark.parametrize(
    ("key", "found"),
    [
        (GOOD_KEY, []),
        ("short", ["secret-key-weak"]),
        ("a" * 40, ["secret-key-weak"]),
        ("please change me, this is an Example!", ["secret-key-example"]),
    ],
)
def test_a_secret_key_is_long_random_and_ones_own(key: str, found: list[str]) -> None:
    assert codes(doctor.secret_findings(key, "")) == found


def test_what_is_found_about_secrets_quotes_none() -> None:
    found = list(doctor.secret_findings("hunter2", "hunter3"))

    assert codes(found) == ["secret-key-weak", "metrics-token-short"]
    assert "hunter" not in str(found)


@pytest.mark.parametrize(
    ("address", "secure", "demonstration", "found"),
    [
        ("https://training.example.eu", True, False, []),
        ("http://training.example.eu", True, False, ["address-not-https"]),
        ("https://training.example.eu", False, False, ["cookies-insecure"]),
        ("http://127.0.0.1:8000", False, True, ["demonstration"]),
    ],
)
def test_browsers_reach_the_site_by_https(address: str, secure: bool, demonstration: bool, found: list[str]) -> None:
    assert codes(doctor.address_findings(address, secure_cookies=secure, demonstration=demonstration)) == found


@pytest.mark.parametrize(
    ("storage", "workers", "demonstration", "found"),
    [
        ("memory://", 1, False, []),
        ("memory://", 2, False, ["limits-in-memory"]),
        ("memory://", 2, True, []),
        ("redis://127.0.0.1/0", 4, False, []),
    ],
)
def test_attempts_to_sign_in_are_counted_together(
    storage: str, workers: int, demonstration: bool, found: list[str]
) -> None:
    assert codes(doctor.limits_findings(storage, workers=workers, demonstration=demonstration)) == found


@pytest.mark.parametrize("state", DatabaseState)
def test_the_database_answers_at_this_version(state: DatabaseState) -> None:
    assert codes(doctor.database_findings(state)) == ([] if state is DatabaseState.WELL else [f"database-{state}"])


@pytest.mark.parametrize("pragma", doctor.PRAGMAS)
def test_each_pragma_is_as_it_should_be(pragma: str) -> None:
    (found,) = doctor.pragma_findings(doctor.PRAGMAS | {pragma: "0"})

    assert (found.code, found.facts["pragma"]) == ("pragma", pragma)
    assert codes(doctor.pragma_findings(doctor.PRAGMAS)) == []


@pytest.mark.parametrize(("version", "found"), [(150_000, []), (180_001, []), (149_999, ["postgresql-old"])])
def test_postgresql_is_new_enough(version: int, found: list[str]) -> None:
    assert codes(doctor.version_findings(version)) == found


def test_the_role_may_not_change_facts() -> None:
    assert codes(doctor.rights_findings([])) == []
    assert codes(doctor.rights_findings(["answer", "grade"])) == ["role-may-change-facts"]


def test_facts_refuse_changes() -> None:
    found = list(doctor.trigger_findings(["answer"], wanted=["answer", "grade"]))

    assert [finding.facts for finding in found] == [{"table": "grade"}]


@pytest.mark.parametrize(
    ("writable", "unsound", "found"),
    [
        (True, [], []),
        (False, [], ["media-not-writable"]),
        (True, ["a"], ["media-unsound"]),
        (False, ["a"], ["media-not-writable", "media-unsound"]),
    ],
)
def test_pictures_lie_where_their_rows_say(writable: bool, unsound: list[str], found: list[str]) -> None:
    assert codes(doctor.media_findings(writable=writable, known=3, unsound=unsound)) == found


def test_an_object_store_is_asked_by_https() -> None:
    assert codes(doctor.store_findings(in_clear=True)) == ["store-not-https"]
    assert codes(doctor.store_findings(in_clear=False)) == []


def test_every_language_has_words_and_every_zone_is_known() -> None:
    assert codes(doctor.language_findings(["sl"])) == ["catalogue-missing"]
    assert codes(doctor.zone_findings(["Europe/Ljubljana"])) == ["zone-unknown"]
    assert codes([*doctor.language_findings([]), *doctor.zone_findings([])]) == []


@pytest.mark.parametrize(("seconds", "found"), [(0, []), (5, []), (6, ["clock-skew"]), (-6, ["clock-skew"])])
def test_clocks_agree(seconds: int, found: list[str]) -> None:
    assert codes(doctor.clock_findings(make.NOW, make.NOW + timedelta(seconds=seconds))) == found


def test_there_is_room_to_grow() -> None:
    found = list(doctor.space_findings({"/big": 2 * 1024**3, "/small": 5 * 1024**2}))

    assert [finding.facts for finding in found] == [{"place": "/small", "megabytes": 5}]


@pytest.mark.parametrize(("hours", "found"), [(None, []), (0.5, []), (1, []), (2, ["letters-waiting"])])
def test_letters_do_not_wait_long(hours: float | None, found: list[str]) -> None:
    oldest = None if hours is None else make.NOW - timedelta(hours=hours)

    assert codes(doctor.letter_findings(oldest, now=make.NOW)) == found
