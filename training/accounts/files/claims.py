"""How does it look as a file what the claims of a provider mean here?"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml

from training.accounts.rules.grants import check_grant
from training.accounts.rules.identities import ClaimsMapping, Condition, OrganisationRule, RoleRule
from training.foundation.errors import Refused
from training.foundation.permissions import Grant, Role

_FIELDS = {"join_by_address", "second_factor", "organisations", "roles"}
_OF_AN_ORGANISATION = {"claim", "value", "organisation"}
_OF_A_ROLE = {"claim", "value", "role", "region", "organisation", "language"}
#: In place of an organisation's key: that of the person.
_OWN = "own"


class ClaimsFault(Exception):
    """The file of claims cannot be used; the message says where and what to do, all faults at once."""


def read_claims(path: Path, *, languages: Iterable[str]) -> ClaimsMapping:
    """Read what claims mean here, or raise ClaimsFault."""
    try:
        read = yaml.safe_load(path.read_text("utf-8"))
    except OSError as fault:
        raise ClaimsFault(
            f"{path}: cannot be read ({fault.strerror}). It says what the provider's claims mean."
        ) from fault
    except (yaml.YAMLError, UnicodeDecodeError) as fault:
        raise ClaimsFault(f"{path}: is not YAML in UTF-8: {fault}") from fault
    document = {} if read is None else read
    if not isinstance(document, dict):
        raise ClaimsFault(f"{path}: begin it with “organisations:” or “roles:”.")
    faults = list(_faults(document, frozenset(languages)))
    if faults:
        raise ClaimsFault("\n".join(f"{path}: {fault}" for fault in faults))
    return ClaimsMapping(
        join_by_address=document.get("join_by_address", False),
        second_factor=frozenset(document.get("second_factor", ())),
        organisations=tuple(_organisation(entry) for entry in document.get("organisations", ())),
        roles=tuple(_role(entry) for entry in document.get("roles", ())),
    )


def _faults(document: dict[str, Any], languages: frozenset[str]) -> Iterator[str]:
    for name in sorted(map(str, document.keys() - _FIELDS)):
        yield f"has an unknown field “{name}”. Remove it."
    if not isinstance(document.get("join_by_address", False), bool):
        yield "“join_by_address”: write true or false."
    if not _are_texts(document.get("second_factor", [])):
        yield "“second_factor”: list the values of “acr” that mean two factors."
    for number, entry in _numbered(document, "organisations"):
        where = f"organisation {number}"
        yield from _entry_faults(entry, where, known=_OF_AN_ORGANISATION)
        if isinstance(entry, dict) and ("value" in entry) != ("organisation" in entry):
            yield f"{where}: give both “value” and “organisation”, or neither, and the claim itself is the key."
    for number, entry in _numbered(document, "roles"):
        where = f"role {number}"
        yield from _entry_faults(entry, where, known=_OF_A_ROLE, needed=("value", "role")) or _role_faults(
            entry, where, languages
        )


def _numbered(document: dict[str, Any], name: str) -> Iterator[tuple[int, Any]]:
    entries = document.get(name, [])
    # What is no list has one entry, and that has a fault.
    return enumerate(entries if isinstance(entries, list) else [entries], 1)


def _entry_faults(entry: Any, where: str, *, known: set[str], needed: Iterable[str] = ()) -> list[str]:
    if not isinstance(entry, dict):
        return [f"{where}: begin it with “- claim: …”."]
    return [
        *(f"{where} has an unknown field “{name}”. Remove it." for name in sorted(map(str, entry.keys() - known))),
        *(f"{where} lacks “{name}”. Add it." for name in ("claim", *needed) if name not in entry),
        *(f"{where}, “{name}”: write a text, in quotes." for name in entry if not _is_text(entry[name])),
    ]


def _role_faults(entry: dict[str, Any], where: str, languages: frozenset[str]) -> list[str]:
    if entry["role"] not in set(Role) - {Role.LEARNER}:
        return [f"{where}: “{entry['role']}” is no role that is given; everybody learns."]
    if entry.get("language", "en") not in languages:
        return [f"{where}, “language”: write a code such as de."]
    try:
        check_grant(_role(entry).grant)
    except Refused:
        return [f"{where}: “{entry['role']}” is not given so. Take region, organisation or language away."]
    return []


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _organisation(entry: dict[str, str]) -> OrganisationRule:
    if "value" not in entry:
        return OrganisationRule(claim=entry["claim"])
    return OrganisationRule(claim=entry["claim"], value=entry["value"], organisation=entry["organisation"])


def _role(entry: dict[str, str]) -> RoleRule:
    grant = Grant(Role(entry["role"]), entry.get("region"), entry.get("organisation"), entry.get("language"))
    when = Condition(claim=entry["claim"], value=entry["value"])
    return RoleRule(when=when, grant=grant, at_own_organisation=grant.organisation == _OWN)
