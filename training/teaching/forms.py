"""What may a trainer type to correct a question, to publish, to withdraw? Messages are codes, for templates."""

from collections.abc import Callable

from flask_wtf import FlaskForm
from wtforms import BooleanField, DateField, Field, IntegerField, SelectMultipleField, StringField, TimeField
from wtforms.validators import AnyOf, DataRequired, InputRequired, Length, StopValidation, ValidationError

from training.authoring.rules.publishing import LONGEST_NOTE
from training.content.rules.texts import clean
from training.foundation.languages import LANGUAGES
from training.quizzes.rules.regrading import ACCEPT, CHANGES, Correction

LONGEST_REASON = 500
NOW, LATER = "now", "later"


def _cleaned(typed: str | None) -> str:
    return clean(typed or "")


def _if_later(missing: str) -> Callable[[FlaskForm, Field], None]:
    """Ask for a field where a moment to come was chosen; else it says nothing."""

    def check(form: FlaskForm, field: Field) -> None:
        is_empty = not any(value.strip() for value in field.raw_data or ())
        if form.when.data == LATER and not is_empty:
            return
        field.errors = []
        raise StopValidation(missing if form.when.data == LATER else "")

    return check


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


class PublishForm(FlaskForm):
    """What is put before learners, as the page showed it, and when; days and hours are those of the region."""

    version = IntegerField(validators=[InputRequired("version-missing")])
    basis = StringField(default="")
    note = StringField(filters=[_cleaned], validators=[Length(max=LONGEST_NOTE, message="note-too-long")])
    when = StringField(default=NOW, validators=[AnyOf([NOW, LATER], "when-missing")])
    day = DateField(validators=[_if_later("day-missing")])
    hour = TimeField(validators=[_if_later("hour-missing")])

    @property
    def is_for_later(self) -> bool:
        """Tell whether a moment to come was chosen."""
        return bool(self.when.data == LATER)

    def faults(self) -> dict[str, str]:
        """Return the first code of each field that is wrong, in the order of the page."""
        faults = {name: str(codes[0]) for name, codes in self.errors.items()}
        # What cannot be read is said in WTForms' own words.
        for name in {"day", "hour"} & faults.keys():
            faults[name] = faults[name] if faults[name] == f"{name}-missing" else f"{name}-not-read"
        return faults


class WithdrawForm(FlaskForm):
    """Why a module is taken away from learners."""

    reason = StringField(
        filters=[_cleaned],
        validators=[DataRequired("reason-missing"), Length(max=LONGEST_NOTE, message="reason-too-long")],
    )

    def faults(self) -> dict[str, str]:
        """Return the first code of each field that is wrong, in the order of the page."""
        return {name: str(codes[0]) for name, codes in self.errors.items()}
