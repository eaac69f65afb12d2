"""On which pages do translations go out for other programs, and come in from them, with a plan first?"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

from flask import Response, abort, current_app, redirect, request, send_file, url_for
from flask.typing import ResponseReturnValue

from training.config import Config
from training.content.files import incoming as waiting
from training.content.rules.fault import Fault
from training.foundation import tickets
from training.foundation.clock import now
from training.foundation.errors import Refused
from training.foundation.extensions import db
from training.foundation.gate import can, requires, takes_files
from training.foundation.languages import LANGUAGES
from training.foundation.permissions import Permission, Place
from training.translation.actions.incoming import TakenIn, take_in
from training.translation.files.bundles import ENDINGS, MEDIA_TYPES, file_name, packed, read, write
from training.translation.queries.outgoing import outgoes, standing_texts
from training.translation.rules.incoming import IncomingFile, Plan, plan
from training.translation.rules.receiving import paired
from training.translation.views.blueprint import (
    CONFLICT,
    MODULE,
    PAIR,
    SEE_OTHER,
    UNPROCESSABLE,
    OpenedModule,
    OpenedPair,
    opened_module,
    opened_pair,
    pages,
    show,
    translator,
)

#: What a ticket in an address is about: a file that waits for its plan to be agreed to.
_PURPOSE = "translations-in"
_LONGEST_NAME = 100
_COUNTS = ("taken", "kept")


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A file, the language that it is for, and what comes of its texts."""

    file: IncomingFile
    language: str
    plan: Plan


@pages.get(f"{PAIR}/files")
@requires(Permission.TRANSLATE)
def files(language: str, module: str, into: str) -> str:
    """Offer files for other programs, and take them back."""
    del language
    return _files_page(opened_pair(module, into))


@pages.get(f"{PAIR}/out/<format>")
@requires(Permission.SEE_DRAFT)
def out(language: str, module: str, into: str, format: str) -> Response:  # noqa: A002 (the word for it)
    """Send the texts of a module for one language."""
    del language
    return _file_of(opened_pair(module, into), into, format)


@pages.get(f"{MODULE}/template/<format>")
@requires(Permission.SEE_DRAFT)
def template(language: str, module: str, format: str) -> Response:  # noqa: A002 (the word for it)
    """Send the texts of a module without any translation: for everybody, whatever language their role is for."""
    del language
    opened = opened_module(module)
    return _file_of(opened, opened.module.source, format)


@pages.get(f"{MODULE}/out/<format>.zip")
@requires(Permission.SEE_DRAFT)
def out_all(language: str, module: str, format: str) -> Response:  # noqa: A002 (the word for it)
    """Send the texts of a module for all languages that it is translated into, as a zip."""
    del language
    opened = opened_module(module)
    if format not in ENDINGS:
        abort(404)
    wanted = [each for each in LANGUAGES if each != opened.module.source]
    made = outgoes(db.session, opened.row.id, opened.mark, opened.module, wanted).values()
    named = {file_name(outgo, format=format): write(outgo, format=format) for outgo in made}
    return _sent(packed(named), f"{module}-{format}.zip", "application/zip")


@pages.get(f"{PAIR}/in", endpoint="take_in")
@requires(Permission.TRANSLATE)
def texts_in(language: str, module: str, into: str) -> ResponseReturnValue:
    """Show what would come of each text of a file."""
    opened, ticket = opened_pair(module, into), request.args.get("file", "")
    if not ticket:
        return redirect(url_for(".files", language=language, module=module, into=into), SEE_OTHER)
    try:
        return _plan_page(opened, ticket)
    except Refused as refusal:
        return _asked_again(opened, refusal)


@pages.post(f"{PAIR}/in", endpoint="take_in_submit")
@takes_files(megabytes=6)
@requires(Permission.TRANSLATE)
def texts_in_submit(language: str, module: str, into: str) -> ResponseReturnValue:
    """Read what was sent and keep it until its plan has been looked at; nothing else is written."""
    opened, upload = opened_pair(module, into), request.files.get("file")
    content = upload.read() if upload else b""
    name = (upload.filename or "" if upload else "")[-_LONGEST_NAME:]
    try:
        _sound(opened, _required(name, content))
    except Refused as refusal:
        return _asked_again(opened, refusal)
    subject = f"{waiting.keep(config().incoming_folder(), content)}/{name}"
    ticket = tickets.issue(_PURPOSE, subject, person_id=translator().id)
    there = url_for(".take_in", language=language, module=module, into=into, file=ticket)
    return redirect(there, SEE_OTHER)


