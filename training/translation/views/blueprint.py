"""What do all pages of the translation desk share? The blueprint, the person, the frame, a module and a language."""

from dataclasses import dataclass
from typing import Any, cast

from flask import Blueprint
from flask_login import current_user

from training.accounts.rules import CurrentPerson
from training.content import queries as content
from training.content.models import ModuleRow
from training.content.queries import VersionMark
from training.content.rules.module import Module
from training.foundation.errors import NotFound
from training.foundation.extensions import db
from training.foundation.languages import LANGUAGES
from training.foundation.pages import page

pages = Blueprint("translation", __name__)

SEE_OTHER = 303
CONFLICT = 409
UNPROCESSABLE = 422
DESK = "/<language:language>/translation"
MODULE = f"{DESK}/<module>"
#: The desk of one module in one language, the one that it is translated into.
PAIR = f"{MODULE}/<into>"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedModule:
    """The draft of a module, in its own language, without its row's document."""

    row: ModuleRow
    region: str
    mark: VersionMark
    module: Module


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedPair(OpenedModule):
    """The draft of a module, and the language that it is translated into."""

    into: str


def translator() -> CurrentPerson:
    """Return the person who is signed in; only for views behind the gate."""
    return cast("CurrentPerson", current_user)


def show(template: str, **values: Any) -> str:
    """Render a page of the desk for whoever is here."""
    return page(f"translation/{template}", person=translator(), section="translation", **values)


def opened_module(key: str) -> OpenedModule:
    """Open the draft of a module; raises NotFound."""
    row = content.module_row(db.session, key)
    mark = content.latest_mark(db.session, row.id) if row else None
    region = content.region_of_module(db.session, key)
    if row is None or mark is None or region is None:
        raise NotFound("module")
    return OpenedModule(row=row, region=region, mark=mark, module=content.module_of_version(db.session, mark))


def opened_pair(key: str, into: str) -> OpenedPair:
    """Open the draft of a module to be translated; raises NotFound, also for its own language and unknown ones."""
    opened = opened_module(key)
    if into not in LANGUAGES or into == opened.module.source:
        raise NotFound("language")
    return OpenedPair(row=opened.row, region=opened.region, mark=opened.mark, module=opened.module, into=into)
