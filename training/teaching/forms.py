"""What may a trainer type to correct a question? Messages are codes, for templates."""

from flask_wtf import FlaskForm
from wtforms import BooleanField, SelectMultipleField, StringField
from wtforms.validators import AnyOf, DataRequired, Length, ValidationError

from training.content.rules.texts import clean
from training.foundation.languages import LANGUAGES
from training.quizzes.rules.regrading import ACCEPT, CHANGES, Correction

LONGEST_REASON = 500


def _cleaned(typed: str | None) -> str:
    return clean(typed or "")


class CorrectionForm(FlaskForm):
    """What is put right; asking what it would do changes nothing, so it needs no token."""

    class Meta:
        """Tokens are looked at for every POST, whatever its form."""

        csrf = False

    change = StringField(validators=[AnyOf(CHANGES, "change-missing")])
    accepted = SelectMultipleField(validate_choice=False)
    given_in = StringField(default="", validators=[AnyOf(["", *LANGUAGES], "language-unknown")])
    lower = BooleanField()

    def validate_accepted(self, field: SelectMultipleField) -> None:
        """Ask for an answer where answers shall count."""
        if self.change.data == ACCEPT and not field.data:
            raise ValidationError("answers-missing")

    def correction(self, question: str) -> Correction:
        """Return what was typed as a correction of this question."""
        return Correction(
            question=question,
            change=self.change.data,
            accepted=frozenset(self.accepted.data or ()),
            language=self.given_in.data or None,
        )

    def faults(self) -> dict[str, str]:
        """Return the first code of each field that is wrong, in the order of the page."""
        return {name: str(codes[0]) for name, codes in self.errors.items()}


class RegradeForm(CorrectionForm):
    """The same, confirmed with a reason that learners read."""

    reason = StringField(
        filters=[_cleaned],
        validators=[DataRequired("reason-missing"), Length(max=LONGEST_REASON, message="reason-too-long")],
    )
