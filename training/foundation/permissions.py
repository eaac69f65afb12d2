"""Who may do what, where? One pure table, asked by the gate, by templates and by the page that prints it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person is here."""

    LEARNER = "learner"
    EDITOR = "editor"
    TRAINER = "trainer"
    TRANSLATOR = "translator"
    REVIEWER = "reviewer"
    TRAINING_OFFICER = "training-officer"
    PARTNER = "partner"
    ADMINISTRATOR = "administrator"


class Permission(StrEnum):
    """What a route may need."""

    TAKE_MODULE = "take-module"
    EDIT_MODULE = "edit-module"
    SEE_DRAFT = "see-draft"
    PUBLISH_MODULE = "publish-module"
    INVITE_EDITOR = "invite-editor"
    TRANSLATE = "translate"
    APPROVE_TRANSLATION = "approve-translation"
    READ_REPORTS = "read-reports"
    SEE_QUIZ_FIGURES = "see-quiz-figures"
    REGRADE = "regrade"
    ASSIGN_LEARNING = "assign-learning"
    SEE_COMPLETIONS = "see-completions"
    MANAGE_PEOPLE = "manage-people"
    MANAGE_ORGANISATIONS = "manage-organisations"
    GRANT_ROLES = "grant-roles"
    CHANGE_SETTINGS = "change-settings"
    READ_LOG = "read-log"
    READ_OUTBOX = "read-outbox"
    SEE_STATISTICS = "see-statistics"


#: Everybody with an account may learn; these may more.
_MORE: dict[Role, frozenset[Permission]] = {
    Role.EDITOR: frozenset({Permission.EDIT_MODULE, Permission.SEE_DRAFT}),
    Role.TRAINER: frozenset(
        {
            Permission.EDIT_MODULE,
            Permission.SEE_DRAFT,
            Permission.PUBLISH_MODULE,
            Permission.INVITE_EDITOR,
            Permission.TRANSLATE,
            Permission.READ_REPORTS,
            Permission.SEE_QUIZ_FIGURES,
            Permission.REGRADE,
        }
    ),
    Role.TRANSLATOR: frozenset({Permission.SEE_DRAFT, Permission.TRANSLATE, Permission.READ_REPORTS}),
    Role.REVIEWER: frozenset(
        {Permission.SEE_DRAFT, Permission.TRANSLATE, Permission.APPROVE_TRANSLATION, Permission.READ_REPORTS}
    ),
    # Names beside results are for the organisation that they belong to: no administrator sees them by that office.
    Role.TRAINING_OFFICER: frozenset(
        {Permission.ASSIGN_LEARNING, Permission.SEE_COMPLETIONS, Permission.SEE_STATISTICS}
    ),
    Role.PARTNER: frozenset({Permission.SEE_STATISTICS}),
    Role.ADMINISTRATOR: frozenset(
        {
            Permission.EDIT_MODULE,
            Permission.SEE_DRAFT,
            Permission.PUBLISH_MODULE,
            Permission.INVITE_EDITOR,
            Permission.TRANSLATE,
            Permission.APPROVE_TRANSLATION,
            Permission.ASSIGN_LEARNING,
            Permission.READ_REPORTS,
            Permission.SEE_QUIZ_FIGURES,
            Permission.REGRADE,
            Permission.MANAGE_PEOPLE,
            Permission.MANAGE_ORGANISATIONS,
            Permission.GRANT_ROLES,
            Permission.CHANGE_SETTINGS,
            Permission.READ_LOG,
            Permission.READ_OUTBOX,
            Permission.SEE_STATISTICS,
        }
    ),
}
TABLE: dict[Role, frozenset[Permission]] = {
    role: frozenset({Permission.TAKE_MODULE}) | _MORE.get(role, frozenset()) for role in Role
}

