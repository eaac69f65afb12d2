"""What happens to the form of the desk when it is sent? Texts are saved, approved, or kept for later; none is lost."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.wrappers import Response

from training.accounts.views import remembered_id
from training.content import queries as content
from training.content.actions import drop_text, keep_text
from training.foundation import tickets
from training.foundation.clock import now
from training.foundation.errors import NotFound, Refused
from training.foundation.extensions import csrf, db
from training.foundation.gate import can, public
from training.foundation.permissions import Permission, Place
from training.translation.actions.approving import Approval, approve
from training.translation.actions.writing import Outcome, Result, Wording, write
from training.translation.forms import AT, Act, Form, Typed, act_of, fields_of, typed_of
from training.translation.queries.standing import standing
from training.translation.queries.tasks import open_tasks
from training.translation.rules.looking import Looking
from training.translation.rules.tasks import Kind
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
from training.translation.views.desk import desk_page, looking_of, unit_of
from training.translation.views.row import Drafting, Said
from training.translation.views.rows import anchor_of, can_approve
from training.translation.views.segment import segment_page

#: What buttons say: about one text or about all of the page.
SAVE, SAVE_ALL, APPROVE, APPROVE_ALL, USE, THEIRS = "save", "save-all", "approve", "approve-all", "use", "theirs"
#: What is settled for a text: its field holds nothing that is not saved.
_DONE = {"kept", "same"}
#: What stays in the field until its author has decided.
_LEFT = {"refused", "clash", "changed", "source-changed"}
#: What was not done because of what others did meanwhile.
_OVERTAKEN = {"clash", "moved", "source-changed"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A form as it came: of which module and language, with which texts, and which button was pressed on which page.

    `kept` is the text that had been kept for its author (0: none), `page` the address of a text whose own page holds
    the form.
    """

    module: str
    into: str
    typed: Sequence[Typed]
    act: Act
    kept: int = 0
    page: str = ""
    looking: Looking = field(default_factory=Looking)


@pages.post(PAIR)
@csrf.exempt
@public
def save(language: str, module: str, into: str) -> ResponseReturnValue:
    """Do what the button says; the signed ticket in the form is the permission, and outlives the session."""
    owner = tickets.holder("desk", f"{module}/{into}", request.form.get("ticket", ""))
    form = dict(request.form.lists())
    sent = Sent(
        module=module,
        into=into,
        typed=typed_of(form),
        act=act_of(request.form.get("act", SAVE_ALL)),
        kept=request.form.get("kept", 0, type=int),
        page=request.args.get("segment", ""),
        looking=looking_of(request.args),
    )
    return answer(sent, language=language) if _is_here(owner, sent) else _kept(sent, form, owner, language=language)


def answer(sent: Sent, *, language: str) -> ResponseReturnValue:
    """Do what was asked, and show again what is not settled by that."""
    opened = opened_pair(sent.module, sent.into)
    there = standing(db.session, opened.row, opened.mark, opened.into).sources
    typed = [each for each in sent.typed if each.address in there]
    said = _DEEDS.get(sent.act.name, _nothing)(opened, sent.act, typed)
    gone = {each.address: each for each in sent.typed if each.address not in there and each.is_changed}
    left = gone | {each.address: each for each in typed if _is_left(sent.act, each, said)}
    if sent.kept and not _waits(said):
        drop_text(db.session, sent.kept, person_id=translator().id)
    db.session.commit()
    told = {address: each for address, each in said.items() if each.outcome not in _DONE}
    if not left and not told and sent.act.name not in (USE, THEIRS):
        return _onward(sent, len(said), language=language)
    used = {sent.act.address: sent.act.digest} if sent.act.name == USE else {}
    order = [each.address for each in sent.typed]
    drafting = Drafting(typed=left, said=told | _saved(said), order=order, used=used)
    return _again(opened, sent, drafting, language=language)


def _save(opened: OpenedPair, act: Act, typed: Sequence[Typed]) -> dict[str, Said]:
    """Save one text as it stands in its field, or all that were changed."""
    chosen = [each for each in typed if each.address == act.address or (act.name == SAVE_ALL and each.is_changed)]
    wordings = [
        Wording(
            address=each.address,
            source_digest=each.source_digest,
            text=each.text,
            basis=each.basis,
            overruled=each.reasons,
        )
        for each in chosen
    ]
    told: dict[str, Any] = {"person_id": translator().id, "now": now()}
    results = write(db.session, opened.module.key, opened.into, wordings, **told) if wordings else ()
    return {each.address: _said(result) for each, result in zip(chosen, results, strict=True)}


