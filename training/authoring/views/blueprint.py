"""What do all pages of authoring share? The blueprint, the person, the frame, and the draft that an address names."""

from dataclasses import dataclass
from typing import Any, cast

from flask import Blueprint, current_app
from flask_login import current_user

from training.accounts import queries as accounts
from training.accounts.rules import CurrentPerson
from training.authoring.views.parsed import Parsed, parsed
from training.config import Config
from training.content import queries as content
from training.content.models import ModuleRow, ModuleVersion
from training.content.rules.module import Module
from training.foundation.errors import NotFound
from training.foundation.extensions import db
from training.foundation.pages import page

pages = Blueprint("authoring", __name__)

SEE_OTHER = 303
CONFLICT = 409
UNPROCESSABLE = 422
#: The editor of one module.
MODULE = "/<language:language>/authoring/<module>"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedDraft:
    """The latest version of a module, as it is edited: in the module's own language."""

    row: ModuleRow
    version: ModuleVersion
    module: Module
    state: Parsed


def author() -> CurrentPerson:
    """Return the person who is signed in, a trainer or an editor; only for views behind the gate."""
    return cast("CurrentPerson", current_user)


def config() -> Config:
    """Return the settings of this installation."""
    settings: Config = current_app.config["TRAINING"]
    return settings


def show(template: str, **values: Any) -> str:
    """Render a page of authoring for whoever is here."""
    return page(f"authoring/{template}", person=author(), section="authoring", **values)


def opened_draft(key: str) -> OpenedDraft:
    """Open the draft of a module; raises NotFound."""
    row = content.module_row(db.session, key)
    version = content.latest_version(db.session, row.id) if row else None
    if row is None or version is None:
        raise NotFound("module")
    state = parsed(version.document)
    return OpenedDraft(row=row, version=version, module=state.module, state=state)


def region_names(language: str) -> dict[str, str]:
    """Return the names of all regions by their keys, in the order of the regions."""
    return {region.key: region.names[language] for region in accounts.regions(db.session)}
