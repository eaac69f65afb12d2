"""On which pages do questions come into a quiz from other programs, and go out to them?"""

from io import BytesIO
from typing import Any

from flask import abort, redirect, request, send_file, url_for
from flask.typing import ResponseReturnValue

from training.authoring.actions.exchange import Taken, take_in
from training.authoring.files.exchange import ENDINGS, File, read, sent, write
from training.authoring.rules.exchange import Choice, planned, quiz_at
from training.authoring.views.blueprint import (
    CONFLICT,
    MODULE,
    SEE_OTHER,
    UNPROCESSABLE,
    OpenedDraft,
    author,
    config,
    opened_draft,
    pages,
    show,
)
from training.content.files import incoming
from training.content.rules.module import lesson_of
from training.foundation import tickets
from training.foundation.clock import now
from training.foundation.errors import Refused
from training.foundation.extensions import db
from training.foundation.gate import requires, takes_files
from training.foundation.permissions import Permission

_ADDRESS = f"{MODULE}/questions/<lesson>/<quiz>"
#: What a ticket in an address is about: a file that waits for its plan to be agreed to.
_PURPOSE = "questions"
#: Refusals that a page explains itself, by what is shown again.
_ASKED_AGAIN = {"file-unreadable", "file-missing", "upload-over"}
_SHOWN_AGAIN = {"plan-changed": CONFLICT, "nothing-chosen": UNPROCESSABLE, "objective-missing": UNPROCESSABLE}
_COUNTS = ("taken", "changed", "refused", "there")
_MEDIA_TYPES = {"moodle": "application/xml", "qti": "application/zip"}


@pages.get(f"{_ADDRESS}/in")
@requires(Permission.EDIT_MODULE)
def questions_in(language: str, module: str, lesson: str, quiz: str) -> ResponseReturnValue:
    """Ask for a file or a text; once there is one, show what would come of each question."""
    del language
    opened, address = opened_draft(module), f"{lesson}/{quiz}"
    ticket = request.args.get("file", "")
    if not ticket:
        return _ask_page(opened, address)
    try:
        return _plan_page(opened, address, ticket)
    except Refused as refusal:
        return _asked_again(opened, address, refusal)


@pages.post(f"{_ADDRESS}/in")
@takes_files(megabytes=6)
@requires(Permission.EDIT_MODULE)
def questions_in_submit(language: str, module: str, lesson: str, quiz: str) -> ResponseReturnValue:
    """Read what was sent and keep it until its plan has been looked at; nothing else is written."""
    opened, address = opened_draft(module), f"{lesson}/{quiz}"
    quiz_at(opened.module, address)
    try:
        content = _sent()
        read(content, likely=opened.module.source)
    except Refused as refusal:
        return _asked_again(opened, address, refusal)
    ticket = tickets.issue(_PURPOSE, incoming.keep(config().incoming_folder(), content), person_id=author().id)
    there = url_for(".questions_in", language=language, module=module, lesson=lesson, quiz=quiz, file=ticket)
    return redirect(there, SEE_OTHER)


@pages.post(f"{_ADDRESS}/in/confirm")
@requires(Permission.EDIT_MODULE)
def questions_in_confirm(language: str, module: str, lesson: str, quiz: str) -> ResponseReturnValue:
    """Carry out exactly what was agreed to, or show the plan as it is now."""
    address, ticket = f"{lesson}/{quiz}", request.form.get("file", "")
    numbers = frozenset(request.form.getlist("take", type=int))
    choice = Choice(numbers=numbers, objective=request.form.get("objective", ""))
    try:
        taken = _take_in(module, address, ticket, choice)
    except Refused as refusal:
        db.session.rollback()
        return _confirmed_in_vain(module, address, ticket, refusal, choice)
    db.session.commit()
    values: dict[str, Any] = {"language": language, "module": module, "lesson": lesson, "quiz": quiz, **taken.counts}
    return redirect(url_for(".questions_in", done=1, **values), SEE_OTHER)


@pages.get(f"{_ADDRESS}/out/<format>")
@requires(Permission.EDIT_MODULE)
def questions_out(language: str, module: str, lesson: str, quiz: str, format: str) -> ResponseReturnValue:  # noqa: A002
    """Send the questions of a quiz, as they stand in the draft, as a file for another program."""
    del language
    if format not in ENDINGS:
        abort(404)
    draft = opened_draft(module).module
    questions = quiz_at(draft, f"{lesson}/{quiz}").questions
    content = BytesIO(write(questions, format=format, language=draft.source))
    name = f"{draft.key}-{quiz}.{ENDINGS[format]}"
    return send_file(content, mimetype=_MEDIA_TYPES[format], as_attachment=True, download_name=name)


def _take_in(module: str, address: str, ticket: str, choice: Choice) -> Taken:
    file = _kept(ticket, likely=opened_draft(module).module.source)
    confirmed = request.form.get("plan", "")
    return take_in(
        db.session,
        module,
        address,
        file.questions,
        choice,
        confirmed=confirmed,
        person_id=author().id,
        now=now(),
    )


def _confirmed_in_vain(module: str, address: str, ticket: str, refusal: Refused, choice: Choice) -> ResponseReturnValue:
    opened = opened_draft(module)
    if refusal.code in _SHOWN_AGAIN:
        shown = _plan_page(opened, address, ticket, refusal=refusal.code, choice=choice)
        return shown, _SHOWN_AGAIN[refusal.code]
    return _asked_again(opened, address, refusal)


def _plan_page(
    opened: OpenedDraft, address: str, ticket: str, *, refusal: str = "", choice: Choice | None = None
) -> str:
    file = _kept(ticket, likely=opened.module.source)
    plan = planned(file.questions, opened.module, address)
    chosen = choice or Choice(numbers=frozenset(row.received.number for row in plan.rows if row.may_come), objective="")
    told = {"file": file, "plan": plan, "ticket": ticket, "refusal": refusal, "choice": chosen}
    return show("questions_plan.html", **_surroundings(opened, address), **told)


def _ask_page(opened: OpenedDraft, address: str, refusal: Refused | None = None) -> str:
    questions = quiz_at(opened.module, address).questions
    out = {name: sent(questions, format=name) for name in ENDINGS}
    return show("questions_in.html", **_surroundings(opened, address), refusal=refusal, out=out, done=_done())


def _asked_again(opened: OpenedDraft, address: str, refusal: Refused) -> ResponseReturnValue:
    if refusal.code not in _ASKED_AGAIN:
        raise refusal
    return _ask_page(opened, address, refusal), UNPROCESSABLE


def _surroundings(opened: OpenedDraft, address: str) -> dict[str, Any]:
    lesson, _, _ = address.partition("/")
    quiz = quiz_at(opened.module, address)
    return {"module": opened.module, "lesson": lesson_of(opened.module, lesson), "quiz": quiz}


def _sent() -> bytes:
    upload = request.files.get("file")
    content = upload.read() if upload else b""
    content = content or request.form.get("text", "").encode()
    if not content:
        raise Refused("file-missing")
    return content


def _kept(ticket: str, *, likely: str) -> File:
    """Read the file that a ticket names, if it is this person's."""
    opened = tickets.opened(_PURPOSE, ticket)
    if opened.person_id != author().id:
        raise Refused("other-account")
    return read(incoming.kept(config().incoming_folder(), opened.subject).read_bytes(), likely=likely)


def _done() -> dict[str, int] | None:
    """Return the counts of what was just brought in, as the address tells them."""
    if request.args.get("done") != "1":
        return None
    return {name: request.args.get(name, 0, int) for name in _COUNTS}
