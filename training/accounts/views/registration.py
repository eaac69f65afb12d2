"""On which page does somebody register whom nobody has invited?"""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_limiter.util import get_remote_address

from training.accounts import queries
from training.accounts.actions.registration import register as register_person
from training.accounts.forms.registration import RegistrationForm
from training.accounts.rules.registration import domains_of, organisation_for
from training.accounts.views import devices
from training.accounts.views.blueprint import SEE_OTHER, UNPROCESSABLE, pages, visitor
from training.foundation.clock import now
from training.foundation.extensions import db, limiter
from training.foundation.gate import public
from training.foundation.pages import page


@pages.get("/<language:language>/register")
@public
def register(language: str) -> str:
    """Ask for name and address where an organisation lets its people register, or say that a letter has been sent."""
    return _registration_page(RegistrationForm(None, preferred=language), {})


@pages.post("/<language:language>/register")
@public
@limiter.limit("20/minute;100/hour", key_func=get_remote_address)
@limiter.limit("3/minute;6/hour", key_func=devices.account)
def register_submit(language: str) -> ResponseReturnValue:
    """Post a letter to the address; whether there is an account with it is not said."""
    form = RegistrationForm()
    if not form.validate():
        return _registration_page(form, form.faults()), UNPROCESSABLE
    email = form.email.data or ""
    organisation = organisation_for(email, queries.registering_organisations(db.session))
    if organisation is None:
        return _registration_page(form, {"email": "domain-not-open"}), UNPROCESSABLE
    values = {"email": email, "name": form.name.data or "", "language": form.preferred.data or language}
    register_person(db.session, **values, organisation=organisation, now=now())
    db.session.commit()
    return redirect(url_for(".register", language=language, sent=1), SEE_OTHER)


def _registration_page(form: RegistrationForm, faults: dict[str, str]) -> str:
    return page(
        "accounts/register.html",
        person=visitor(),
        section="account",
        form=form,
        faults=faults,
        domains=domains_of(queries.registering_organisations(db.session)),
        sent=request.args.get("sent") == "1",
    )
