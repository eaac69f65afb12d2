"""Who may do what? One pure table, asked by the gate and by templates."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person is here."""

    LEARNER = "learner"
    TRAINER = "trainer"
    TRANSLATOR = "translator"
    PARTNER = "partner"
    ADMINISTRATOR = "administrator"


class Permission(StrEnum):
    """What a route may need."""

    TAKE_MODULE = "take-module"
    SEE_QUIZ_FIGURES = "see-quiz-figures"
    REGRADE = "regrade"


#: Everybody with an account may learn; these may more.
_MORE: dict[Role, frozenset[Permission]] = {
    Role.TRAINER: frozenset({Permission.SEE_QUIZ_FIGURES, Permission.REGRADE}),
    Role.ADMINISTRATOR: frozenset({Permission.SEE_QUIZ_FIGURES, Permission.REGRADE}),
}
TABLE: dict[Role, frozenset[Permission]] = {
    role: frozenset({Permission.TAKE_MODULE}) | _MORE.get(role, frozenset()) for role in Role
}

#: Learning knows no borders: whoever may learn in one region may take every region's module.
BORDERLESS = frozenset({Permission.TAKE_MODULE})


@dataclass(frozen=True, slots=True)
class Grant:
    """A role in one region (its key), or everywhere (None)."""

    role: Role
    region: str | None


def everywhere(grants: Iterable[Grant], permission: Permission) -> bool:
    """Tell whether these grants give the permission in every region."""
    return any(_reaches(grant, permission, None) for grant in grants)


def somewhere(grants: Iterable[Grant], permission: Permission) -> bool:
    """Tell whether these grants give the permission in some region at least."""
    return any(permission in TABLE[grant.role] for grant in grants)


def allowed(grants: Iterable[Grant], permission: Permission, *, region: str | None) -> bool:
    """Tell whether these grants give the permission in a region; None asks for everywhere."""
    return any(_reaches(grant, permission, region) for grant in grants)


def _reaches(grant: Grant, permission: Permission, region: str | None) -> bool:
    return permission in TABLE[grant.role] and (permission in BORDERLESS or grant.region in (None, region))
