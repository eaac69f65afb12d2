"""Does a table of claims say what it means, and is every fault in it named at once?"""

from pathlib import Path

import pytest

from training.accounts.files import ClaimsFault, read_claims
from training.accounts.rules.identities import ClaimsMapping, Condition, OrganisationRule, RoleRule
from training.foundation.permissions import Grant, Role

WHOLE = """
join_by_address: true
second_factor: ["urn:mfa"]
organisations:
  - {claim: department, value: Town hall, organisation: hall}
  - claim: training_office
roles:
  - {claim: groups, value: officers, role: training-officer, organisation: own}
  - {claim: groups, value: trainers, role: trainer, region: linz}
  - {claim: groups, value: slovene, role: translator, language: sl}
  - {claim: groups, value: admins, role: administrator}
"""


def read(tmp_path: Path, text: str) -> ClaimsMapping:
    """Read a table that says this."""
    file = tmp_path / "claims.yaml"
    file.write_text(text)
    return read_claims(file, languages=("de", "en", "sl"))


def test_a_table_is_read(tmp_path: Path) -> None:
    def role(value: str, grant: Grant, *, own: bool = False) -> RoleRule:
        return RoleRule(when=Condition(claim="groups", value=value), grant=grant, at_own_organisation=own)

    assert read(tmp_path, WHOLE) == ClaimsMapping(
        join_by_address=True,
        second_factor=frozenset({"urn:mfa"}),
        organisations=(
            OrganisationRule(claim="department", value="Town hall", organisation="hall"),
            OrganisationRule(claim="training_office"),
        ),
        roles=(
            role("officers", Grant(Role.TRAINING_OFFICER, organisation="own"), own=True),
            role("trainers", Grant(Role.TRAINER, "linz")),
            role("slovene", Grant(Role.TRANSLATOR, language="sl")),
            role("admins", Grant(Role.ADMINISTRATOR)),
        ),
    )


def test_an_empty_table_lets_nobody_join_and_gives_nothing(tmp_path: Path) -> None:
    assert read(tmp_path, "# nothing yet\n") == ClaimsMapping()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("- a", "begin it with"),
        ("a: [", "is not YAML"),
        ("rolles: []", "unknown field “rolles”"),
        ("join_by_address: 'no'", "write true or false"),
        ("second_factor: urn:mfa", "list the values"),
        ("organisations: {claim: x, value: y}", "organisation 1: give both"),
        ("organisations: [x]", "organisation 1: begin it with"),
        ("organisations: [{claim: x, organisation: y}]", "organisation 1: give both"),
        ("organisations: [{value: y, organisation: z}]", "organisation 1 lacks “claim”"),
        ("roles: [{claim: x, role: trainer}]", "role 1 lacks “value”"),
        ("roles: [{claim: x, value: 7, role: trainer}]", "role 1, “value”: write a text"),
        ("roles: [{claim: x, value: y, role: boss}]", "“boss” is no role"),
        ("roles: [{claim: x, value: y, role: learner}]", "everybody learns"),
        ("roles: [{claim: x, value: y, role: trainer, organisation: hall}]", "“trainer” is not given so"),
        ("roles: [{claim: x, value: y, role: partner, region: a, organisation: b}]", "“partner” is not given so"),
        ("roles: [{claim: x, value: y, role: translator, language: xx}]", "role 1, “language”"),
    ],
)
def test_a_fault_is_named(tmp_path: Path, text: str, fault: str) -> None:
    with pytest.raises(ClaimsFault, match=fault):
        read(tmp_path, text)


def test_all_faults_are_named_at_once(tmp_path: Path) -> None:
    with pytest.raises(ClaimsFault) as raised:
        read(tmp_path, "x: 1\nroles: [{claim: x, value: y, role: boss}, y]\n")

    assert len(str(raised.value).splitlines()) == 3


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(ClaimsFault, match="cannot be read"):
        read_claims(tmp_path / "nowhere.yaml", languages=())
