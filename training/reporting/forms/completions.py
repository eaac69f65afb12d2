"""Whom may a training officer look for? Messages are codes, for templates."""

from collections.abc import Collection

from flask_wtf import FlaskForm
from wtforms import DateField, IntegerField, StringField
from wtforms.validators import AnyOf, NumberRange, Optional

from training.accounts.rules import words_of
from training.foundation.errors import NotFound
from training.reporting.rules.completions import State, Wanted

# The largest number that both databases take for an id.
_LARGEST = 2**31 - 1


class CompletionsForm(FlaskForm):
    """What is looked for; looking changes nothing, so it needs no token."""

    class Meta:
        """Tokens are for what changes something."""

        csrf = False

    q = StringField(default="")
    organisation = StringField(default="")
    module = StringField(default="")
    state = StringField(default="", validators=[AnyOf(["", *State], "state-unknown")])
    since = DateField(validators=[Optional()])
    until = DateField(validators=[Optional()])
    after = IntegerField(default=0, validators=[Optional(), NumberRange(0, _LARGEST, "page-unknown")])

    def wanted(self, *, organisations: Collection[str]) -> Wanted:
        """Return what was typed; NotFound for an organisation out of reach, and for what no page has written."""
        if "after" in self.errors:
            raise NotFound("page")
        if self.organisation.data and self.organisation.data not in organisations:
            raise NotFound("organisation")
        return Wanted(
            words=words_of(self.q.data or ""),
            organisation=self.organisation.data or "",
            module=self.module.data or "",
            state=self.state.data or "",
            since=self.since.data,
            until=self.until.data,
        )

    def faults(self) -> dict[str, str]:
        """Return the first code of each field that is wrong, in the order of the page."""
        return {name: str(codes[0]) for name, codes in self.errors.items()}
