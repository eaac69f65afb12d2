"""What may somebody type who requires a module? Messages are codes, for templates."""

from datetime import date

from flask_wtf import FlaskForm
from wtforms import BooleanField, DateField, StringField, TextAreaField
from wtforms.validators import AnyOf, InputRequired, Length

from training.assignments.rules import REPETITIONS

ONCE = "once"
#: Room for some two thousand addresses.
_MOST_LETTERS = 60_000


class AssignmentForm(FlaskForm):
    """Which module, of whom, by when, how often."""

    module = StringField(validators=[InputRequired("module-missing")])
    organisation = StringField(validators=[InputRequired("organisation-missing")])
    people = TextAreaField(validators=[Length(max=_MOST_LETTERS, message="people-too-many")])
    due_on = DateField(validators=[InputRequired("due-missing")])
    repeat = StringField(validators=[AnyOf([ONCE, *map(str, REPETITIONS)], "choice-unknown")])
    compulsory = BooleanField()

    def addresses(self) -> list[str]:
        """Return the addresses that were typed, one a line or with commas between, in small letters, each once."""
        typed = (self.people.data or "").replace(",", "\n").replace(";", "\n").splitlines()
        return list(dict.fromkeys(line.strip().lower() for line in typed if line.strip()))

    def repeat_months(self) -> int | None:
        """Return after how many months it is required again; None for once."""
        return None if self.repeat.data == ONCE else int(self.repeat.data)

    def day(self) -> date:
        """Return the day by which it is due; only after the form was found valid."""
        day: date = self.due_on.data
        return day

    def faults(self) -> dict[str, str]:
        """Return the first code of each field that is wrong, in the order of the page."""
        faults = {name: str(codes[0]) for name, codes in self.errors.items()}
        # A day that cannot be read is said in WTForms' own words.
        if "due_on" in faults and faults["due_on"] != "due-missing":
            faults["due_on"] = "due-not-read"
        return faults
