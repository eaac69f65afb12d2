"""What does a translator do with texts that the end of a session has kept from being saved?"""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from training.content.actions import drop_text
from training.content.queries.keeping import own_kept_text
from training.foundation.errors import NotFound
from training.foundation.extensions import db
from training.foundation.gate import requires
from training.foundation.permissions import Permission
from training.translation.forms import Act, typed_of
from training.translation.views.blueprint import PAIR, SEE_OTHER, opened_pair, pages, translator
from training.translation.views.desk import unit_of
from training.translation.views.saving import SAVE_ALL, Sent, answer

_KEPT = f"{PAIR}/kept/<int:kept_id>"


@pages.post(f"{_KEPT}/take")
@requires(Permission.TRANSLATE)
def take_kept(language: str, module: str, into: str, kept_id: int) -> ResponseReturnValue:
    """Save kept texts as if they were sent now; where others have changed the same, both are shown."""
    opened = opened_pair(module, into)
    kept = own_kept_text(db.session, kept_id, person_id=translator().id)
    if (kept.module_id, kept.unit) != (opened.row.id, unit_of(into)):
        raise NotFound("kept-text")
    sent = Sent(module=module, into=into, typed=typed_of(kept.typed), act=Act(name=SAVE_ALL), kept=kept.id)
    return answer(sent, language=language)


@pages.post(f"{_KEPT}/drop")
@requires(Permission.TRANSLATE)
def drop_kept(language: str, module: str, into: str, kept_id: int) -> ResponseReturnValue:
    """Throw kept texts away, as their author has decided."""
    drop_text(db.session, kept_id, person_id=translator().id)
    db.session.commit()
    return redirect(url_for(".desk", language=language, module=module, into=into), SEE_OTHER)
