"""What may be typed about a module that is to begin? Messages are codes, for templates."""

from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import AnyOf, DataRequired, Length

from training.content.rules.texts import clean
from training.foundation.languages import LANGUAGES

_LONGEST_TITLE = 200


def _one_line(typed: str | None) -> str:
    return " ".join(clean(typed or "").split())


class NewModuleForm(FlaskForm):
    """Title, language and region; which regions are within reach, the view knows."""

    title = StringField(
        filters=[_one_line],
        validators=[DataRequired("title-missing"), Length(max=_LONGEST_TITLE, message="title-too-long")],
    )
    source = StringField(validators=[AnyOf(tuple(LANGUAGES), "language-unknown")])
    region = StringField(validators=[DataRequired("region-unknown")])

    def faults(self) -> dict[str, str]:
        """Return the first code of each field that is wrong, in the order of the page."""
        return {name: str(codes[0]) for name, codes in self.errors.items()}
