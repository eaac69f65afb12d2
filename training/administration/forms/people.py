"""What may be typed about a person? Messages are codes, for templates."""

from collections.abc import Collection
from typing import Any

from flask_wtf import FlaskForm
from wtforms import IntegerField, StringField
from wtforms.validators import AnyOf, DataRequired, Length, NumberRange

from training.accounts.rules import words_of
from training.accounts.rules.places import LONGEST_NAME
from training.accounts.rules.planning import LONGEST_EMAIL
from training.accounts.rules.rosters import one_line
from training.administration.rules.people import Scope, Search, State, scope
from training.foundation.languages import LANGUAGES
from training.foundation.permissions import Grant, Role

MOST_EXTRA_TIME = 300
# Both databases take numbers up to this for ids.
_NO_ID = 2**31


def _one_line(typed: str | None) -> str:
    return one_line(typed or "")


class _Form(FlaskForm):
    """A form whose faults are codes."""

    def faults(self) -> dict[str, str]:
        """Return the first code of each field that is wrong, in the order of the page."""
        return {name: str(codes[0]) for name, codes in self.errors.items()}


class SearchForm(_Form):
    """Whom somebody looks for; what is not understood is passed over."""

    class Meta:
        """Looking changes nothing, so it needs no token."""

        csrf = False

    q = StringField(default="")
    organisation = StringField(default="")
    role = StringField(default="")
    state = StringField(default="")
    after = IntegerField(default=0)

    def behind(self) -> int:
        """Return the id behind which the page begins; what no row can have for one counts as none."""
        typed = self.after.data or 0
        return typed if 0 < typed < _NO_ID else 0

    def search(self, *, organisations: Collection[str]) -> Search:
        """Return what was typed as a search; of organisations those count that the reader's grants reach."""
        return Search(
            words=words_of(self.q.data or ""),
            organisation=self.organisation.data if self.organisation.data in organisations else "",
            role=self.role.data if self.role.data in list(Role) else "",
            state=self.state.data if self.state.data in list(State) else "",
        )


class PersonForm(_Form):
    """How somebody is called, reached and greeted, and where they belong."""

    name = StringField(
        filters=[_one_line],
        validators=[DataRequired("name-missing"), Length(max=LONGEST_NAME, message="name-too-long")],
    )
    email = StringField(
        filters=[_one_line],
        validators=[DataRequired("address-missing"), Length(max=LONGEST_EMAIL, message="address-malformed")],
    )
    organisation = StringField(validators=[DataRequired("organisation-missing")])
    preferred = StringField(validators=[AnyOf(list(LANGUAGES), "language-unknown")])

    def values(self) -> dict[str, Any]:
        """Return what was typed under the names that actions know."""
        return {
            "email": self.email.data,
            "name": self.name.data,
            "organisation": self.organisation.data,
            "language": self.preferred.data,
        }


class ExtraTimeForm(_Form):
    """More time in tests, in per cent."""

    percent = IntegerField(validators=[NumberRange(0, MOST_EXTRA_TIME, "percent-out-of-bounds")])


class RoleForm(_Form):
    """A role, where it holds, and for which language."""

    role = StringField(validators=[AnyOf(list(Role), "role-unknown")])
    place = StringField(validators=[DataRequired("place-unknown")])
    spoken = StringField(default="", validators=[AnyOf(["", *LANGUAGES], "language-unknown")])

    def grant(self) -> Grant:
        """Return what was chosen as a grant, or raise Refused("place-unknown")."""
        where: Scope = scope(self.place.data or "")
        return Grant(Role(self.role.data), where.region, where.organisation, self.spoken.data or None, where.module)
