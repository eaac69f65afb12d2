"""How do people who translate a text tell one another what to mind, send it back, and say what came of a task?"""

from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from training.foundation.clock import now
from training.foundation.errors import NotFound, Refused
from training.foundation.extensions import db
from training.foundation.gate import requires
from training.foundation.permissions import Permission
from training.translation.actions.approving import Approval
from training.translation.actions.approving import send_back as sent_back
from training.translation.actions.notes import write_note
from training.translation.actions.tasks import close_task as closed_task
from training.translation.queries.standing import standing
from training.translation.views.blueprint import (
    CONFLICT,
    PAIR,
    SEE_OTHER,
    UNPROCESSABLE,
    OpenedPair,
    opened_pair,
    pages,
    translator,
)
from training.translation.views.segment import segment_page

#: Refusals that the page itself explains, each with its status.
_EXPLAINED = {"reason-missing": UNPROCESSABLE, "reason-too-long": UNPROCESSABLE, "translation-changed": CONFLICT}


@pages.post(f"{PAIR}/send-back")
@requires(Permission.APPROVE_TRANSLATION)
def send_back(language: str, module: str, into: str) -> ResponseReturnValue:
    """Send a translation back to those who translate, with the reason; where that cannot be, the reason stays."""
    opened = opened_pair(module, into)
    address = _segment_of(opened)
    about = Approval(
        address=address,
        source_digest=request.form.get("source_digest", ""),
        basis=request.form.get("basis", ""),
    )
    told: dict[str, Any] = {"reason": request.form.get("reason", ""), "person_id": translator().id, "now": now()}
    try:
        sent_back(db.session, module, into, about, **told)
    except Refused as refusal:
        if refusal.code not in _EXPLAINED:
            raise
        db.session.rollback()
        again = segment_page(opened_pair(module, into), address, language=language, refused=refusal.code)
        return again, _EXPLAINED[refusal.code]
    db.session.commit()
    return _to(language, opened, address, "tasks")


@pages.post(f"{PAIR}/notes")
@requires(Permission.TRANSLATE)
def note(language: str, module: str, into: str) -> Response:
    """Keep a remark for those who translate a text."""
    opened = opened_pair(module, into)
    address = _segment_of(opened)
    write_note(
        db.session,
        module_id=opened.row.id,
        segment=address,
        language=None if request.form.get("everybody") == "yes" else into,
        text=request.form.get("note", ""),
        person_id=translator().id,
        now=now(),
    )
    db.session.commit()
    return _to(language, opened, address, "remarks")


@pages.post(f"{PAIR}/tasks/<int:task_id>")
@requires(Permission.TRANSLATE)
def close_task(language: str, module: str, into: str, task_id: int) -> Response:
    """Say what came of a task."""
    opened = opened_pair(module, into)
    told: dict[str, Any] = {"outcome": request.form.get("outcome", ""), "person_id": translator().id, "now": now()}
    closed_task(db.session, task_id, module_id=opened.row.id, language=into, **told)
    db.session.commit()
    return _to(language, opened, _segment_of(opened), "tasks")


def _segment_of(opened: OpenedPair) -> str:
    """Return the text that a form is about; raises NotFound where the module has none of this address."""
    address = request.form.get("segment", "")
    if address not in standing(db.session, opened.row, opened.mark, opened.into).sources:
        raise NotFound("segment")
    return address


def _to(language: str, opened: OpenedPair, address: str, anchor: str) -> Response:
    pair: dict[str, Any] = {"language": language, "module": opened.module.key, "into": opened.into}
    return redirect(url_for(".segment", **pair, segment=address, _anchor=anchor), SEE_OTHER)