#: Learning knows no borders: whoever may learn in one region may take every region's module.
BORDERLESS = frozenset({Permission.TAKE_MODULE})
#: What concerns the site as a whole: a grant for one region or organisation does not reach it.
SITE_WIDE = frozenset({Permission.CHANGE_SETTINGS, Permission.READ_LOG, Permission.READ_OUTBOX})
#: Roles that may be granted for one language.
BY_LANGUAGE = frozenset({Role.TRANSLATOR, Role.REVIEWER})
#: Roles that may be granted for an organisation with what lies below it; the others are about regions' modules.
BY_ORGANISATION = frozenset({Role.TRAINING_OFFICER, Role.PARTNER, Role.ADMINISTRATOR})
#: Roles that may be granted for one module, by whoever invites colleagues to it.
BY_MODULE = frozenset({Role.EDITOR})
#: Roles that see or change what concerns others.
STAFF = frozenset(Role) - {Role.LEARNER}
#: Of these, those whom a site may ask for a second factor.
ASKED_FOR_TWO = frozenset({Role.TRAINER, Role.PARTNER, Role.ADMINISTRATOR})


@dataclass(frozen=True, slots=True)
class Grant:
    """A role in one region, for one organisation with all below it, for one module (their keys), or everywhere.

    `language` narrows translating and reviewing to one language.
    """

    role: Role
    region: str | None = None
    organisation: str | None = None
    language: str | None = None
    module: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something belongs: its region, its organisation with all those above it, its module (keys), its language.

    Without a region it belongs to the site as a whole, which only a grant for everywhere reaches. Without a language it
    concerns all of them, and grants for one reach it too.
    """

    region: str | None = None
    organisations: frozenset[str] = frozenset()
    module: str | None = None
    language: str | None = None


SITE = Place()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How far grants go: everywhere, or these regions, organisations with all below them, and modules (keys)."""

    everywhere: bool
    regions: frozenset[str]
    organisations: frozenset[str]
    modules: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        """Tell whether they reach anything at all."""
        return self.everywhere or bool(self.regions or self.organisations or self.modules)


def everywhere(grants: Iterable[Grant], permission: Permission) -> bool:
    """Tell whether these grants give the permission in every region."""
    return any(_reaches(grant, permission, SITE) for grant in grants)


def somewhere(grants: Iterable[Grant], permission: Permission) -> bool:
    """Tell whether these grants give the permission in some region or organisation at least."""
    if permission in SITE_WIDE:
        return everywhere(grants, permission)
    return any(permission in TABLE[grant.role] for grant in grants)


def allowed(grants: Iterable[Grant], permission: Permission, *, place: Place) -> bool:
    """Tell whether these grants give the permission for what belongs to a place."""
    return any(_reaches(grant, permission, place) for grant in grants)


def reach(grants: Iterable[Grant], permission: Permission) -> Reach:
    """Return how far these grants give the permission."""
    giving = [grant for grant in grants if permission in TABLE[grant.role]]
    return Reach(
        everywhere=everywhere(giving, permission),
        regions=frozenset(grant.region for grant in giving if grant.region and not grant.organisation),
        organisations=frozenset(grant.organisation for grant in giving if grant.organisation),
        modules=frozenset(grant.module for grant in giving if grant.module),
    )


def languages_of(grants: Iterable[Grant], permission: Permission, *, place: Place) -> frozenset[str] | None:
    """Return the languages that the permission is narrowed to at a place; None where it is not."""
    giving = [grant for grant in grants if _reaches(grant, permission, place)]
    if any(grant.language is None for grant in giving):
        return None
    return frozenset(grant.language for grant in giving if grant.language)


def _reaches(grant: Grant, permission: Permission, place: Place) -> bool:
    if permission not in TABLE[grant.role]:
        return False
    if permission in BORDERLESS:
        return True
    if grant.language and place.language and grant.language != place.language:
        return False
    if grant.module:
        return permission not in SITE_WIDE and grant.module == place.module
    if grant.organisation:
        return permission not in SITE_WIDE and grant.organisation in place.organisations
    return grant.region is None or (permission not in SITE_WIDE and grant.region == place.region)
