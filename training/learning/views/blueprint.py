"""What do all pages of learning share? The blueprint, the person, the frame."""

from typing import Any, cast
from uuid import UUID

from flask import Blueprint, redirect, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from training.accounts.rules import CurrentPerson
from training.accounts.views import remembered_id, visitor
from training.foundation import tickets
from training.foundation.errors import Refused
from training.foundation.pages import page

pages = Blueprint("learning", __name__)


def learner() -> CurrentPerson:
    """Return the person who is signed in; only for views behind the gate."""
    return cast("CurrentPerson", current_user)


def show(template: str, *, section: str = "", **values: Any) -> str:
    """Render a page of learning for whoever is here."""
    return page(f"learning/{template}", person=visitor(), section=section, **values)


def form_owner(purpose: str, subject: str | UUID, ticket: str) -> int:
    """Return whose form this is, by its ticket: a form outlives the session.

    Raises Refused("other-account") when somebody else has signed in on this machine in the meantime.
    """
    owner = tickets.holder(purpose, str(subject), ticket)
    if remembered_id() not in (None, owner):
        raise Refused("other-account")
    return owner


def onward(address: str, *, language: str) -> Response:
    """Go on after something was stored; whoever was signed out in the meantime signs in on the way."""
    if remembered_id() is None:
        address = url_for("accounts.sign_in", language=language, next=address, saved=1)
    return redirect(address, 303)
