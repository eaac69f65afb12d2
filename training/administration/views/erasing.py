"""Which page lets an administrator erase a person?"""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from training.accounts.models import Person
from training.administration.actions import people as actions
from training.administration.views.blueprint import administrator, pages, show
from training.foundation.clock import now
from training.foundation.db import forget_deleted
from training.foundation.errors import NotFound
from training.foundation.extensions import db
from training.foundation.gate import requires
from training.foundation.permissions import Permission
from training.privacy import queries as privacy


@pages.get("/<language:language>/administration/people/<int:person_id>/erase")
@requires(Permission.MANAGE_PEOPLE)
def erase(language: str, person_id: int) -> str:
    """Say what is lost and what stays, and ask whether to erase this person."""
    del language
    return show("erase.html", kept=_kept(person_id), fault="")


@pages.post("/<language:language>/administration/people/<int:person_id>/erase")
@requires(Permission.MANAGE_PEOPLE)
def erase_submit(language: str, person_id: int) -> ResponseReturnValue:
    """Erase a person, once it has been said that this is meant."""
    person = _kept(person_id)
    if request.form.get("meant") != "yes":
        return show("erase.html", kept=person, fault="not-meant"), 422
    actions.erase(db.session, person, actor=administrator(), now=now())
    db.session.commit()
    forget_deleted(db.session)
    return redirect(url_for(".people", language=language, saved="erased"), 303)


def _kept(person_id: int) -> Person:
    kept = privacy.person(db.session, person_id)
    if kept is None:
        raise NotFound("person")
    return kept
