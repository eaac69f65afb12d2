"""What do all pages of required learning share? The blueprint, the person, the frame, and titles of modules."""

from typing import Any, cast

from flask import Blueprint
from flask_login import current_user

from training.accounts.rules import CurrentPerson
from training.content import queries as content
from training.foundation.extensions import db
from training.foundation.pages import page

pages = Blueprint("assignments", __name__)


def somebody() -> CurrentPerson:
    """Return the person who is signed in; only for views behind the gate."""
    return cast("CurrentPerson", current_user)


def show(template: str, **values: Any) -> str:
    """Render a page of required learning for whoever is here."""
    return page(f"assignments/{template}", person=somebody(), section="assignments", **values)


def titles(language: str) -> dict[str, str]:
    """Return the title of every published module by its key, in the reader's language, by title."""
    ids = content.current_publications(db.session)
    found = {key: content.localised(content.published(db.session, id_), language).title for key, id_ in ids.items()}
    return dict(sorted(found.items(), key=lambda each: each[1]))
