"""What do all pages of figures share? The blueprint and the person."""

from typing import cast

from flask import Blueprint
from flask_login import current_user

from training.accounts.rules import CurrentPerson

pages = Blueprint("reporting", __name__)


def somebody() -> CurrentPerson:
    """Return the person who is signed in; only for views behind the gate."""
    return cast("CurrentPerson", current_user)
