"""Which page shows two authors' texts side by side, and what becomes of a text whose place somebody has deleted?"""

from typing import Any

from flask.typing import ResponseReturnValue

from training.authoring.actions.editing import Collision, change
from training.authoring.queries.editing import VersionHead, version_heads
from training.authoring.rules.deeds import Act, Deed
from training.authoring.rules.returning import put_back
from training.authoring.views.blueprint import CONFLICT, OpenedDraft, author, opened_draft, region_names, show
from training.authoring.views.landing import to_unit
from training.authoring.views.offering import changed
from training.authoring.views.units import Form, Opening, form_values, fresh
from training.content.actions import drop_text
from training.content.rules.module import Module
from training.foundation.clock import now
from training.foundation.errors import Refused
from training.foundation.extensions import db


def collided(
    address: str, unit: Any, form: Form, collision: Collision, *, module: str, opening: Opening, language: str
) -> ResponseReturnValue:
    """Show what stands there now beside what was typed, and let its author decide."""
    opened = opened_draft(module)
    if collision.facts["gone"]:
        return gone(opened, address, unit, form, opening=opening, language=language)
    regions = region_names(language)
    page = show(
        "collision.html",
        **form_values(opened, address, unit, form, regions=regions, opening=fresh(opened, address, kept=opening.kept)),
        regions=regions,
        changes=changed(opened.module, address, unit),
        theirs=_head(opened, collision.facts["version"]),
    )
    return page, CONFLICT


def gone(
    opened: OpenedDraft,
    address: str,
    unit: Any,
    form: Form,
    *,
    opening: Opening,
    language: str,
    has_place: bool = True,
) -> ResponseReturnValue:
    """Say that the place of a text was deleted, and offer the text to copy or, where it can be, to put back."""
    page = show(
        "gone.html",
        **form_values(opened, address, unit, form, regions=region_names(language), opening=opening),
        theirs=_head(opened, opened.version.number),
        has_place=has_place,
    )
    return page, CONFLICT


def return_gone(
    opened: OpenedDraft, address: str, unit: Any, form: Form, *, opening: Opening, language: str
) -> ResponseReturnValue:
    """Put a unit back that somebody else has deleted, with what was typed, and show it."""
    where = [address]

    def add(module: Module) -> Module:
        made, where[0] = put_back(module, address, unit)
        return made

    deed = Deed(act=Act.ADDED, subject=address)
    try:
        saved = change(db.session, opened.module.key, deed, add, person_id=author().id, now=now())
    except Refused:
        db.session.rollback()
        return gone(opened, address, unit, form, opening=opening, language=language, has_place=False)
    if opening.kept:
        drop_text(db.session, opening.kept, person_id=author().id)
    db.session.commit()
    return to_unit(opened.module.key, where[0], saved=saved.version.number)


def _head(opened: OpenedDraft, number: int) -> VersionHead | None:
    """Return who saved a version and when."""
    return next(iter(version_heads(db.session, opened.row.id, before=number + 1, limit=1)), None)
