"""What may a person type or show to prove who they are? Messages are codes, for templates."""

from flask_wtf import FlaskForm
from wtforms import PasswordField, StringField
from wtforms.validators import DataRequired, Length

#: What a passkey signs is some hundred bytes; nobody needs more.
_LONGEST_SHOWN = 20_000


class FactorForm(FlaskForm):
    """What all forms about second factors have in common."""

    def faults(self) -> dict[str, str]:
        """Return the first code of each field that is wrong, in the order of the page."""
        return {name: str(codes[0]) for name, codes in self.errors.items()}


class CodeForm(FactorForm):
    """A code of an authenticator app, or a recovery code."""

    code = StringField(validators=[DataRequired("code-missing"), Length(max=100, message="code-wrong")])


class ConfirmForm(FactorForm):
    """The password, again."""

    password = PasswordField(validators=[DataRequired("password-missing")])


class ShownForm(FactorForm):
    """What a browser tells of a passkey that somebody has shown it."""

    credential = StringField(
        validators=[DataRequired("passkey-missing"), Length(max=_LONGEST_SHOWN, message="passkey-not-verified")]
    )


class PasskeyForm(ShownForm):
    """A new passkey, with the name that its owner gives it."""

    name = StringField(validators=[DataRequired("name-missing")])
