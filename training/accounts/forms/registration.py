"""What may somebody type to register? Messages are codes, for templates."""

from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import AnyOf, DataRequired, Length, ValidationError

from training.accounts.rules import check_email
from training.accounts.rules.places import LONGEST_NAME
from training.accounts.rules.planning import LONGEST_EMAIL
from training.accounts.rules.rosters import one_line
from training.foundation.errors import Refused
from training.foundation.languages import LANGUAGES


def _one_line(typed: str | None) -> str:
    return one_line(typed or "")


class RegistrationForm(FlaskForm):
    """Name, address and language."""

    name = StringField(
        filters=[_one_line],
        validators=[DataRequired("name-missing"), Length(max=LONGEST_NAME, message="name-too-long")],
    )
    email = StringField(
        filters=[_one_line],
        validators=[DataRequired("address-missing"), Length(max=LONGEST_EMAIL, message="address-malformed")],
    )
    preferred = StringField(validators=[AnyOf(list(LANGUAGES), "language-unknown")])

    def validate_email(self, field: StringField) -> None:
        """Ask for something that can be an address."""
        try:
            check_email(field.data or "")
        except Refused as refusal:
            raise ValidationError(refusal.code) from refusal

    def faults(self) -> dict[str, str]:
        """Return the first code of each field that is wrong, in the order of the page."""
        return {name: str(codes[0]) for name, codes in self.errors.items()}
