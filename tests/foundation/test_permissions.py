"""Does the table of permissions answer for a region, for everywhere, for somewhere?"""

import pytest

from training.foundation import permissions
from training.foundation.permissions import TABLE, Grant, Permission, Role, allowed, everywhere, somewhere

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
    assert allowed(grants, LEARN, region=region) is answer


@pytest.mark.usefixtures("bordered")
def test_a_grant_in_one_region_is_not_one_everywhere() -> None:
    assert not everywhere(IN_LINZ, LEARN)
    assert everywhere(EVERYWHERE, LEARN)


def test_learning_knows_no_borders() -> None:
    assert everywhere(IN_LINZ, LEARN)
    assert allowed(IN_LINZ, LEARN, region="padova")


def test_a_grant_in_one_region_is_one_somewhere() -> None:
    assert somewhere(IN_LINZ, LEARN)
    assert not somewhere((), LEARN)


@pytest.mark.parametrize("permission", [Permission.SEE_QUIZ_FIGURES, Permission.REGRADE])
def test_quizzes_are_mended_by_trainers_and_administrators_alone(permission: Permission) -> None:
    assert {role for role in Role if permission in TABLE[role]} == {Role.TRAINER, Role.ADMINISTRATOR}


def test_a_trainer_teaches_in_the_own_region() -> None:
    assert allowed(IN_LINZ, Permission.REGRADE, region="linz")
    assert not allowed(IN_LINZ, Permission.REGRADE, region="padova")
