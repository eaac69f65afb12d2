"""What does an author do with a text that the end of a session has kept from being saved?"""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from training.authoring.views.blueprint import MODULE, SEE_OTHER, author, opened_draft, pages
from training.authoring.views.saving import Sent, answer
from training.authoring.views.units import Opening
from training.content.actions import drop_text
from training.content.queries.keeping import own_kept_text
from training.foundation.errors import NotFound
from training.foundation.extensions import db
from training.foundation.gate import requires
from training.foundation.permissions import Permission

_KEPT = f"{MODULE}/kept/<int:kept_id>"


@pages.post(f"{_KEPT}/take")
@requires(Permission.EDIT_MODULE)
def take_kept(language: str, module: str, kept_id: int) -> ResponseReturnValue:
    """Save a kept text as if it were sent now; where others have changed the same, both are shown."""
    opened = opened_draft(module)
    kept = own_kept_text(db.session, kept_id, person_id=author().id)
    if kept.module_id != opened.row.id:
        raise NotFound("kept-text")
    opening = Opening(basis=kept.basis, number=0, kept=kept.id)
    sent = Sent(module=module, address=kept.unit, opening=opening, form=kept.typed)
    return answer(sent, language=language)


@pages.post(f"{_KEPT}/drop")
@requires(Permission.EDIT_MODULE)
def drop_kept(language: str, module: str, kept_id: int) -> ResponseReturnValue:
    """Throw a kept text away, as its author has decided."""
    drop_text(db.session, kept_id, person_id=author().id)
    db.session.commit()
    unit = request.form.get("unit", "")
    back = url_for(".unit", language=language, module=module, unit=unit) if unit else None
    return redirect(back or url_for(".module", language=language, module=module), SEE_OTHER)
