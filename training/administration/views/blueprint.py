"""What do all pages of administration share? The blueprint, the person, and the frame."""

from typing import Any, cast

from flask import Blueprint
from flask_login import current_user

from training.accounts.rules import CurrentPerson
from training.foundation.pages import page

pages = Blueprint("administration", __name__)

SEE_OTHER = 303
UNPROCESSABLE = 422


def administrator() -> CurrentPerson:
    """Return the person who is signed in; only for views behind the gate."""
    return cast("CurrentPerson", current_user)


def show(template: str, **values: Any) -> str:
    """Render a page of administration for whoever is here."""
    return page(f"administration/{template}", person=administrator(), section="administration", **values)
