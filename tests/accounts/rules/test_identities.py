"""What do the claims of a provider mean here, who comes in by them, and which roles come and go?"""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.accounts.rules.identities import (
    Claimed,
    ClaimsMapping,
    Condition,
    OrganisationRule,
    RoleRule,
    WayIn,
    claimed,
    grant_changes,
    values_of,
    way_in,
)
from training.foundation.errors import Refused
from training.foundation.permissions import Grant, Role

MAPPING = ClaimsMapping(
    second_factor=frozenset({"urn:mfa"}),
    organisations=(
        OrganisationRule(claim="department", value="Town hall", organisation="hall"),
        OrganisationRule(claim="training.office"),
    ),
    roles=(
        RoleRule(
            when=Condition(claim="groups", value="officers"),
            grant=Grant(Role.TRAINING_OFFICER, organisation="own"),
            at_own_organisation=True,
        ),
        RoleRule(when=Condition(claim="realm_access.roles", value="trainer"), grant=Grant(Role.TRAINER, "linz")),
    ),
)
OFFICER, TRAINER = Grant(Role.TRAINING_OFFICER, organisation="hall"), Grant(Role.TRAINER, "linz")
GRANTS = st.frozensets(st.sampled_from([OFFICER, TRAINER, Grant(Role.PARTNER), Grant(Role.TRANSLATOR, language="de")]))


def read(**claims: Any) -> Claimed:
    """Read claims by the table above."""
    return claimed({"iss": "https://id.example", "sub": "1"} | claims, MAPPING, languages=("en", "de", "sl"))


@pytest.mark.parametrize(
    ("claims", "path", "values"),
    [
        ({"a": "x"}, "a", ("x",)),
        ({"a": ["x", "y"]}, "a", ("x", "y")),
        ({"a": {"b": {"c": ["x"]}}}, "a.b.c", ("x",)),
        ({"https://id.example/groups": ["x"]}, "https://id.example/groups", ("x",)),
        ({"a": 7}, "a", ("7",)),
        ({"a": True}, "a", ("true",)),
        ({"a": None}, "a", ()),
        ({"a": {"b": "x"}}, "a", ()),
        ({"a": [{"b": "x"}, None, "y"]}, "a", ("y",)),
        ({"a": "x"}, "a.b", ()),
        ({}, "a", ()),
    ],
)
def test_a_claim_says_its_values(claims: dict[str, Any], path: str, values: tuple[str, ...]) -> None:
    assert values_of(claims, path) == values


@pytest.mark.parametrize(
    ("claims", "organisation"),
    [
        ({"department": "Town hall"}, "hall"),
        ({"department": ["Archive", "Town hall"]}, "hall"),
        ({"department": "town hall"}, None),
        ({"training": {"office": "archive"}}, "archive"),
        ({"department": "Town hall", "training": {"office": "archive"}}, "hall"),
        ({}, None),
    ],
)
def test_the_first_rule_that_fits_names_the_organisation(claims: dict[str, Any], organisation: str | None) -> None:
    assert read(**claims).organisation == organisation


@pytest.mark.parametrize(
    ("claims", "grants"),
    [
        ({"groups": ["officers"], "department": "Town hall"}, {OFFICER}),
        ({"groups": ["officers"]}, set()),
        ({"realm_access": {"roles": ["trainer", "x"]}}, {TRAINER}),
        ({"groups": "officers", "department": "Town hall", "realm_access": {"roles": "trainer"}}, {OFFICER, TRAINER}),
        ({"groups": ["officer"]}, set()),
    ],
)
def test_every_rule_that_fits_gives_its_role(claims: dict[str, Any], grants: set[Grant]) -> None:
    """Without an organisation, "own" gives nothing: it would be everywhere."""
    assert read(**claims).grants == grants


@pytest.mark.parametrize(
    ("claims", "name"),
    [
        ({"name": "Jana  Nováková"}, "Jana Nováková"),
        ({"given_name": "Jana", "family_name": "Nováková"}, "Jana Nováková"),
        ({"name": "Jana\r\nSet-Cookie: x"}, "Jana Set-Cookie: x"),
        ({"name": " ", "email": "jana@example.org"}, "jana@example.org"),
        ({"name": "x" * 300}, "x" * 200),
        ({}, ""),
    ],
)
def test_a_name_is_one_line_and_not_endless(claims: dict[str, Any], name: str) -> None:
    assert read(**claims).name == name


