"""What may the settings of the site be? A field for each; messages are codes, for templates."""

from dataclasses import fields

from flask_wtf import FlaskForm
from wtforms import BooleanField, IntegerField, SelectMultipleField, StringField
from wtforms.validators import InputRequired, Length, NumberRange

from training.accounts.rules.rosters import one_line
from training.administration.rules.settings import BOUNDS, LONGEST
from training.foundation.settings import Settings


def _one_line(typed: str | None) -> str:
    return one_line(typed or "")


class SettingsForm(FlaskForm):
    """All settings of the site; the fields are named as the settings are."""

    second_factor_required = BooleanField()
    smallest_group = IntegerField(validators=[InputRequired("number-missing"), NumberRange(*BOUNDS["smallest_group"])])
    regions_compared = BooleanField()
    reminder_hour = IntegerField(validators=[InputRequired("number-missing"), NumberRange(*BOUNDS["reminder_hour"])])
    four_eyes_regions = SelectMultipleField()
    controller = StringField(filters=[_one_line], validators=[Length(max=LONGEST["controller"])])
    contact = StringField(filters=[_one_line], validators=[Length(max=LONGEST["contact"])])

    def faults(self) -> list[str]:
        """Return the fields that are out of their bounds, in the order of the page."""
        return list(self.errors)

    def settings(self) -> Settings:
        """Return what was typed."""
        typed = {field.name: self[field.name].data for field in fields(Settings)}
        return Settings(**typed | {"four_eyes_regions": tuple(typed["four_eyes_regions"])})
