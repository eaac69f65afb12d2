"""Which pages tell what is kept, give it out, and erase it?"""

from datetime import datetime
from typing import Any, cast

from flask import Blueprint, Response, redirect, request, session, url_for
from flask.json import dumps
from flask.typing import ResponseReturnValue
from flask_login import current_user, logout_user

from training.accounts import actions as accounts
from training.accounts.rules import CurrentPerson
from training.accounts.views import visitor
from training.foundation.clock import now
from training.foundation.db import forget_deleted
from training.foundation.extensions import db, limiter
from training.foundation.gate import public, requires
from training.foundation.pages import page
from training.foundation.permissions import Permission
from training.foundation.settings import settings
from training.privacy import actions, queries
from training.privacy.rules import REGISTER

pages = Blueprint("privacy", __name__)


@pages.get("/<language:language>/privacy")
@public
def privacy(language: str) -> str:
    """Tell what is kept about whom, why, how long and on which legal basis."""
    del language
    return _show("privacy.html", register=REGISTER, site=settings(db.session))


@pages.get("/<language:language>/account/data")
@requires(Permission.TAKE_MODULE)
def data(language: str) -> str:
    """Show a person everything that is kept about them."""
    del language
    return _show("data.html", register=REGISTER, found=queries.everything_about(db.session, _person().id))


@pages.get("/<language:language>/account/data.json")
@requires(Permission.TAKE_MODULE)
def data_file(language: str) -> Response:
    """Give it to them as a file that a program can read."""
    del language
    found = queries.everything_about(db.session, _person().id)
    told = {
        "made_at": now().isoformat(),
        "kept": {
            key: [{"table": holding.table, "rows": [_plain(row) for row in rows]} for holding, rows in held]
            for key, held in found.items()
        },
    }
    headers = {"Content-Disposition": 'attachment; filename="my-data.json"'}
    return Response(dumps(told, indent=2, ensure_ascii=False), mimetype="application/json", headers=headers)


@pages.get("/<language:language>/account/erase")
@requires(Permission.TAKE_MODULE)
def erase_own(language: str) -> str:
    """Say what is lost and what stays, and ask whether to erase."""
    del language
    return _own_page("")


@pages.post("/<language:language>/account/erase")
@requires(Permission.TAKE_MODULE)
@limiter.limit("5/minute")
def erase_own_submit(language: str) -> ResponseReturnValue:
    """Erase the person who asks, who means it and knows the password, if there is one."""
    person = _person()
    fault = _doubt(person)
    if fault:
        return _own_page(fault), 422
    actions.erase_person(db.session, person.id, now=now(), actor_id=None)
    db.session.commit()
    forget_deleted(db.session)
    logout_user()
    session.clear()
    return redirect(url_for(".erased", language=language), 303)


@pages.get("/<language:language>/erased")
@public
def erased(language: str) -> str:
    """Say that it is done."""
    del language
    return _show("erased.html")


def _person() -> CurrentPerson:
    return cast("CurrentPerson", current_user)


def _doubt(person: CurrentPerson) -> str:
    kept = queries.person(db.session, person.id)
    if request.form.get("meant") != "yes":
        return "not-meant"
    if kept and kept.password_hash and not accounts.is_right(db.session, kept.email, request.form.get("password", "")):
        return "password-wrong"
    return ""


def _own_page(fault: str) -> str:
    kept = queries.person(db.session, _person().id)
    return _show("erase_own.html", has_password=bool(kept and kept.password_hash), fault=fault)


def _show(template: str, **values: Any) -> str:
    return page(f"privacy/{template}", person=visitor(), section="account", **values)


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in row.items()}
