"""Do regions, people and roles come to be once, and does signing in betray nothing?"""

import statistics
from datetime import datetime
from time import perf_counter
from typing import Any

import pytest
from argon2 import PasswordHasher, extract_parameters
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests import make
from training.accounts import actions
from training.accounts.actions import signing
from training.accounts.models import Organisation, Person, Region, RoleGrant
from training.accounts.rules import AUTHORITY, Partner, RegionEntry
from training.foundation.audit import AuditEntry
from training.foundation.errors import Refused
from training.foundation.permissions import Role

PASSWORD = "a long enough password"


def entry(key: str = "linz", *, name: str = "Linz") -> RegionEntry:
    """Make a region as the file tells it."""
    names = {"en": name}
    partner = Partner(key=f"{key}-partner", name="Partner")
    return RegionEntry(
        key=key, names=names, countries=names, languages=("de",), time_zone="Europe/Vienna", partners=(partner,)
    )


@pytest.fixture
def jana(session: Session) -> Person:
    """Give a person with a password."""
    return make.person(session, email="jana@example.org", name="Jana Canary", password=PASSWORD)


def test_regions_are_kept_with_their_partners_in_the_order_of_the_file(session: Session) -> None:
    kept = actions.keep_regions(session, [entry("linz"), entry("padova")])

    assert [(region.key, region.position) for region in kept] == [("linz", 1), ("padova", 2)]
    assert session.scalars(select(Organisation.key).order_by(Organisation.key)).all() == [
        "linz-partner",
        "padova-partner",
    ]


def test_keeping_regions_again_corrects_them(session: Session) -> None:
    (first,) = actions.keep_regions(session, [entry(name="Lins")])

    actions.keep_regions(session, [entry(name="Linz")])

    session.expire_all()
    assert session.scalar(select(func.count()).select_from(Region)) == 1
    assert first.names == {"en": "Linz"}


def test_a_new_person_may_learn_and_has_no_password(session: Session, now: datetime) -> None:
    office = make.organisation(session)

    person = actions.add_person(
        session, email=" Jana@Example.org", name=" Jana ", organisation=office, language="cs", now=now
    )

    assert (person.email, person.name, person.password_hash) == ("jana@example.org", "Jana", None)
    grants = session.execute(select(RoleGrant.role, RoleGrant.region_id).filter_by(person_id=person.id)).all()
    assert grants == [("learner", None)]
    assert _events(session) == ["person-added", "role-granted"]


def test_an_address_belongs_to_one_person(session: Session, now: datetime, jana: Person) -> None:
    office = make.organisation(session)

    with pytest.raises(Refused, match="address-taken"):
        actions.add_person(session, email="JANA@example.org", name="J", organisation=office, language="cs", now=now)


@pytest.mark.parametrize("scope", ["linz", None])
def test_a_role_is_granted_once(session: Session, now: datetime, jana: Person, scope: str | None) -> None:
    region = make.region(session, scope) if scope else None

    first = actions.grant_role(session, jana, Role.TRAINER, region=region, now=now)
    second = actions.grant_role(session, jana, Role.TRAINER, region=region, now=now)

    assert first is second
    assert _events(session) == ["role-granted"]


def test_a_password_is_kept_as_an_argon2_hash_of_the_decided_cost(jana: Person) -> None:
    cost = extract_parameters(jana.password_hash or "")

    assert (cost.type.name, cost.time_cost, cost.memory_cost, cost.parallelism) == ("ID", 2, 19 * 1024, 1)


def test_the_hash_of_nobody_costs_the_same_as_everybodys(jana: Person) -> None:
    nobody, somebody = extract_parameters(signing._NOBODYS_HASH), extract_parameters(jana.password_hash or "")  # noqa: SLF001

    assert nobody == somebody


def test_a_weak_password_is_refused(session: Session, jana: Person) -> None:
    with pytest.raises(Refused, match="password-too-short"):
        actions.set_password(session, jana, "short")


def test_the_right_password_signs_in(session: Session, now: datetime, jana: Person) -> None:
    assert actions.sign_in(session, " JANA@example.org", PASSWORD, now=now) == jana.id
    assert _events(session) == []


@pytest.mark.parametrize(
    ("email", "password", "columns"),
    [
        ("jana@example.org", "a wrong password", {}),
        ("nobody@example.org", PASSWORD, {}),
        ("jana@example.org", PASSWORD, {"disabled_at": make.NOW}),
        ("jana@example.org", PASSWORD, {"erased_at": make.NOW}),
        ("jana@example.org", PASSWORD, {"password_hash": None}),
        ("jana@example.org", PASSWORD, {"password_hash": "not a hash"}),
        ("jana@example.org", "", {"password_hash": ""}),
    ],
)
def test_every_failure_has_the_same_answer_and_leaves_an_entry(
    session: Session, jana: Person, email: str, password: str, columns: dict[str, Any]
) -> None:
    for name, value in columns.items():
        setattr(jana, name, value)
    session.flush()

    with pytest.raises(Refused) as caught:
        actions.sign_in(session, email, password, now=make.NOW)

    assert (caught.value.code, caught.value.facts) == ("sign-in-failed", {})
    assert _events(session) == ["sign-in-failed"]


def test_an_unknown_address_takes_as_long_as_a_wrong_password(session: Session, now: datetime, jana: Person) -> None:
    def seconds(email: str) -> float:
        began = perf_counter()
        with pytest.raises(Refused):
            actions.sign_in(session, email, "a wrong password", now=now)
        return perf_counter() - began

    seconds("warm@example.org")
    known = statistics.median(seconds("jana@example.org") for _ in range(5))
    unknown = statistics.median(seconds("nobody@example.org") for _ in range(5))

    # Machines are noisy; without the work the ratio would be one in twenty.
    assert 0.4 < unknown / known < 2.5


def test_a_password_hashed_at_another_cost_is_hashed_anew(session: Session, now: datetime, jana: Person) -> None:
    jana.password_hash = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash(PASSWORD)

    actions.sign_in(session, "jana@example.org", PASSWORD, now=now)

    assert extract_parameters(jana.password_hash).memory_cost == 19 * 1024


def test_entries_hold_no_personal_words(session: Session, now: datetime, jana: Person) -> None:
    actions.grant_role(session, jana, Role.TRAINER, now=now)
    actions.sign_in(session, "jana@example.org", PASSWORD, now=now)
    with pytest.raises(Refused):
        actions.sign_in(session, "canary@example.org", "Canary password", now=now)

    entries = session.scalars(select(AuditEntry)).all()
    words = " ".join(f"{entry.event} {entry.subject} {entry.facts}" for entry in entries).lower()
    assert "canary" not in words
    assert "jana" not in words


def test_a_language_is_remembered(session: Session, jana: Person) -> None:
    actions.choose_language(session, person_id=jana.id, language="sl")

    assert jana.language == "sl"


def test_an_organisation_is_kept_under_its_key(session: Session) -> None:
    region = make.region(session)

    first = actions.keep_organisation(session, key="town", name="Old name", kind=AUTHORITY, region=region)
    second = actions.keep_organisation(session, key="town", name="New name", kind=AUTHORITY, region=region)

    assert first is second
    assert first.name == "New name"


def _events(session: Session) -> list[str]:
    return list(session.scalars(select(AuditEntry.event).order_by(AuditEntry.id)))
