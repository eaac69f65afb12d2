"""What may a person type to have a receipt checked? Messages are codes, for templates."""

from collections.abc import Callable
from typing import Any

from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import DataRequired, ValidationError

from training.foundation.errors import Refused
from training.quizzes.rules.receipts import read_attempt_id, read_code


def _read_by(read: Callable[[str], Any]) -> Callable[[FlaskForm, StringField], None]:
    def check(_form: FlaskForm, field: StringField) -> None:
        try:
            read(field.data)
        except Refused as refusal:
            raise ValidationError(refusal.code) from refusal

    return check


class ReceiptForm(FlaskForm):
    """Number and code of a receipt; whether they belong together is not said field by field."""

    class Meta:
        """A question changes nothing, so its address can be kept as a bookmark and needs no token."""

        csrf = False

    attempt = StringField(validators=[DataRequired("attempt-missing"), _read_by(read_attempt_id)])
    code = StringField(validators=[DataRequired("code-missing"), _read_by(read_code)])

    def faults(self) -> dict[str, str]:
        """Return the first code of each field that is wrong, in the order of the page."""
        return {name: str(codes[0]) for name, codes in self.errors.items()}
