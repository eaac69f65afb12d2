"""Does a plan say of every row what would come of it, and why not?"""

from typing import Any

import pytest

from training.accounts.rules.offices import Line, offices_of
from training.accounts.rules.planning import Ground, Known, Plan, planned
from training.accounts.rules.rosters import Entry
from training.foundation.permissions import Grant, Permission, Role

ADMINISTRATOR = (Grant(Role.ADMINISTRATOR, "linz"),)
LINES = [
    Line(id=1, key="hall", name="Rathaus", kind="authority", parent_id=None, region="linz", is_open=True),
    Line(id=2, key="office", name="Kulturamt", kind="authority", parent_id=1, region="linz", is_open=True),
    Line(id=3, key="twin", name="Kulturamt", kind="authority", parent_id=None, region="linz", is_open=True),
    Line(id=4, key="old", name="Altes Amt", kind="authority", parent_id=None, region="linz", is_open=False),
    Line(id=5, key="comune", name="Comune", kind="authority", parent_id=None, region="padova", is_open=True),
]
OFFICES = offices_of(LINES, ADMINISTRATOR, Permission.MANAGE_PEOPLE)


def known(id_: int, **other: Any) -> Known:
    """Make somebody who has an account in the town hall."""
    told = {"name": "Known", "language": "de", "organisation_id": 1, "within": True, "beyond": False, "closed": False}
    return Known(id=id_, **{**told, **other})


KNOWN = {
    "known@x.at": known(1),
    "elsewhere@x.at": known(2, within=False),
    "beyond@x.at": known(3, beyond=True),
    "closed@x.at": known(4, closed=True),
}


def plan(*rows: dict[str, str], organisation: str = "hall") -> Plan:
    """Plan a list whose rows say what differs from somebody new."""
    some = [
        Entry(number=number, **{"email": "new@x.at", "name": "New", "organisation": "", "language": "", **row})
        for number, row in enumerate(rows, 2)
    ]
    ground = Ground(
        offices=OFFICES, known=KNOWN, languages={"de": "de", "deutsch": "de"}, organisation=organisation, language="en"
    )
    return planned(some, ground)


@pytest.mark.parametrize(
    ("row", "organisation", "language"),
    [
        ({}, "hall", "en"),
        ({"organisation": "office", "language": "DEUTSCH"}, "office", "de"),
        ({"organisation": "RATHAUS", "language": "de"}, "hall", "de"),
    ],
)
def test_somebody_new_is_created_where_the_row_or_the_page_says(
    row: dict[str, str], organisation: str, language: str
) -> None:
    (made,) = plan(row).rows
    assert (made.outcome, made.organisation, made.language, made.person_id) == ("created", organisation, language, None)


@pytest.mark.parametrize(
    ("row", "outcome", "changes"),
    [
        ({"name": "Known"}, "unchanged", ()),
        ({"name": "Known", "organisation": "hall", "language": "de"}, "unchanged", ()),
        ({"name": "Renamed", "organisation": "office"}, "updated", ("name", "organisation")),
    ],
)
def test_somebody_known_is_updated_in_what_the_row_says(
    row: dict[str, str], outcome: str, changes: tuple[str, ...]
) -> None:
    (made,) = plan({"email": "KNOWN@x.at "} | row).rows
    assert (made.outcome, made.changes, made.person_id) == (outcome, changes, 1)


@pytest.mark.parametrize(
    ("row", "reason", "fact"),
    [
        ({"email": ""}, "address-missing", ""),
        ({"email": "nobody"}, "address-malformed", ""),
        ({"email": f"{'x' * 250}@x.at"}, "address-malformed", ""),
        ({"name": ""}, "name-missing", ""),
        ({"name": "x" * 201}, "name-too-long", ""),
        ({"language": "Klingon"}, "language-unknown", "Klingon"),
        ({"organisation": "Nowhere"}, "organisation-unknown", "Nowhere"),
        ({"organisation": "comune"}, "organisation-unknown", "comune"),
        ({"organisation": "old"}, "organisation-closed", "old"),
        ({"organisation": "Kulturamt"}, "organisation-ambiguous", "Kulturamt"),
        ({"email": "elsewhere@x.at"}, "person-elsewhere", ""),
        ({"email": "beyond@x.at"}, "person-beyond", ""),
        ({"email": "closed@x.at"}, "account-closed", ""),
    ],
)
def test_a_row_that_cannot_be_is_refused_with_its_reason(row: dict[str, str], reason: str, fact: str) -> None:
    (made,) = plan(row).rows
    assert (made.outcome, made.reason, made.fact) == ("refused", reason, fact)


def test_of_two_rows_with_one_address_the_first_counts() -> None:
    rows = plan({"email": "a@x.at"}, {"email": "b@x.at"}, {"email": "A@x.at"}).rows
    assert [(row.outcome.value, row.reason, row.fact) for row in rows] == [
        ("created", "", ""),
        ("created", "", ""),
        ("refused", "address-twice", "2"),
    ]


def test_somebody_new_needs_an_organisation() -> None:
    (made,) = plan({}, organisation="").rows
    assert made.reason == "organisation-missing"


def test_the_digest_tells_plans_apart() -> None:
    plans = [plan({}), plan({"name": "Other"}), plan({"language": "de"}), plan({"organisation": "office"}), plan()]
    assert len({each.digest for each in plans}) == len(plans)
    assert plan({}).digest == plans[0].digest


def test_a_tree_says_how_deep_something_lies_and_who_reaches_it() -> None:
    told = [(office.key, office.depth, office.within) for office in OFFICES]
    assert told == [
        ("hall", 0, True),
        ("office", 1, True),
        ("twin", 0, True),
        ("old", 0, True),
        ("comune", 0, False),
    ]