@pytest.mark.parametrize(
    ("email", "kept"),
    [
        ("Jana@Example.ORG", "jana@example.org"),
        ("jana", None),
        ("", None),
        (None, None),
        (["jana@example.org", "eva@example.org"], None),
        ("jana\x07@example.org", None),
        (f"{'x' * 250}@example.org", None),
    ],
)
def test_what_cannot_be_an_address_is_none(email: object, kept: str | None) -> None:
    assert read(email=email).email == kept


@pytest.mark.parametrize(
    ("said", "truth"),
    [
        (True, True),
        (False, False),
        ("true", True),
        ("FALSE", False),
        (None, None),
        (1, None),
        ("yes", None),
        ([], None),
    ],
)
def test_an_address_is_verified_only_if_the_provider_says_so(said: object, truth: bool | None) -> None:
    assert read(email_verified=said).email_verified is truth


@pytest.mark.parametrize(
    ("locale", "language"), [("de-AT", "de"), ("sl_SI", "sl"), ("DE", "de"), ("fr", None), ("", None), (None, None)]
)
def test_a_language_is_one_of_the_house(locale: str | None, language: str | None) -> None:
    assert read(locale=locale).language == language


@pytest.mark.parametrize(
    ("claims", "second"),
    [
        ({"amr": ["pwd"]}, False),
        ({"amr": ["pwd", "otp"]}, True),
        ({"amr": ["mfa"]}, True),
        ({"amr": ["hwk"]}, True),
        ({"acr": "urn:mfa"}, True),
        ({"acr": "urn:pwd"}, False),
        ({}, False),
    ],
)
def test_a_second_factor_is_one_that_the_provider_names(claims: dict[str, Any], second: bool) -> None:
    assert read(**claims).second_factor is second


PERSON = {"name": "Jana", "email": "jana@example.org", "email_verified": True, "department": "Town hall"}


@pytest.mark.parametrize(
    ("claims", "facts", "way"),
    [
        ({}, {"known": True}, WayIn.KNOWN),
        ({}, {}, WayIn.NEW),
        ({"email_verified": None}, {}, WayIn.NEW),
        ({}, {"taken": True, "joins": True}, WayIn.JOINED),
        ({"department": None}, {"taken": True, "joins": True}, WayIn.JOINED),
        ({"email": None, "email_verified": False, "department": None}, {"known": True}, WayIn.KNOWN),
    ],
)
def test_a_person_comes_in(claims: dict[str, Any], facts: dict[str, bool], way: WayIn) -> None:
    standing = {"joins": False, "known": False, "taken": False, "bound": False} | facts

    assert way_in(read(**PERSON | claims), **standing) is way


@pytest.mark.parametrize(
    ("claims", "facts", "code"),
    [
        ({}, {"taken": True}, "sign-on-address-taken"),
        ({"email_verified": None}, {"taken": True, "joins": True}, "sign-on-address-taken"),
        ({"email_verified": False}, {"taken": True, "joins": True}, "sign-on-address-taken"),
        ({}, {"taken": True, "joins": True, "bound": True}, "sign-on-address-taken"),
        ({"email": None}, {}, "sign-on-without-address"),
        ({"email_verified": False}, {}, "sign-on-address-unverified"),
        ({"department": None}, {}, "sign-on-not-expected"),
    ],
)
def test_a_person_does_not_come_in(claims: dict[str, Any], facts: dict[str, bool], code: str) -> None:
    standing = {"joins": False, "known": False, "taken": False, "bound": False} | facts

    with pytest.raises(Refused, match=code):
        way_in(read(**PERSON | claims), **standing)


@given(claims=GRANTS, given_before=GRANTS, held=GRANTS)
def test_roles_follow_the_provider_and_those_given_here_stay(
    claims: frozenset[Grant], given_before: frozenset[Grant], held: frozenset[Grant]
) -> None:
    changes = grant_changes(claimed=claims, given=given_before, held=held)

    after = (held | changes.give) - changes.take
    assert claims <= after
    assert held - given_before <= after
    assert after - claims == held - given_before - claims
    assert changes.given <= claims & after
    # Nothing is left to do when the provider says the same again.
    again = grant_changes(claimed=claims, given=changes.given, held=after)
    assert not again.give | again.take
    assert again.given == changes.given
