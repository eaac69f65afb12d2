"""What may be typed about an organisation? Messages are codes, for templates."""

from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import AnyOf, DataRequired, Length, ValidationError

from training.accounts.rules.places import KINDS, LONGEST_NAME, domains_in
from training.accounts.rules.rosters import one_line
from training.foundation.errors import Refused


def _one_line(typed: str | None) -> str:
    return one_line(typed or "")


class NewOrganisationForm(FlaskForm):
    """Name and kind, and the region where it is at the top of one."""

    name = StringField(
        filters=[_one_line],
        validators=[DataRequired("organisation-name-missing"), Length(max=LONGEST_NAME, message="name-too-long")],
    )
    kind = StringField(validators=[AnyOf(KINDS, "kind-unknown")])
    region = StringField(default="")

    def faults(self) -> dict[str, str]:
        """Return the first code of each field that is wrong, in the order of the page."""
        return {name: str(codes[0]) for name, codes in self.errors.items()}


class OrganisationForm(NewOrganisationForm):
    """Name, kind, and the domains whose people may register themselves."""

    domains = StringField(default="")

    def validate_domains(self, field: StringField) -> None:
        """Ask for domains such as "linz.at"."""
        try:
            domains_in(field.data or "")
        except Refused as refusal:
            raise ValidationError(refusal.code) from refusal


class PlaceForm(FlaskForm):
    """The organisation above; empty for the top."""

    parent = StringField(default="")
