"""Which page orders drafts of a machine and tells what became of them, and where does a machine deliver them?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import structlog
from flask import current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from training.config import TranslationMachine
from training.foundation import tickets
from training.foundation.clock import now
from training.foundation.errors import NotFound, Refused
from training.foundation.extensions import csrf, db, limiter
from training.foundation.gate import public, requires
from training.foundation.permissions import Permission
from training.translation.actions import drafts as actions
from training.translation.files.machines import NotDrafted, read_delivery
from training.translation.models import DraftOrder
from training.translation.queries import drafts as queries
from training.translation.rules.drafts import TICKET, TICKET_FOR, Progress, Step, drafted, job_of, order_in
from training.translation.views.blueprint import PAIR, SEE_OTHER, opened_pair, pages, show, translator

log = structlog.get_logger()

#: What the form says: texts without any translation, or those with an older one too.
_MISSING, _BOTH = "missing", "both"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """An order as the page tells it: `how` far it is, for what `reason` it failed, with the service's code for that."""

    ordered_at: datetime
    texts: int
    kept: int
    refused: int
    how: str
    reason: str
    number: str


@pages.get(f"{PAIR}/drafts")
@requires(Permission.TRANSLATE)
def drafts(language: str, module: str, into: str) -> str:
    """Tell what a machine could draft and where it would be sent, and what became of earlier orders."""
    del language
    machine = _machine()
    opened = opened_pair(module, into)
    texts = queries.undrafted_texts(db.session, opened.row.id, into, opened.module)
    return show(
        "drafts.html",
        opened=opened,
        machine=machine,
        texts=texts,
        missing=_characters(texts.missing.values()),
        stale=_characters(texts.stale.values()),
        orders=[_told(order) for order in queries.draft_orders(db.session, opened.row.id, into)],
    )


@pages.post(f"{PAIR}/drafts")
@requires(Permission.TRANSLATE)
def order_drafts(language: str, module: str, into: str) -> Response:
    """Order drafts; the worker carries the order out."""
    machine = _machine()
    opened_pair(module, into)
    which = request.form.get("which", "")
    if which not in (_MISSING, _BOTH):
        raise Refused("choice-unknown")
    actions.order_drafts(
        db.session,
        module,
        into,
        with_stale=which == _BOTH,
        provider=machine.kind,
        person_id=translator().id,
        now=now(),
    )
    db.session.commit()
    return redirect(url_for(".drafts", language=language, module=module, into=into), SEE_OTHER)


@pages.post("/translation/drafted/<ticket>", endpoint="drafted")
@public
@csrf.exempt
@limiter.limit("600/minute")
def drafted_elsewhere(ticket: str) -> ResponseReturnValue:
    """Keep what a machine delivers; it is a machine that posts, and the ticket in the address is the permission.

    The same delivery a second time is answered in the same way and changes nothing.
    """
    order_id, version = order_in(tickets.opened(TICKET, ticket, max_age=TICKET_FOR).subject)
    _machine()
    order = queries.draft_order(db.session, order_id)
    if order.ended_at is None:
        _keep(order, version)
        db.session.commit()
    return "", 200


def machine_is_there() -> bool:
    """Tell whether drafts can be ordered on this site, so that pages may lead to theirs."""
    return current_app.config["TRAINING"].machine is not None


def _machine() -> TranslationMachine:
    found: TranslationMachine | None = current_app.config["TRAINING"].machine
    if found is None:
        raise NotFound("machine")
    return found


def _keep(order: DraftOrder, version: int) -> None:
    try:
        answer = read_delivery(request.get_data(cache=False))
    except NotDrafted as fault:
        log.warning("drafts not made", order=order.id, failure=fault.failure.value, number=fault.number)
        actions.note_failed(db.session, order.id, fault.failure, number=fault.number, now=now())
        return
    # A service also says that it has done its work; what it has made comes by itself.
    if answer is None:
        return
    sent = queries.sent(db.session, order, version)
    job = job_of(sent.module, sent.texts, numbers=sent.numbers)
    found = drafted(sent.module, job, answer, numbers=sent.numbers, language=sent.language)
    actions.keep_drafts(db.session, sent, found, ended=True, now=now())


def _characters(texts: Iterable[str]) -> int:
    return sum(len(text) for text in texts)


def _told(order: DraftOrder) -> _Told:
    progress = Progress.read(order.reference)
    reason, _, number = progress.said.partition(" ") if progress.step is Step.FAILED else ("", "", "")
    return _Told(
        ordered_at=order.ordered_at,
        texts=len(order.segments),
        kept=order.kept,
        refused=order.refused,
        how=order.outcome or progress.step.value,
        reason=reason,
        number=number,
    )
