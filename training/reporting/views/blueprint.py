"""What do all pages of figures share? The blueprint and the person."""

from typing import cast

from flask import Blueprint
from flask_login import current_user

from training.accounts import queries as accounts
from training.accounts.rules import CurrentPerson
from training.foundation.extensions import db

#: Where a form leads once it is kept, and how it comes back with faults.
SEE_OTHER, UNPROCESSABLE = 303, 422

pages = Blueprint("reporting", __name__)


def proven() -> bool:
    """Tell whether the person of this request has proven a second factor in this session."""
    return accounts.sign_in_by_id(db.session, somebody().sign_in_id).second_factor_at is not None


def somebody() -> CurrentPerson:
    """Return the person who is signed in; only for views behind the gate."""
    return cast("CurrentPerson", current_user)
