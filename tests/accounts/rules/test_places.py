"""Are keys made from names, and domains read as they are typed?"""

import pytest

from training.accounts.rules.places import domain_of, domains_in, key_from
from training.accounts.rules.registration import domains_of, organisation_for
from training.foundation.errors import Refused


@pytest.mark.parametrize(
    ("name", "taken", "key"),
    [
        ("Město Loket", (), "mesto-loket"),
        ("Urząd Miejski, Łódź", (), "urzad-miejski-lodz"),
        ("Hall", ("hall", "hall-2"), "hall-3"),
        ("???", (), "organisation"),
    ],
)
def test_a_key_is_plain_and_new(name: str, taken: tuple[str, ...], key: str) -> None:
    assert key_from(name, taken=taken) == key


def test_a_key_fits_its_column() -> None:
    assert len(key_from("x" * 300, taken={"x" * 50})) <= 60


def test_domains_are_read_once_each_in_the_spelling_of_the_net() -> None:
    assert domains_in(" LINZ.at, @ooe.gv.at;jana@münchen.de linz.at.") == ("linz.at", "ooe.gv.at", "xn--mnchen-3ya.de")


@pytest.mark.parametrize("typed", ["linz", "linz..at", "-linz.at", "*.at", "a b.at", "linz.at/x"])
def test_what_is_no_domain_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match="domain-malformed"):
        domains_in(typed)


class Office:
    """An organisation with its domains."""

    def __init__(self, mail_domains: str) -> None:
        """Remember them."""
        self.mail_domains = mail_domains


@pytest.mark.parametrize(
    ("email", "found"),
    [
        ("jana@linz.at", True),
        ("jana@LINZ.AT", True),
        ("jana@ooe.gv.at", True),
        ("jana@sub.linz.at", False),
        ("jana@evil-linz.at", False),
        ("jana@linz.at.evil.example", False),
        ("jana@linz.at@evil.example", False),
        ("jana", False),
        ("", False),
    ],
)
def test_only_exactly_the_domain_of_an_organisation_opens_the_door(email: str, found: bool) -> None:
    office = Office("linz.at ooe.gv.at")
    assert organisation_for(email, [Office(""), office]) is (office if found else None)


def test_domains_are_listed_in_order() -> None:
    assert domains_of([Office("linz.at ooe.gv.at"), Office("brno.cz")]) == ["brno.cz", "linz.at", "ooe.gv.at"]
    assert domain_of("x@Brno.CZ") == "brno.cz"
