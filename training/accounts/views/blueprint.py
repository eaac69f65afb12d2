"""What do all pages of accounts share? The blueprint, and the person of this request."""

from flask import Blueprint, session
from flask_login import current_user

from training.accounts.rules import CurrentPerson

pages = Blueprint("accounts", __name__)

#: Where the session keeps its token.
TOKEN = "token"  # noqa: S105 (a name)
#: Where it keeps that the person came in by a provider of sign-on.
BY_PROVIDER = "by-provider"
SEE_OTHER = 303
UNPROCESSABLE = 422


def visitor() -> CurrentPerson | None:
    """Return the signed-in person, if there is one."""
    return current_user._get_current_object() if current_user.is_authenticated else None  # noqa: SLF001 (its only way)


def remembered_id() -> int | None:
    """Return whom the session remembers without asking the database: enough to tell one account from another."""
    kept = session.get("_user_id", "")
    return int(kept) if kept.isdigit() else None
