"""Is a link in a letter good once, for a time, and for the address that it was sent to?"""

from datetime import timedelta
from typing import Any

import pytest

from tests.make import NOW
from training.accounts.rules import VALID, Link, check_link, link_subject
from training.foundation.errors import Refused

JANA: dict[str, Any] = {"person_id": 7, "email": "jana@example.org", "password_hash": None}


@pytest.mark.parametrize("link", Link)
def test_a_link_is_good_until_its_time_is_over(link: Link) -> None:
    subject = link_subject(link, **JANA)

    check_link(subject, **JANA, issued_at=NOW, now=NOW + VALID[link])

    with pytest.raises(Refused, match="link-over"):
        check_link(subject, **JANA, issued_at=NOW, now=NOW + VALID[link] + timedelta(seconds=1))


@pytest.mark.parametrize(
    "since",
    [{"password_hash": "another"}, {"email": "jana@other.example"}, {"person_id": 8}],
    ids=str,
)
def test_a_link_is_dead_when_password_or_address_are_others(since: dict[str, Any]) -> None:
    subject = link_subject(Link.RESET, **JANA)

    with pytest.raises(Refused, match="link-over"):
        check_link(subject, **(JANA | since), issued_at=NOW, now=NOW)


def test_a_link_lives_no_longer_by_another_name() -> None:
    _, fingerprint = link_subject(Link.RESET, **JANA).split()

    assert VALID[Link.RESET] < VALID[Link.INVITATION]
    assert link_subject(Link.INVITATION, **JANA) == f"invitation {fingerprint}"
    with pytest.raises(Refused, match="link-over"):
        check_link(f"forever {fingerprint}", **JANA, issued_at=NOW, now=NOW)


def test_the_subject_of_a_link_tells_nothing_about_the_person() -> None:
    subject = link_subject(Link.RESET, person_id=7, email="jana@example.org", password_hash="$argon2id$secret")

    assert "jana" not in subject
    assert "secret" not in subject
