"""Which addresses change an account or its roles? Each leads back to the page of the person."""

from collections.abc import Callable
from functools import partial

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from training.accounts.models import Person
from training.administration.actions import people as actions
from training.administration.actions import roles as role_actions
from training.administration.forms.people import ExtraTimeForm, PersonForm, RoleForm
from training.administration.views.blueprint import SEE_OTHER, UNPROCESSABLE, administrator, pages
from training.administration.views.people import FIELD_OF, PERSON, opened, person_page
from training.foundation.clock import now
from training.foundation.errors import NotFound, Refused
from training.foundation.extensions import db
from training.foundation.gate import requires
from training.foundation.permissions import Permission


@pages.post(PERSON)
@requires(Permission.MANAGE_PEOPLE)
def correct(language: str, person_id: int) -> ResponseReturnValue:
    """Put right name, address, organisation and language."""
    someone, form = opened(person_id), PersonForm()
    if not form.validate():
        return person_page(someone, typed=form.values(), faults=form.faults()), UNPROCESSABLE
    try:
        actions.correct(db.session, someone, **form.values(), actor=administrator(), now=now())
    except Refused as refusal:
        db.session.rollback()
        if refusal.code not in FIELD_OF:
            return person_page(opened(person_id), refusal=refusal.code), UNPROCESSABLE
        faults = {FIELD_OF[refusal.code]: refusal.code}
        return person_page(opened(person_id), typed=form.values(), faults=faults), UNPROCESSABLE
    db.session.commit()
    return _back(language, person_id, "corrected")


@pages.post(f"{PERSON}/close")
@requires(Permission.MANAGE_PEOPLE)
def close(language: str, person_id: int) -> ResponseReturnValue:
    """Close the account."""
    return _acted(language, person_id, partial(_with_actor, actions.close), saved="closed")


@pages.post(f"{PERSON}/open")
@requires(Permission.MANAGE_PEOPLE)
def reopen(language: str, person_id: int) -> ResponseReturnValue:
    """Open the account again."""
    return _acted(language, person_id, partial(_with_actor, actions.reopen), saved="opened")


@pages.post(f"{PERSON}/invite")
@requires(Permission.MANAGE_PEOPLE)
def invite_again(language: str, person_id: int) -> ResponseReturnValue:
    """Send the invitation once more."""
    return _acted(language, person_id, partial(_with_actor, actions.invite_again), saved="invited")


@pages.post(f"{PERSON}/reset-factors")
@requires(Permission.MANAGE_PEOPLE)
def reset_factors(language: str, person_id: int) -> ResponseReturnValue:
    """Take the second factors away from somebody who has lost them."""
    return _acted(language, person_id, partial(_with_actor, actions.take_factors_away), saved="factors")


@pages.post(f"{PERSON}/end-sessions")
@requires(Permission.MANAGE_PEOPLE)
def end_sessions(language: str, person_id: int) -> ResponseReturnValue:
    """Sign somebody out everywhere."""
    return _acted(language, person_id, partial(_with_actor, actions.end_sessions), saved="sessions")


@pages.post(f"{PERSON}/extra-time")
@requires(Permission.MANAGE_PEOPLE)
def extra_time(language: str, person_id: int) -> ResponseReturnValue:
    """Give more time in tests, or take it away."""
    form = ExtraTimeForm()
    if not form.validate():
        return person_page(opened(person_id), faults=form.faults()), UNPROCESSABLE
    grant = partial(actions.grant_extra_time, percent=form.percent.data)
    return _acted(language, person_id, partial(_with_actor, grant), saved="extra-time")


@pages.post(f"{PERSON}/roles")
@requires(Permission.GRANT_ROLES)
def give_role(language: str, person_id: int) -> ResponseReturnValue:
    """Give a role, as far as the own reach goes."""
    return _with_role(language, person_id, role_actions.give, saved="role-given")


@pages.post(f"{PERSON}/roles/take")
@requires(Permission.GRANT_ROLES)
def take_role(language: str, person_id: int) -> ResponseReturnValue:
    """Take a role, as far as the own reach goes."""
    return _with_role(language, person_id, role_actions.take, saved="role-taken")


def _with_role(language: str, person_id: int, act: Callable[..., None], *, saved: str) -> ResponseReturnValue:
    form = RoleForm()
    if not form.validate():
        return person_page(opened(person_id), faults=form.faults()), UNPROCESSABLE

    def change(someone: Person) -> None:
        act(db.session, someone, form.grant(), actor=administrator(), now=now())

    return _acted(language, person_id, change, saved=saved)


def _with_actor(act: Callable[..., None], someone: Person) -> None:
    act(db.session, someone, actor=administrator(), now=now())


def _acted(language: str, person_id: int, act: Callable[[Person], None], *, saved: str) -> ResponseReturnValue:
    """Do it and lead back to the person; where it is refused, say why on the same page."""
    try:
        act(opened(person_id))
    except NotFound:
        raise
    except Refused as refusal:
        db.session.rollback()
        return person_page(opened(person_id), refusal=refusal.code), UNPROCESSABLE
    db.session.commit()
    return _back(language, person_id, saved)


def _back(language: str, person_id: int, saved: str) -> ResponseReturnValue:
    return redirect(url_for(".person", language=language, person_id=person_id, saved=saved), SEE_OTHER)
