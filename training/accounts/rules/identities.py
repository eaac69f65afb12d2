"""Who is a person whom a provider of sign-on knows, and what may they do here? Claims decide, by a table."""

import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from training.accounts.rules.people import check_email, normal_email
from training.foundation.errors import Refused
from training.foundation.permissions import Grant

Claims = Mapping[str, Any]

_LONGEST_EMAIL = 254
_LONGEST_NAME = 200
#: Ways of signing in that say two factors by themselves (RFC 8176).
_TWO_FACTORS = frozenset({"mfa", "otp", "hwk", "sc"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """One sign-on under way, as the browser's session keeps it: what only this browser can bring back.

    `expected` is the page that the person wanted, `language` that of the page on which they began.
    """

    state: str
    nonce: str
    verifier: str
    language: str
    expected: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A claim that says a value, alone or among others; dots in its name lead into objects: "realm_access.roles"."""

    claim: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationRule:
    """Whose claim says this value belongs to this organisation (its key); without a value the claim is the key."""

    claim: str
    value: str | None = None
    organisation: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleRule:
    """Whoever fulfils the condition has this grant; `at_own_organisation`: for the organisation of the person."""

    when: Condition
    grant: Grant
    at_own_organisation: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimsMapping:
    """What the claims of a provider mean here.

    `join_by_address`: an address that the provider has verified opens the account that has it. `second_factor` are
    values of "acr" that mean two factors. The first rule of an organisation that fits decides, and all of the roles.
    """

    join_by_address: bool = False
    second_factor: frozenset[str] = frozenset()
    organisations: tuple[OrganisationRule, ...] = ()
    roles: tuple[RoleRule, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """A person as a provider describes them, in this house's words; `email_verified` is None where it says nothing."""

    issuer: str
    subject: str
    name: str
    email: str | None
    email_verified: bool | None
    language: str | None
    organisation: str | None
    grants: frozenset[Grant]
    second_factor: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantChanges:
    """Which roles are given and taken, and which of all held came from the provider."""

    give: frozenset[Grant]
    take: frozenset[Grant]
    given: frozenset[Grant]


class WayIn(StrEnum):
    """How somebody whom a provider knows comes in."""

    KNOWN = "known"
    JOINED = "joined"
    NEW = "new"


def claimed(claims: Claims, mapping: ClaimsMapping, *, languages: Collection[str]) -> Claimed:
    """Read claims by what they mean here; what cannot be used is passed over."""
    email = _email(claims)
    organisation = _organisation(claims, mapping)
    return Claimed(
        issuer=claims["iss"],
        subject=claims["sub"],
        name=_name(claims) or email or "",
        email=email,
        email_verified=_truth(claims.get("email_verified")),
        language=_language(claims, languages),
        organisation=organisation,
        grants=frozenset(_grants(claims, mapping, organisation)),
        second_factor=_has_second_factor(claims, mapping),
    )


def way_in(claimed: Claimed, *, joins: bool, known: bool, taken: bool, bound: bool) -> WayIn:
    """Tell how somebody comes in, or raise Refused with what hinders them.

    `known`: they have been here by this provider. `taken`: there is an account with their address; `bound`: somebody
    else whom the provider knows comes in to it, as when an address is given to the next person of that name.
    """
    if known:
        return WayIn.KNOWN
    if claimed.email is None or not claimed.name:
        raise Refused("sign-on-without-address")
    if taken:
        if bound or not (joins and claimed.email_verified):
            raise Refused("sign-on-address-taken")
        return WayIn.JOINED
    if claimed.email_verified is False:
        raise Refused("sign-on-address-unverified")
    if claimed.organisation is None:
        raise Refused("sign-on-not-expected")
    return WayIn.NEW


def grant_changes(*, claimed: frozenset[Grant], given: frozenset[Grant], held: frozenset[Grant]) -> GrantChanges:
    """Compare what is claimed with what came from the provider before and with all that is held.

    A role that somebody here gave is never taken, whatever the provider says.
    """
    give = claimed - held
    still_given = given & held
    return GrantChanges(give=give, take=still_given - claimed, given=give | (still_given & claimed))


def values_of(claims: Claims, path: str) -> tuple[str, ...]:
    """Return what a claim says as texts: its values where it is a list, nothing where it is not there."""
    found: Any = claims.get(path)
    if found is None:
        found = claims
        for part in path.split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
    values = found if isinstance(found, list) else [found]
    return tuple(_text(value) for value in values if isinstance(value, str | int))


def _text(value: str | int) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _organisation(claims: Claims, mapping: ClaimsMapping) -> str | None:
    for rule in mapping.organisations:
        values = values_of(claims, rule.claim)
        if rule.value is None and values:
            return values[0]
        if rule.value is not None and rule.value in values:
            return rule.organisation
    return None


def _grants(claims: Claims, mapping: ClaimsMapping, organisation: str | None) -> list[Grant]:
    fitting = [rule for rule in mapping.roles if rule.when.value in values_of(claims, rule.when.claim)]
    return [
        replace(rule.grant, organisation=organisation) if rule.at_own_organisation else rule.grant
        for rule in fitting
        # Without an organisation it would be a grant for everywhere.
        if organisation or not rule.at_own_organisation
    ]


def _email(claims: Claims) -> str | None:
    email = normal_email(" ".join(values_of(claims, "email")))
    try:
        check_email(email)
    except Refused:
        return None
    return email if len(email) <= _LONGEST_EMAIL and email.isprintable() else None


def _name(claims: Claims) -> str:
    whole = " ".join(values_of(claims, "name"))
    parts = [text for part in ("given_name", "family_name") for text in values_of(claims, part)]
    typed = whole or " ".join(parts)
    plain = "".join(" " if unicodedata.category(letter)[0] in "CZ" else letter for letter in typed)
    return " ".join(plain.split())[:_LONGEST_NAME].strip()


def _language(claims: Claims, languages: Collection[str]) -> str | None:
    codes = (value.replace("_", "-").partition("-")[0].lower() for value in values_of(claims, "locale"))
    return next((code for code in codes if code in languages), None)


def _truth(value: Any) -> bool | None:
    # Some providers write it in quotes.
    return {"true": True, "false": False}.get(str(value).lower())


def _has_second_factor(claims: Claims, mapping: ClaimsMapping) -> bool:
    ways = set(values_of(claims, "amr"))
    return bool(ways & _TWO_FACTORS) or bool(mapping.second_factor & set(values_of(claims, "acr")))
