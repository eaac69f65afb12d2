"""What may be typed to look for entries of the log? Messages are codes, for templates."""

from flask_wtf import FlaskForm
from wtforms import DateField, StringField
from wtforms.validators import AnyOf, Length, Optional

from training.administration.rules.log import KINDS, Wanted
from training.foundation.audit import Event


def _trimmed(typed: str | None) -> str:
    return (typed or "").strip()


class LogForm(FlaskForm):
    """What is looked for; looking changes nothing, so it needs no token."""

    class Meta:
        """Tokens are looked at for every POST, whatever its form."""

        csrf = False

    event = StringField(default="", filters=[_trimmed], validators=[AnyOf(["", *Event], "event-unknown")])
    person = StringField(default="", filters=[_trimmed], validators=[Length(max=254, message="person-unknown")])
    subject = StringField(default="", filters=[_trimmed], validators=[Length(max=200, message="subject-too-long")])
    since = DateField(validators=[Optional()])
    until = DateField(validators=[Optional()])

    def wanted(self, person_id: int | None) -> Wanted:
        """Return what was typed, with the person found."""
        return Wanted(
            event=self.event.data,
            person_id=person_id,
            subject=self.subject.data,
            since=self.since.data,
            until=self.until.data,
        )

    def faults(self) -> dict[str, str]:
        """Return the first code of each field that is wrong, in the order of the page."""
        return {name: str(codes[0]) for name, codes in self.errors.items()}


class ExportForm(LogForm):
    """The same, to be had as a file."""

    kind = StringField(validators=[AnyOf(KINDS, "kind-unknown")])
