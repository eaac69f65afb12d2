"""Which password will do, which address, and where may a sign-in lead?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.accounts.rules import check_email, check_password, normal_email, normal_password, safe_next
from training.foundation.errors import Refused


@pytest.mark.parametrize("password", ["twelve chars", "aaaaaaaaaaaa", "žluťoučký kůň", "x" * 1000])
def test_length_is_all_that_a_password_needs(password: str) -> None:
    check_password(password, email="jana@example.org")


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("eleven char", "password-too-short"),
        ("x" * 1001, "password-too-long"),
        ("Jana.Novakova@example.org", "password-is-address"),
        ("jana.novakova", "password-is-address"),
    ],
)
def test_a_password_is_refused_when_it_is_easy_to_guess(password: str, code: str) -> None:
    with pytest.raises(Refused, match=code):
        check_password(password, email="jana.novakova@example.org")


def test_letters_count_as_people_count_them() -> None:
    """Eleven letters with carons are not twelve because a keyboard sends the carons by themselves."""
    eleven = "z\N{COMBINING CARON}" * 11

    with pytest.raises(Refused, match="password-too-short"):
        check_password(eleven, email="jana@example.org")


def test_a_password_is_the_same_from_every_keyboard() -> None:
    assert normal_password("z\N{COMBINING CARON}") == normal_password("ž")


def test_an_address_has_one_spelling() -> None:
    assert normal_email("  Jana@Example.ORG ") == "jana@example.org"


@pytest.mark.parametrize("typed", ["", "jana", "@example.org", "jana@", "jana@x@y", "jana nova@example.org"])
def test_what_cannot_be_an_address_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match="address-malformed"):
        check_email(typed)


@pytest.mark.parametrize("path", ["/", "/de/modules", "/de/attempts/1/questions/2?from=a&to=b", "/sl/moduli/č"])
def test_a_page_of_this_site_is_a_safe_place_to_go(path: str) -> None:
    assert safe_next(path) == path


@pytest.mark.parametrize(
    "path",
    [
        None,
        "",
        "de/modules",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/de/\\..",
        "/\t/evil.example",
        "/\n/evil.example",
        "\t//evil.example",
        " //evil.example",
        "/de\r\nSet-Cookie: a=b",
        "/de\0",
        "/\N{RIGHT-TO-LEFT OVERRIDE}",
        "https://evil.example",
        "https:/evil.example",
        "javascript:alert(1)",
        "data:text/html,x",
    ],
)
def test_a_place_that_may_lead_elsewhere_is_not_gone_to(path: str | None) -> None:
    assert safe_next(path) is None


@given(st.text())
def test_what_is_safe_begins_with_one_slash_and_hides_nothing(path: str) -> None:
    if safe_next(path) is not None:
        assert path[0] == "/"
        assert path[1:2] not in ("/", "\\")
        assert path.isprintable() or " " in path or not path.isascii()
