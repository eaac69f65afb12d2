"""What may a person type about a password? Messages are codes, for templates."""

from flask_wtf import FlaskForm
from wtforms import PasswordField, StringField
from wtforms.validators import DataRequired, EqualTo


class NewPasswordForm(FlaskForm):
    """A new password, twice: what is typed is not seen."""

    password = PasswordField(validators=[DataRequired("password-missing")])
    again = PasswordField(validators=[EqualTo("password", "passwords-differ")])

    def faults(self) -> dict[str, str]:
        """Return the first code of each field that is wrong, in the order of the page."""
        return {name: str(codes[0]) for name, codes in self.errors.items()}


class ChangePasswordForm(NewPasswordForm):
    """The present password and a new one."""

    present = PasswordField(validators=[DataRequired("present-missing")])


class ForgottenPasswordForm(FlaskForm):
    """The address of an account; whether there is one is not said."""

    email = StringField(validators=[DataRequired("address-missing")])

    def faults(self) -> dict[str, str]:
        """Return the first code of each field that is wrong."""
        return {name: str(codes[0]) for name, codes in self.errors.items()}
