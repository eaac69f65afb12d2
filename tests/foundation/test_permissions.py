"""Does the table of permissions answer for a region, for everywhere, for somewhere?"""

import pytest

from training.foundation import permissions
from training.foundation.permissions import (
    SITE,
    STAFF,
    TABLE,
    Grant,
    Permission,
    Place,
    Role,
    allowed,
    everywhere,
    languages_of,
    reach,
    somewhere,
)

LEARN = Permission.TAKE_MODULE
IN_LINZ = (Grant(Role.TRAINER, "linz"),)
EVERYWHERE = (Grant(Role.LEARNER, None),)


@pytest.fixture
def bordered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every permission end at the border of its region."""
    monkeypatch.setattr(permissions, "BORDERLESS", frozenset())


@pytest.mark.parametrize("role", Role)
def test_everybody_with_a_role_may_learn(role: Role) -> None:
    assert LEARN in TABLE[role]


def test_every_role_stands_in_the_table() -> None:
    assert set(TABLE) == set(Role)


@pytest.mark.usefixtures("bordered")
@pytest.mark.parametrize(
    ("grants", "region", "answer"),
    [
        (IN_LINZ, "linz", True),
        (IN_LINZ, "padova", False),
        (IN_LINZ, None, False),
        (EVERYWHERE, "padova", True),
        (EVERYWHERE, None, True),
        ((), "linz", False),
        ((), None, False),
    ],
)
def test_a_grant_holds_in_its_region_alone(grants: tuple[Grant, ...], region: str | None, answer: bool) -> None:
    assert allowed(grants, LEARN, place=Place(region=region)) is answer


@pytest.mark.usefixtures("bordered")
def test_a_grant_in_one_region_is_not_one_everywhere() -> None:
    assert not everywhere(IN_LINZ, LEARN)
    assert everywhere(EVERYWHERE, LEARN)


def test_learning_knows_no_borders() -> None:
    assert everywhere(IN_LINZ, LEARN)
    assert allowed(IN_LINZ, LEARN, place=Place(region="padova"))


def test_a_grant_in_one_region_is_one_somewhere() -> None:
    assert somewhere(IN_LINZ, LEARN)
    assert not somewhere((), LEARN)


@pytest.mark.parametrize("permission", [Permission.SEE_QUIZ_FIGURES, Permission.REGRADE])
def test_quizzes_are_mended_by_trainers_and_administrators_alone(permission: Permission) -> None:
    assert {role for role in Role if permission in TABLE[role]} == {Role.TRAINER, Role.ADMINISTRATOR}


def test_a_trainer_teaches_in_the_own_region() -> None:
    assert allowed(IN_LINZ, Permission.REGRADE, place=Place(region="linz"))
    assert not allowed(IN_LINZ, Permission.REGRADE, place=Place(region="padova"))


OFFICE = Place(region="linz", organisations=frozenset({"town", "county"}))
FOR_COUNTY = (Grant(Role.ADMINISTRATOR, organisation="county"),)


def test_a_grant_for_an_organisation_reaches_what_lies_below_it() -> None:
    assert allowed(FOR_COUNTY, Permission.MANAGE_PEOPLE, place=OFFICE)


@pytest.mark.parametrize("place", [Place(region="linz"), Place(region="linz", organisations=frozenset({"city"})), SITE])
def test_a_grant_for_an_organisation_reaches_nothing_else(place: Place) -> None:
    assert not allowed(FOR_COUNTY, Permission.MANAGE_PEOPLE, place=place)


def test_a_grant_in_a_region_reaches_its_organisations() -> None:
    assert allowed((Grant(Role.ADMINISTRATOR, "linz"),), Permission.MANAGE_PEOPLE, place=OFFICE)


@pytest.mark.parametrize("grant", [Grant(Role.ADMINISTRATOR, "linz"), *FOR_COUNTY])
def test_settings_of_the_site_are_out_of_reach_of_a_part_of_it(grant: Grant) -> None:
    assert not somewhere((grant,), Permission.CHANGE_SETTINGS)
    assert not allowed((grant,), Permission.CHANGE_SETTINGS, place=OFFICE)
    assert somewhere((Grant(Role.ADMINISTRATOR),), Permission.CHANGE_SETTINGS)


def test_reach_names_the_regions_and_organisations_of_the_grants_that_give_the_permission() -> None:
    grants = (Grant(Role.ADMINISTRATOR, "linz"), *FOR_COUNTY, Grant(Role.TRAINER, "padova"))

    found = reach(grants, Permission.MANAGE_PEOPLE)

    assert (found.everywhere, found.regions, found.organisations) == (False, frozenset({"linz"}), frozenset({"county"}))
    assert not reach((Grant(Role.LEARNER),), Permission.MANAGE_PEOPLE)


def test_a_grant_for_a_language_narrows_and_one_without_widens_again() -> None:
    german, all_languages = Grant(Role.TRANSLATOR, language="de"), Grant(Role.TRAINER, "linz")

    assert languages_of((german,), Permission.READ_REPORTS, place=OFFICE) == frozenset({"de"})
    assert languages_of((german, all_languages), Permission.READ_REPORTS, place=OFFICE) is None


def test_only_learners_are_not_staff() -> None:
    assert set(Role) - STAFF == {Role.LEARNER}


INVITED = (Grant(Role.EDITOR, module="crafts"),)


def test_a_grant_for_a_module_reaches_that_module_and_nothing_else() -> None:
    crafts, other = Place(region="linz", module="crafts"), Place(region="linz", module="films")

    assert allowed(INVITED, Permission.EDIT_MODULE, place=crafts)
    assert not allowed(INVITED, Permission.EDIT_MODULE, place=other)
    assert not allowed(INVITED, Permission.EDIT_MODULE, place=Place(region="linz"))
    assert not everywhere(INVITED, Permission.EDIT_MODULE)
    assert reach(INVITED, Permission.EDIT_MODULE).modules == {"crafts"}
    assert not reach(INVITED, Permission.EDIT_MODULE).everywhere


def test_an_editor_writes_and_a_trainer_publishes() -> None:
    crafts = Place(region="linz", module="crafts")

    assert not allowed((Grant(Role.EDITOR, "linz"),), Permission.PUBLISH_MODULE, place=crafts)
    assert allowed((Grant(Role.EDITOR, "linz"),), Permission.EDIT_MODULE, place=crafts)
    assert allowed(IN_LINZ, Permission.PUBLISH_MODULE, place=crafts)
