"""On which page does somebody order large files and fetch them?"""

from pathlib import Path
from uuid import UUID

from flask import Response, current_app, redirect, request, send_file, url_for
from flask.typing import ResponseReturnValue

from training.config import Config
from training.foundation.clock import now
from training.foundation.db import reads_only
from training.foundation.errors import NotFound, Refused
from training.foundation.extensions import db
from training.foundation.gate import requires
from training.foundation.pages import page
from training.foundation.permissions import Permission, reach
from training.reporting.actions import exports as actions
from training.reporting.files import TYPES
from training.reporting.models import OrderedFile
from training.reporting.queries import exports as queries
from training.reporting.rules.exports import KEPT_FOR, KINDS, NEEDS, Content, Order, Stage, per_cent, written_reach
from training.reporting.views.blueprint import SEE_OTHER, pages, proven, somebody

#: What the pages that files are ordered from may be asked for; nothing else is kept.
_ASKED = {
    Content.COMPLETIONS: ("q", "organisation", "module", "state", "since", "until"),
    Content.FIGURES: ("quarter", "place", "module", "whole", "locale"),
}
_LONGEST = 200


@pages.get("/<language:language>/statistics/files")
@requires(Permission.SEE_STATISTICS, anywhere=True)
def ordered_files(language: str) -> str:
    """List the own files: what is being made, and what can be fetched."""
    del language
    found = queries.files_of(db.session, somebody().id)
    return page(
        "reporting/files.html",
        person=somebody(),
        section="statistics",
        files=[(one, per_cent(one.lines, one.total) if one.total else 0) for one in found],
        days=KEPT_FOR.days,
        kinds=KINDS[Content.FIGURES],
        unfinished=any(one.stage in (Stage.WAITING, Stage.WORKING) for one in found),
    )


@pages.post("/<language:language>/statistics/files")
@requires(Permission.SEE_STATISTICS, anywhere=True)
def order_file(language: str) -> ResponseReturnValue:
    """Order a file of what the page before shows."""
    content = _content(request.form.get("content", ""))
    if not reach(somebody().grants, NEEDS[content]):
        raise NotFound("file")
    query = {name: request.form[name][:_LONGEST] for name in _ASKED[content] if request.form.get(name)}
    order = Order(content=content, kind=request.form.get("kind", ""), language=language, query=query)
    actions.order_file(db.session, somebody().id, order, second_factor=proven(), now=now())
    db.session.commit()
    return redirect(url_for(".ordered_files", language=language), SEE_OTHER)


@pages.get("/<language:language>/statistics/files/<uuid:file_id>")
@requires(Permission.SEE_STATISTICS, anywhere=True)
def ordered_file(language: str, file_id: UUID) -> Response:
    """Hand out a file to its owner, if they may still see all that it holds; names are never given without an entry."""
    del language
    found = queries.own_file(db.session, file_id, person_id=somebody().id)
    path = _folder() / str(file_id)
    if found.stage != Stage.READY or not path.is_file():
        raise NotFound("file")
    if written_reach(reach(somebody().grants, NEEDS[Content(found.content)])) != found.reach:
        raise Refused("file-out-of-reach")
    _keep_entry(found, person_id=somebody().id)
    return send_file(path, mimetype=TYPES[found.kind], as_attachment=True, download_name=found.name, max_age=0)


@pages.post("/<language:language>/statistics/files/<uuid:file_id>/delete")
@requires(Permission.SEE_STATISTICS, anywhere=True)
def delete_file(language: str, file_id: UUID) -> ResponseReturnValue:
    """Delete one of the own files."""
    actions.delete_file(db.session, file_id, person_id=somebody().id)
    db.session.commit()
    (_folder() / str(file_id)).unlink(missing_ok=True)
    return redirect(url_for(".ordered_files", language=language), SEE_OTHER)


def _keep_entry(found: OrderedFile, *, person_id: int) -> None:
    # Taking is worth an entry, though nothing was asked to change. What was read stands in memory.
    db.session.expunge(found)
    db.session.rollback()
    reads_only(answer=False)
    actions.note_taken(db.session, found, actor_id=person_id, now=now())
    db.session.commit()


def _folder() -> Path:
    config: Config = current_app.config["TRAINING"]
    return config.made_files_folder()


def _content(text: str) -> Content:
    try:
        return Content(text)
    except ValueError:
        raise NotFound("file") from None
