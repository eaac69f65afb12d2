"""When are figures sent, where may they go, and when is it given up?"""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from training.foundation.errors import Refused
from training.reporting.rules.deliveries import (
    HOUR,
    MOST_TRIES,
    Bucket,
    Failure,
    Sftp,
    Way,
    check_target,
    is_given_up,
    may_reach,
    next_due,
    target_of,
    wait_after,
    written_target,
)

VIENNA = ZoneInfo("Europe/Vienna")
SERVER = Sftp(host="files.example.eu", port=22, user="us", folder="in/2026", fingerprint="SHA256:" + "a" * 43)
STORE = Bucket(host="s3.example.eu", port=443, region="eu", bucket="figures", folder="", access_key="key")


@given(some.integers(0, 10 * 366 * 24 * 60))
def test_figures_are_sent_on_the_first_working_day_of_a_month(minutes: int) -> None:
    moment = datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)

    due = next_due(moment, VIENNA).astimezone(VIENNA)

    assert due > moment
    assert (due.hour, due.minute) == (HOUR, 0)
    assert due.weekday() < 5
    # Whatever lies before it in its month is a weekend.
    assert all((due - timedelta(days=days)).weekday() >= 5 for days in range(1, due.day))
    assert due - moment < timedelta(days=35)


def test_the_day_is_that_of_the_region() -> None:
    # The first of August 2026 is a Saturday.
    assert next_due(datetime(2026, 7, 31, 12, tzinfo=UTC), VIENNA) == datetime(2026, 8, 3, 7, tzinfo=UTC)
    assert next_due(datetime(2026, 12, 1, 8, tzinfo=UTC), VIENNA) == datetime(2027, 1, 1, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("address", "open_"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        *((inside, False) for inside in ("127.0.0.1", "10.1.2.3", "172.20.0.1", "192.168.1.1", "169.254.169.254")),
        *((inside, False) for inside in ("::1", "fe80::1%eth0", "fd00::1", "::ffff:10.0.0.1", "224.0.0.1")),
        ("100.64.0.1", False),
    ],
)
def test_only_public_addresses_are_reached(address: str, open_: bool) -> None:
    assert may_reach(address, host="files.example.eu", allowed=()) is open_
    assert may_reach(address, host="Files.example.eu", allowed={"files.example.eu"})


@pytest.mark.parametrize(
    ("target", "field"),
    [
        *((Sftp(**{**written_target(SERVER), "host": host}), "host") for host in ("", "a b", "http://x", "x/y", "-x")),
        (Sftp(**{**written_target(SERVER), "folder": "../up"}), "folder"),
        (Sftp(**{**written_target(SERVER), "folder": "a\nb"}), "folder"),
        (Sftp(**{**written_target(SERVER), "fingerprint": "MD5:aa:bb"}), "fingerprint"),
        (Bucket(**{**written_target(STORE), "bucket": "No"}), "bucket"),
    ],
)
def test_what_names_no_place_is_refused_at_its_field(target: Sftp | Bucket, field: str) -> None:
    with pytest.raises(Refused) as refusal:
        check_target(target)

    assert (refusal.value.code, refusal.value.facts["field"]) == (f"{field}-wrong", field)


def test_places_are_written_and_read_back() -> None:
    check_target(SERVER)
    check_target(STORE)
    check_target(Sftp(**{**written_target(SERVER), "host": "93.184.216.34"}))

    assert target_of(Way.SFTP, written_target(SERVER)) == SERVER
    assert target_of(Way.S3, written_target(STORE)) == STORE
    assert target_of(Way.LETTER, written_target(None)) is None


def test_waits_grow_and_end() -> None:
    waits = [wait_after(tries) for tries in range(1, MOST_TRIES + 1)]

    assert waits == sorted(waits)
    assert not is_given_up(Failure.UNREACHABLE, tries=MOST_TRIES - 1)
    assert is_given_up(Failure.UNREACHABLE, tries=MOST_TRIES)
    assert is_given_up(Failure.OTHER_HOST_KEY, tries=1)