@pages.post(f"{PAIR}/in/confirm", endpoint="take_in_confirm")
@requires(Permission.TRANSLATE)
def texts_in_confirm(language: str, module: str, into: str) -> ResponseReturnValue:
    """Carry out exactly what was agreed to, or show the plan as it is now."""
    opened, ticket = opened_pair(module, into), request.form.get("file", "")
    try:
        taken = _take_in(opened, ticket)
    except Refused as refusal:
        db.session.rollback()
        return _confirmed_in_vain(module, into, ticket, refusal)
    db.session.commit()
    counts: dict[str, Any] = {name: sum(getattr(each, name) for each in taken) for name in _COUNTS}
    return redirect(url_for(".files", language=language, module=module, into=into, done=1, **counts), SEE_OTHER)


def config() -> Config:
    """Return the settings of this installation."""
    settings: Config = current_app.config["TRAINING"]
    return settings


def _take_in(opened: OpenedPair, ticket: str) -> list[TakenIn]:
    chosen, digests = request.form.getlist("take"), request.form.getlist("plan")
    found = _kept(opened, ticket)
    if len(digests) != len(found):
        raise Refused("plan-changed")
    return [
        take_in(
            db.session,
            opened.module.key,
            language,
            file,
            confirmed=digest,
            chosen=_chosen(chosen, language),
            person_id=translator().id,
            now=now(),
        )
        for (file, language), digest in zip(found, digests, strict=True)
    ]


def _chosen(chosen: Sequence[str], language: str) -> frozenset[str]:
    return frozenset(each.removeprefix(f"{language}:") for each in chosen if each.startswith(f"{language}:"))


def _confirmed_in_vain(module: str, into: str, ticket: str, refusal: Refused) -> ResponseReturnValue:
    opened = opened_pair(module, into)
    if refusal.code == "plan-changed":
        return _plan_page(opened, ticket, refusal=refusal.code), CONFLICT
    return _asked_again(opened, refusal)


def _plan_page(opened: OpenedPair, ticket: str, *, refusal: str = "") -> str:
    standing = standing_texts(db.session, opened.row.id)
    plans = [
        Planned(file=file, language=language, plan=plan(file, opened.module, language, standing.get(language, ())))
        for file, language in _kept(opened, ticket)
    ]
    return show("incoming_plan.html", opened=opened, into=opened.into, plans=plans, ticket=ticket, refusal=refusal)


def _asked_again(opened: OpenedPair, refusal: Refused) -> ResponseReturnValue:
    if refusal.code not in ("translations-unreadable", "file-missing", "upload-over"):
        raise refusal
    return _files_page(opened, refusal), UNPROCESSABLE


def _files_page(opened: OpenedPair, refusal: Refused | None = None) -> str:
    done = {name: request.args.get(name, 0, int) for name in _COUNTS} if request.args.get("done") == "1" else None
    faults: Sequence[Fault] = refusal.facts.get("faults", ()) if refusal else ()
    return show("files.html", opened=opened, into=opened.into, refusal=refusal, faults=faults, done=done)


def _kept(opened: OpenedPair, ticket: str) -> list[tuple[IncomingFile, str]]:
    """Read the file that a ticket names, if it is this person's."""
    told = tickets.opened(_PURPOSE, ticket)
    if told.person_id != translator().id:
        raise Refused("other-account")
    digest, _, name = told.subject.partition("/")
    return _sound(opened, read(name, waiting.kept(config().incoming_folder(), digest).read_bytes()))


def _required(name: str, content: bytes) -> tuple[IncomingFile, ...]:
    if not content:
        raise Refused("file-missing")
    return read(name, content)


def _sound(opened: OpenedPair, found: Sequence[IncomingFile]) -> list[tuple[IncomingFile, str]]:
    """Return files with the language of each; a single one is for the language of the page."""
    home = Place(region=opened.region, module=opened.row.key)
    others = [each for each in LANGUAGES if each != opened.module.source]
    reached = [each for each in others if can(Permission.TRANSLATE, place=replace(home, language=each))]
    return paired(found, opened.module, into=opened.into, reached=reached)


def _file_of(opened: OpenedModule, into: str, format: str) -> Response:  # noqa: A002 (the word for it)
    if format not in ENDINGS:
        abort(404)
    outgo = outgoes(db.session, opened.row.id, opened.mark, opened.module, [into])[into]
    return _sent(write(outgo, format=format), file_name(outgo, format=format), MEDIA_TYPES[format])


def _sent(content: bytes, name: str, media_type: str) -> Response:
    return send_file(BytesIO(content), mimetype=media_type, as_attachment=True, download_name=name)