def _approve(opened: OpenedPair, act: Act, typed: Sequence[Typed]) -> dict[str, Said]:
    """Approve one text, or all that wait, were not sent back and are not the reviewer's own; nothing typed just now."""
    if not can_approve(opened):
        abort(403)
    passed = _sent_back(opened) if act.name == APPROVE_ALL else frozenset()
    chosen = [each for each in typed if each.basis and act.address in ("", each.address) and each.address not in passed]
    changed = {each.address: Said(outcome="changed") for each in chosen if each.is_changed}
    approvals = [
        Approval(address=each.address, source_digest=each.source_digest, basis=each.basis)
        for each in chosen
        if not each.is_changed
    ]
    told: dict[str, Any] = {"person_id": translator().id, "now": now()}
    results = approve(db.session, opened.module.key, opened.into, approvals, **told) if approvals else ()
    said = {each.address: _said(result, clash="moved") for each, result in zip(approvals, results, strict=True)}
    own = {address for address, each in said.items() if each.outcome == "own" and act.name == APPROVE_ALL}
    return changed | {address: each for address, each in said.items() if address not in own}


def _sent_back(opened: OpenedPair) -> frozenset[str]:
    """List the texts that somebody is to write anew: nobody approves them in passing."""
    asked = open_tasks(db.session, opened.row.id, opened.into)
    return frozenset(address for address, tasks in asked.items() if any(each.kind == Kind.RETURNED for each in tasks))


def _nothing(opened: OpenedPair, act: Act, typed: Sequence[Typed]) -> dict[str, Said]:
    del opened, act, typed
    return {}


_DEEDS: dict[str, Callable[[OpenedPair, Act, Sequence[Typed]], dict[str, Said]]] = {
    SAVE: _save,
    SAVE_ALL: _save,
    APPROVE: _approve,
    APPROVE_ALL: _approve,
}


def _said(result: Result, *, clash: str = "clash") -> Said:
    if result.outcome is Outcome.CLASH:
        return Said(outcome=clash, theirs=result.theirs)
    outcome = "own" if result.code == "own-translation" else result.outcome.value
    return Said(outcome=outcome, findings=result.findings)


def _is_left(act: Act, typed: Typed, said: dict[str, Said]) -> bool:
    """Tell whether what stands in a field must stand there again: it is not saved, and nobody has thrown it away."""
    if act.name == THEIRS and typed.address == act.address:
        return False
    told = said.get(typed.address)
    return typed.is_changed if told is None else told.outcome in _LEFT


def _waits(said: dict[str, Said]) -> bool:
    return any(each.outcome not in _DONE for each in said.values())


def _saved(said: dict[str, Said]) -> dict[str, Said]:
    return {address: each for address, each in said.items() if each.outcome in _DONE}


def _again(opened: OpenedPair, sent: Sent, drafting: Drafting, *, language: str) -> ResponseReturnValue:
    outcomes = {each.outcome for each in drafting.said.values()}
    status = CONFLICT if outcomes & _OVERTAKEN else UNPROCESSABLE if outcomes - _DONE else 200
    if sent.page:
        return segment_page(opened, sent.page, language=language, drafting=drafting, kept=sent.kept), status
    return desk_page(opened, sent.looking, language=language, drafting=drafting, kept=sent.kept), status


def _onward(sent: Sent, number: int, *, language: str) -> Response:
    """Go on: to the text after the one that was saved, or to the page again."""
    pair: dict[str, Any] = {"language": language, "module": sent.module, "into": sent.into, "saved": number}
    if sent.page:
        return redirect(url_for(".segment", segment=sent.page, **pair), SEE_OTHER)
    looked: dict[str, Any] = {name: value for name, value in _query(sent.looking) if value}
    after = _after(sent.act.address, [each.address for each in sent.typed])
    return redirect(url_for(".desk", **pair, **looked, _anchor=anchor_of(after) if after else "texts"), SEE_OTHER)


def _after(address: str, order: Sequence[str]) -> str:
    """Return the text that follows one on the page; nothing behind the last one."""
    behind = order[order.index(address) + 1 :] if address in order else ()
    return next(iter(behind), "")


def _query(looking: Looking) -> Iterable[tuple[str, str]]:
    return (("state", looking.state), ("lesson", looking.lesson), ("text", looking.words), ("after", looking.after))


def _is_here(owner: int, sent: Sent) -> bool:
    """Tell whether the owner of a form is signed in and may translate; whoever may not any more is refused."""
    if not current_user.is_authenticated or current_user.id != owner or current_user.owes_second_factor:
        return False
    region = content.region_of_module(db.session, sent.module)
    if not can(Permission.TRANSLATE, place=Place(region=region, module=sent.module, language=sent.into)):
        abort(403)
    return True


def _kept(sent: Sent, form: Form, owner: int, *, language: str) -> Response:
    """Keep what was typed for its owner, and ask them to sign in on the way to where it is offered."""
    row = content.module_row(db.session, sent.module)
    if row is None:
        raise NotFound("module")
    typed = fields_of(form)
    if typed[AT]:
        told: dict[str, Any] = {"unit": unit_of(sent.into), "basis": "", "typed": typed, "now": now()}
        keep_text(db.session, person_id=owner, module_id=row.id, **told)
        db.session.commit()
    if remembered_id() not in (None, owner):
        raise Refused("other-account")
    # The gate asks to sign in, or for the second factor, and leads back.
    looked: dict[str, Any] = {name: value for name, value in _query(sent.looking) if value}
    pair: dict[str, Any] = {"language": language, "module": sent.module, "into": sent.into}
    return redirect(url_for(".desk", **pair, **looked), SEE_OTHER)
