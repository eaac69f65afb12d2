"""What may a person type to sign in? Messages are codes, for templates."""

from flask_wtf import FlaskForm
from wtforms import PasswordField, StringField
from wtforms.validators import DataRequired


class SignInForm(FlaskForm):
    """Address and password; whether they are right is not said field by field."""

    email = StringField(validators=[DataRequired("address-missing")])
    password = PasswordField(validators=[DataRequired("password-missing")])

    def faults(self) -> dict[str, str]:
        """Return the first code of each field that is wrong, in the order of the page."""
        return {name: str(codes[0]) for name, codes in self.errors.items()}
