"""Which page changes the settings of the site?"""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from wtforms.validators import NumberRange

from training.accounts import queries as accounts
from training.administration.actions import settings as actions
from training.administration.forms.settings import SettingsForm
from training.administration.rules.settings import LONGEST, bounds_after
from training.administration.views.blueprint import SEE_OTHER, UNPROCESSABLE, administrator, pages, show
from training.foundation import settings as stored
from training.foundation.clock import now
from training.foundation.extensions import db
from training.foundation.gate import requires
from training.foundation.permissions import Permission
from training.reporting.queries.releases import last_minimum


@pages.get("/<language:language>/administration/settings")
@requires(Permission.CHANGE_SETTINGS)
def settings(language: str) -> str:
    """Show the settings of the site as they stand."""
    return _settings_page(_offering(SettingsForm(None, obj=stored.settings(db.session)), language), [])


@pages.post("/<language:language>/administration/settings")
@requires(Permission.CHANGE_SETTINGS)
def settings_submit(language: str) -> ResponseReturnValue:
    """Keep the settings; what changes leaves an entry."""
    form = _offering(SettingsForm(), language)
    bounds = _bounds()
    if not form.validate(extra_validators={name: [NumberRange(*bounds[name])] for name in bounds}):
        return _settings_page(form, form.faults()), UNPROCESSABLE
    actions.change(db.session, form.settings(), person_id=administrator().id, now=now())
    db.session.commit()
    return redirect(url_for(".settings", language=language, saved=1), SEE_OTHER)


def _offering(form: SettingsForm, language: str) -> SettingsForm:
    """Let a form offer the regions by their names in a language."""
    form.four_eyes_regions.choices = [(each.key, each.names[language]) for each in accounts.regions(db.session)]
    return form


def _bounds() -> dict[str, tuple[int, int]]:
    """Return from where to where numbers go: what was shown with a smaller group cannot be hidden with a larger one."""
    return bounds_after(last_minimum(db.session))


def _settings_page(form: SettingsForm, faults: list[str]) -> str:
    saved = request.args.get("saved") == "1"
    return show("settings.html", form=form, faults=faults, bounds=_bounds(), longest=LONGEST, saved=saved)
