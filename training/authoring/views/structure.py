"""Which buttons put a module together: add, move, duplicate, delete, and take back?"""

from collections.abc import Callable, Sequence
from functools import partial

from flask import request
from werkzeug.wrappers import Response

from training.authoring.actions.editing import change
from training.authoring.actions.editing import undo as take_back
from training.authoring.rules.deeds import Act, Deed
from training.authoring.rules.naming import named, page_of
from training.authoring.rules.structure import added, duplicated, moved, moved_to, removed
from training.authoring.rules.units import unit_of
from training.authoring.views.blueprint import MODULE, author, opened_draft, pages
from training.authoring.views.landing import to_page, to_unit
from training.content.rules.blocks import Sources
from training.content.rules.module import Module
from training.content.rules.segments import MODULE as COVER
from training.foundation.clock import now
from training.foundation.errors import Refused
from training.foundation.extensions import db
from training.foundation.gate import requires
from training.foundation.permissions import Permission

_WAYS = {"up": -1, "down": 1}


@pages.post(f"{MODULE}/structure")
@requires(Permission.EDIT_MODULE)
def structure(language: str, module: str) -> Response:
    """Do to a unit what its button says."""
    del language
    unit, act = request.form.get("unit", ""), request.form.get("act", "")
    match act:
        case "add":
            return _add(module)
        case "up" | "down":
            return _changed(module, Act.MOVED, unit, partial(moved, address=unit, by=_WAYS[act]))
        case "move":
            return _move(module, unit)
        case "duplicate":
            return _duplicate(module, unit)
        case "delete":
            return _changed(module, Act.REMOVED, unit, partial(removed, address=unit))
    raise Refused("choice-unknown")


@pages.post(f"{MODULE}/undo")
@requires(Permission.EDIT_MODULE)
def undo(language: str, module: str) -> Response:
    """Take back what was saved last, if nobody has saved anything since."""
    del language
    number = request.form.get("number", 0, type=int)
    saved = take_back(db.session, module, person_id=author().id, now=now(), number=number)
    db.session.commit()
    unit = request.form.get("unit", COVER)
    if request.form.get("page") == "unit" and named(opened_draft(module).module, unit)[0]:
        return to_unit(module, unit, saved=saved.version.number)
    return _listed(module, unit, saved.version.number)


def _add(key: str) -> Response:
    """Add what is empty, and lead to where it is written."""
    parent, kind = request.form.get("unit", ""), request.form.get("kind", "")
    where = [parent]

    def add(module: Module) -> Module:
        made, where[0] = added(module, parent, kind, after=request.form.get("after"))
        return made

    number = _change(key, Act.ADDED, where, add)
    return to_unit(key, where[0], saved=number)


def _duplicate(key: str, unit: str) -> Response:
    where = [unit]

    def copy(module: Module) -> Module:
        made, where[0] = duplicated(module, unit)
        return made

    number = _change(key, Act.DUPLICATED, where, copy)
    return to_page(key, where[0], saved=number)


def _move(key: str, unit: str) -> Response:
    """Move a block into another lesson, and show it there."""
    lesson = request.form.get("lesson", "")
    number = _change(key, Act.MOVED, [unit], partial(moved_to, address=unit, lesson=lesson))
    last = [block.key for block in unit_of(opened_draft(key).module, lesson).blocks if not isinstance(block, Sources)]
    return to_page(key, f"{lesson}/{last[-1]}", saved=number)


def _changed(key: str, act: Act, unit: str, transform: Callable[[Module], Module]) -> Response:
    return _listed(key, unit, _change(key, act, [unit], transform))


def _change(key: str, act: Act, where: Sequence[str], transform: Callable[[Module], Module]) -> int:
    """Change the draft, whatever others have saved meanwhile; return the number of the version that stands now.

    The deed is about what stands first in `where` once the module is changed: only then a new part has its address.
    """
    deed = partial(_deed, act, where)
    saved = change(db.session, key, deed, transform, person_id=author().id, now=now())
    db.session.commit()
    return saved.version.number


def _deed(act: Act, where: Sequence[str]) -> Deed:
    return Deed(act=act, subject=where[0])


def _listed(key: str, unit: str, number: int) -> Response:
    """Go to the page that lists a unit; where its lesson is gone, to that of the module."""
    page = page_of(unit)
    is_there = page == COVER or named(opened_draft(key).module, page)[0]
    return to_page(key, unit if is_there else COVER, saved=number)
