"""Is it found where something belongs, and what lies within a reach?"""

from dataclasses import dataclass

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import make
from training.accounts import queries
from training.accounts.models import Organisation
from training.foundation.permissions import Place, Reach


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """A county with a town in it, that with an office; and an authority of another region."""

    county: Organisation
    town: Organisation
    office: Organisation
    elsewhere: Organisation


@pytest.fixture
def tree(session: Session) -> Tree:
    """Give the organisations of two regions."""
    county = make.organisation(session, region="linz", key="county")
    town = make.organisation(session, parent=county, key="town")
    office = make.organisation(session, parent=town, key="office")
    return Tree(
        county=county, town=town, office=office, elsewhere=make.organisation(session, region="padova", key="elsewhere")
    )


def test_an_organisation_belongs_to_its_region_and_to_all_above_it(session: Session, tree: Tree) -> None:
    found = queries.place_of_organisation(session, "office")

    assert found == Place(region="linz", organisations=frozenset({"county", "town", "office"}))
    assert queries.place_of_organisation(session, "county") == Place(region="linz", organisations=frozenset({"county"}))
    assert queries.place_of_organisation(session, "nowhere") is None


def test_a_person_belongs_where_the_organisation_does(session: Session, tree: Tree) -> None:
    person = make.person(session, organisation=tree.town)

    assert queries.place_of_person(session, person.id) == queries.place_of_organisation(session, "town")
    assert queries.place_of_person(session, person.id + 1) is None


@pytest.mark.parametrize(
    ("reach", "within"),
    [
        (Reach(everywhere=True, regions=frozenset(), organisations=frozenset()), "county elsewhere office town"),
        (Reach(everywhere=False, regions=frozenset({"linz"}), organisations=frozenset()), "county office town"),
        (Reach(everywhere=False, regions=frozenset(), organisations=frozenset({"town"})), "office town"),
        (
            Reach(everywhere=False, regions=frozenset({"padova"}), organisations=frozenset({"office"})),
            "elsewhere office",
        ),
        (Reach(everywhere=False, regions=frozenset(), organisations=frozenset()), ""),
    ],
)
def test_a_reach_takes_in_what_lies_below(session: Session, tree: Tree, reach: Reach, within: str) -> None:
    ids = queries.organisations_within(reach)

    found = session.scalars(select(Organisation.key).where(Organisation.id.in_(ids)).order_by(Organisation.key))

    assert " ".join(found) == within


def test_the_grants_of_a_person_name_their_places(session: Session, tree: Tree) -> None:
    person = make.person(session, organisation=tree.town)
    make.grant(session, person, role="training-officer", organisation=tree.county)
    make.grant(session, person, role="translator", region=None, language="sl")

    found = make.current_person(session, person)

    assert found
    places = {(grant.role.value, grant.region, grant.organisation, grant.language) for grant in found.grants}
    assert places == {
        ("learner", None, None, None),
        ("training-officer", None, "county", None),
        ("translator", None, None, "sl"),
    }
