"""What may a person type to be greeted in another language?"""

from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import AnyOf

from training.foundation.languages import LANGUAGES


class LanguageForm(FlaskForm):
    """One of the seven languages."""

    preferred = StringField(validators=[AnyOf(list(LANGUAGES))])
