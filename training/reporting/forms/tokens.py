"""What may a person type to make a token? Messages are codes, for templates."""

from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import AnyOf, DataRequired, Length

from training.reporting.rules.tokens import LIFETIMES, LONGEST_NAME


class TokenForm(FlaskForm):
    """A name by which its owner knows it again, a place, and for how many days it is good."""

    name = StringField(validators=[DataRequired("name-missing"), Length(max=LONGEST_NAME, message="name-too-long")])
    place = StringField(validators=[DataRequired("place-missing")])
    days = StringField(validators=[AnyOf([str(days) for days in LIFETIMES], "lifetime-unknown")])

    def faults(self) -> dict[str, str]:
        """Return the first code of each field that is wrong, in the order of the page."""
        return {name: str(codes[0]) for name, codes in self.errors.items()}
