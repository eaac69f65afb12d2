"""On which page do pictures, films and captions come into a module?"""

from typing import Any, BinaryIO, cast

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from training.authoring.actions import media as actions
from training.authoring.actions.media import Upload
from training.authoring.queries.media import kept_files
from training.authoring.rules.media import Wanted, films
from training.authoring.views.blueprint import (
    MODULE,
    SEE_OTHER,
    UNPROCESSABLE,
    author,
    config,
    opened_draft,
    pages,
    show,
)
from training.content.files.captions import LARGEST_CAPTIONS, cues_in
from training.content.files.stores import store_of
from training.content.rules.texts import clean
from training.foundation.clock import now
from training.foundation.errors import Refused
from training.foundation.extensions import db
from training.foundation.gate import requires, takes_files
from training.foundation.permissions import Permission

#: Refusals that the page explains, by the field that each is about.
_EXPLAINED = {
    "file-missing": "file",
    "file-kind-unknown": "file",
    "file-kind-differs": "file",
    "file-large": "file",
    "picture-pixels": "file",
    "picture-moves": "file",
    "picture-unreadable": "file",
    "picture-heavy": "file",
    "drawing-unreadable": "file",
    "drawing-empty": "file",
    "film-unreadable": "file",
    "film-notes": "file",
    "alt-missing": "words",
    "title-missing": "words",
    "text-too-long": "words",
    "unit-gone": "lesson",
    "captions-unreadable": "captions",
    "captions-empty": "captions",
    "captions-long": "captions",
}


@pages.get(f"{MODULE}/media")
@requires(Permission.EDIT_MODULE)
def media(language: str, module: str) -> str:
    """List the files of a module and where each is shown; ask for another one."""
    del language
    return _media_page(module)


@pages.post(f"{MODULE}/media")
@takes_files(megabytes=101)
@requires(Permission.EDIT_MODULE)
def media_submit(language: str, module: str) -> ResponseReturnValue:
    """Keep a picture or a film, and show it at the end of a lesson where that is wanted."""
    sent = request.files.get("file") or FileStorage()
    store = store_of(config())
    try:
        upload = Upload(file=cast("BinaryIO", sent.stream), filename=sent.filename or "", wanted=_wanted())
        kept = actions.keep_upload(db.session, store, module, upload, person_id=author().id, now=now())
    except Refused as refusal:
        return _in_vain(module, refusal)
    db.session.commit()
    done: dict[str, Any] = {"added": kept.medium.name, "at": kept.address, "out": list(kept.taken_out)}
    return redirect(url_for(".media", language=language, module=module, **done), SEE_OTHER)


@pages.post(f"{MODULE}/media/remove")
@requires(Permission.EDIT_MODULE)
def media_remove(language: str, module: str) -> ResponseReturnValue:
    """Take a file that nothing shows out of the module."""
    name = request.form.get("name", "")
    actions.remove_file(db.session, module, name, person_id=author().id, now=now())
    db.session.commit()
    return redirect(url_for(".media", language=language, module=module, removed=1), SEE_OTHER)


@pages.post(f"{MODULE}/media/captions")
@takes_files(megabytes=2)
@requires(Permission.EDIT_MODULE)
def media_captions(language: str, module: str) -> ResponseReturnValue:
    """Give a film other captions, from a file or as they were pasted."""
    unit, captions = request.form.get("unit", ""), _captions()
    try:
        actions.replace_captions(db.session, module, unit, captions, person_id=author().id, now=now())
    except Refused as refusal:
        if refusal.code == "unit-gone":
            raise
        return _in_vain(module, refusal)
    db.session.commit()
    return redirect(url_for(".media", language=language, module=module, captioned=unit), SEE_OTHER)


def _wanted() -> Wanted:
    captions = request.form.get("captions", "").strip()
    return Wanted(
        lesson=request.form.get("lesson", ""),
        words=clean(request.form.get("words", "")),
        caption=clean(request.form.get("caption", "")),
        cues=cues_in(captions.encode()) if captions else (),
        replaces=request.form.get("replaces", ""),
    )


def _captions() -> bytes:
    sent = request.files.get("file")
    # One byte more than may be read says that it is too long.
    content = sent.stream.read(LARGEST_CAPTIONS + 1) if sent else b""
    return content or request.form.get("captions", "").encode()


def _in_vain(module: str, refusal: Refused) -> ResponseReturnValue:
    """Say on the page why nothing was kept; what is not about the form has a page of its own."""
    if refusal.code not in _EXPLAINED:
        raise refusal
    db.session.rollback()
    return _media_page(module, refusal=refusal), UNPROCESSABLE


def _media_page(module: str, *, refusal: Refused | None = None) -> str:
    opened = opened_draft(module)
    return show(
        "media.html",
        module=opened.module,
        files=kept_files(db.session, opened.module),
        films=films(opened.module),
        typed=request.form,
        fault=refusal.code if refusal else "",
        facts=refusal.facts if refusal else {},
        field=_EXPLAINED[refusal.code] if refusal else "",
        added=request.args.get("added", ""),
        at=request.args.get("at", ""),
        taken_out=request.args.getlist("out"),
        captioned=request.args.get("captioned", ""),
        removed=request.args.get("removed", ""),
    )
