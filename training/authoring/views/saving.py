"""What happens to the form of a unit when it is sent? It is saved, or kept for later; nothing typed is lost."""

from dataclasses import dataclass
from typing import Any

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.wrappers import Response

from training.accounts.views import remembered_id
from training.authoring.actions.editing import Collision, Saved, save
from training.authoring.queries.editing import latest_versions, version_of
from training.authoring.rules.naming import named
from training.authoring.rules.typing import form_of, typed, with_part
from training.authoring.rules.units import unit_of
from training.authoring.views.blueprint import SEE_OTHER, UNPROCESSABLE, OpenedDraft, author, opened_draft, pages
from training.authoring.views.colliding import collided, gone, return_gone
from training.authoring.views.landing import to_page, to_unit
from training.authoring.views.parsed import parsed
from training.authoring.views.previewing import preview
from training.authoring.views.units import UNIT, Form, Opening, unit_page
from training.content import queries as content
from training.content.actions import drop_text, keep_text
from training.foundation import tickets
from training.foundation.clock import now
from training.foundation.errors import NotFound, Refused
from training.foundation.extensions import csrf, db
from training.foundation.gate import can, public
from training.foundation.permissions import Permission, Place

#: What buttons of the form say, besides acts on parts such as "add:choices".
SAVE, BACK, PREVIEW, PUT_BACK = "save", "back", "preview", "put-back"
#: Fields of the form that are not about the unit.
_CONTROLS = {"ticket", "act", "basis", "number", "kept", "csrf_token"}
#: Whoever was signed out sends what was deleted since among so many versions.
_LOOKED_BACK = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A form as it came: of which unit, opened with what, saying what, and which button was pressed."""

    module: str
    address: str
    opening: Opening
    form: Form
    act: str = SAVE


@pages.post(UNIT)
@csrf.exempt
@public
def unit_submit(language: str, module: str, unit: str) -> ResponseReturnValue:
    """Do what the button says; the signed ticket in the form is the permission, and outlives the session."""
    owner = tickets.holder("unit", f"{module}/{unit}", request.form.get("ticket", ""))
    typed_in = {name: values for name, values in request.form.lists() if name not in _CONTROLS}
    number, kept = (request.form.get(name, 0, type=int) for name in ("number", "kept"))
    opening = Opening(basis=request.form.get("basis", ""), number=number, kept=kept)
    sent = Sent(module=module, address=unit, opening=opening, form=typed_in, act=request.form.get("act", SAVE))
    return answer(sent, language=language) if _is_here(owner, module) else _kept(sent, owner, language=language)


def answer(sent: Sent, *, language: str) -> ResponseReturnValue:
    """Save a form, or show it again with what must be decided first."""
    opened = opened_draft(sent.module)
    unit, mistyped = typed(_opened_with(opened, sent), sent.form)
    is_there = named(opened.module, sent.address)[0]
    if not is_there:
        way = return_gone if sent.act == PUT_BACK else gone
        return way(opened, sent.address, unit, sent.form, opening=sent.opening, language=language)
    if sent.act == PREVIEW or mistyped:
        seen = preview(opened.module, sent.address, unit) if sent.act == PREVIEW else None
        told: dict[str, Any] = {"opening": sent.opening, "mistyped": mistyped, "preview": seen, "language": language}
        return unit_page(opened, sent.address, unit, sent.form, **told), UNPROCESSABLE if mistyped else 200
    return _saved(sent, unit, language=language)


def _saved(sent: Sent, unit: Any, *, language: str) -> ResponseReturnValue:
    made = with_part(unit, sent.act) if ":" in sent.act else unit
    told: dict[str, Any] = {"basis": sent.opening.basis, "person_id": author().id, "now": now()}
    try:
        saved = save(db.session, sent.module, sent.address, made, **told)
    except Collision as collision:
        db.session.rollback()
        return collided(
            sent.address, unit, sent.form, collision, module=sent.module, opening=sent.opening, language=language
        )
    if sent.opening.kept:
        drop_text(db.session, sent.opening.kept, person_id=author().id)
    db.session.commit()
    return _onward(sent, unit, made, saved)


def _onward(sent: Sent, before: Any, made: Any, saved: Saved) -> Response:
    number = saved.version.number
    if sent.act == BACK:
        return to_page(sent.module, sent.address, saved=number, edited=sent.address)
    anchor = _part_anchor(sent.act, form_of(before), form_of(made)) if ":" in sent.act else None
    return to_unit(sent.module, sent.address, saved=number, anchor=anchor)


def _part_anchor(act: str, before: Form, made: Form) -> str:
    """Name the place of the part that an act was about; where it is gone, that of its list."""
    _, _, subject = act.partition(":")
    listed = subject if subject in made or subject in before else subject.rpartition(".")[0]
    old, new = before.get(listed, ()), made.get(listed, ())
    added = [key for key in new if key not in old]
    if added:
        return f"part-{listed}.{added[0]}"
    return f"part-{subject}" if subject.rpartition(".")[2] in new else f"part-{listed}"


def _opened_with(opened: OpenedDraft, sent: Sent) -> Any:
    """Return the unit as it stood when the form was opened; so nothing is lost that others have deleted since.

    A kept text does not know the version: there, the last one that has the unit.
    """
    if 0 < sent.opening.number < opened.version.number:
        return unit_of(parsed(version_of(db.session, opened.row.id, sent.opening.number).document).module, sent.address)
    if named(opened.module, sent.address)[0]:
        return unit_of(opened.module, sent.address)
    for version in latest_versions(db.session, opened.row.id, limit=_LOOKED_BACK):
        module = parsed(version.document).module
        if named(module, sent.address)[0]:
            return unit_of(module, sent.address)
    raise Refused("unit-gone")


def _is_here(owner: int, module: str) -> bool:
    """Tell whether the owner of a form is signed in and may write; whoever may not any more is refused."""
    if not current_user.is_authenticated or current_user.id != owner or current_user.owes_second_factor:
        return False
    if not can(Permission.EDIT_MODULE, place=Place(region=content.region_of_module(db.session, module), module=module)):
        abort(403)
    return True


def _kept(sent: Sent, owner: int, *, language: str) -> Response:
    """Keep the form for its owner, and ask them to sign in on the way to where it is offered."""
    row = content.module_row(db.session, sent.module)
    if row is None:
        raise NotFound("module")
    told: dict[str, Any] = {"unit": sent.address, "basis": sent.opening.basis, "typed": sent.form, "now": now()}
    keep_text(db.session, person_id=owner, module_id=row.id, **told)
    db.session.commit()
    if remembered_id() not in (None, owner):
        raise Refused("other-account")
    # The gate asks to sign in, or for the second factor, and leads back.
    return redirect(url_for(".unit", language=language, module=sent.module, unit=sent.address), SEE_OTHER)
