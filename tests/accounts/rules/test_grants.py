"""Which roles fit where, and can anybody give more than the own reach?"""

import pytest

from training.accounts.rules import check_grant, may_grant
from training.accounts.rules.grants import is_beyond, is_leading
from training.foundation.errors import Refused
from training.foundation.permissions import SITE, Grant, Place, Role

TOWN = Place(region="linz", organisations=frozenset({"town", "county"}))


@pytest.mark.parametrize(
    "grant",
    [
        Grant(Role.LEARNER),
        Grant(Role.TRAINER, "linz"),
        Grant(Role.TRANSLATOR, "linz", language="de"),
        Grant(Role.REVIEWER, language="sl"),
        Grant(Role.TRAINING_OFFICER, organisation="town"),
        Grant(Role.ADMINISTRATOR, organisation="county"),
        Grant(Role.PARTNER, "linz"),
        Grant(Role.EDITOR, module="crafts"),
    ],
)
def test_a_fitting_grant_is_let_through(grant: Grant) -> None:
    check_grant(grant)


@pytest.mark.parametrize(
    "grant",
    [
        Grant(Role.LEARNER, "linz"),
        Grant(Role.TRAINER, organisation="town"),
        Grant(Role.EDITOR, language="de"),
        Grant(Role.PARTNER, "linz", "town"),
        Grant(Role.ADMINISTRATOR, language="de"),
        Grant(Role.TRAINER, module="crafts"),
        Grant(Role.EDITOR, "linz", module="crafts"),
    ],
)
def test_an_unfitting_grant_is_refused(grant: Grant) -> None:
    with pytest.raises(Refused, match="grant-unfitting"):
        check_grant(grant)


@pytest.mark.parametrize(
    ("held", "place", "answer"),
    [
        (Grant(Role.ADMINISTRATOR), SITE, True),
        (Grant(Role.ADMINISTRATOR), TOWN, True),
        (Grant(Role.ADMINISTRATOR, "linz"), TOWN, True),
        (Grant(Role.ADMINISTRATOR, "linz"), SITE, False),
        (Grant(Role.ADMINISTRATOR, "linz"), Place(region="padova"), False),
        (Grant(Role.ADMINISTRATOR, organisation="county"), TOWN, True),
        (Grant(Role.ADMINISTRATOR, organisation="county"), Place(region="linz"), False),
        (Grant(Role.TRAINER), TOWN, False),
    ],
)
def test_nobody_gives_further_than_the_own_reach(held: Grant, place: Place, answer: bool) -> None:
    assert may_grant((held,), place) is answer


@pytest.mark.parametrize(
    ("held", "beyond"),
    [
        ((), False),
        ((Grant(Role.LEARNER),), False),
        ((Grant(Role.TRAINING_OFFICER, organisation="town"),), False),
        ((Grant(Role.ADMINISTRATOR, organisation="county"),), False),
        ((Grant(Role.ADMINISTRATOR, organisation="land"),), True),
        ((Grant(Role.TRAINER, "linz"),), True),
        ((Grant(Role.LEARNER), Grant(Role.TRANSLATOR, language="de")), True),
    ],
)
def test_an_account_with_a_role_that_reaches_further_is_beyond(held: tuple[Grant, ...], beyond: bool) -> None:
    own = (Grant(Role.LEARNER), Grant(Role.ADMINISTRATOR, organisation="county"))
    land = Place(region="linz", organisations=frozenset({"land"}))
    county = Place(region="linz", organisations=frozenset({"county", "land"}))
    places = {"town": Place(region="linz", organisations=frozenset({"town", "county", "land"}))}
    assert is_beyond(held, own, {**places, "county": county, "land": land}) is beyond


def test_only_administrator_everywhere_is_the_leading_grant() -> None:
    assert is_leading(Grant(Role.ADMINISTRATOR))
    assert not is_leading(Grant(Role.ADMINISTRATOR, "linz"))
    assert not is_leading(Grant(Role.TRAINER))
