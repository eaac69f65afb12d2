"""On which pages does a module go out as a zip, and come in from one?"""

from pathlib import Path
from tempfile import NamedTemporaryFile

from flask import redirect, request, send_file, url_for
from flask.typing import ResponseReturnValue

from training.authoring.actions import folders as actions
from training.authoring.files.zips import LARGEST_ZIP
from training.authoring.queries.folders import Arriving, arriving
from training.authoring.rules import Import, Plan
from training.authoring.views.blueprint import (
    CONFLICT,
    MODULE,
    SEE_OTHER,
    UNPROCESSABLE,
    author,
    config,
    opened_draft,
    pages,
    show,
)
from training.content import queries as content
from training.content.files import incoming
from training.content.files.stores import store_of
from training.foundation.clock import now
from training.foundation.errors import Refused
from training.foundation.extensions import db
from training.foundation.gate import can, requires, takes_files
from training.foundation.permissions import Permission, Place

#: Refusals that the page itself explains.
_EXPLAINED = {"zip-unreadable", "upload-over", "file-missing"}
#: Those about which the plan itself says what is the matter.
_SHOWN_ANEW = {"plan-changed", "module-out-of-reach"}
_OUT_OF_REACH = 403


@pages.get(f"{MODULE}/export.zip")
@requires(Permission.EDIT_MODULE)
def export(language: str, module: str) -> ResponseReturnValue:
    """Send the draft of a module, with its translations and files, as one file."""
    del language
    key = opened_draft(module).row.key
    # Deleted with the last handle on it; a film need not fit into memory.
    target = NamedTemporaryFile()  # noqa: SIM115
    actions.write_zip(db.session, key, target, store=store_of(config()))  # type: ignore[arg-type]
    target.seek(0)
    answer = send_file(target, mimetype="application/zip", as_attachment=True, download_name=f"{key}.zip")
    # As every page: not for the history of an office machine.
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@pages.get("/<language:language>/authoring/import")
@requires(Permission.EDIT_MODULE, anywhere=True)
def import_(language: str) -> ResponseReturnValue:
    """Ask for a zip; once there is one, show what its import would do."""
    del language
    digest = request.args.get("file", "")
    if not digest:
        return _import_page()
    return _plan_page(digest)


@pages.post("/<language:language>/authoring/import")
@takes_files(megabytes=LARGEST_ZIP + 1)
@requires(Permission.EDIT_MODULE, anywhere=True)
def import_submit(language: str) -> ResponseReturnValue:
    """Keep a zip until its plan has been looked at; nothing else is written."""
    upload = request.files.get("file")
    if upload is None or not upload.filename:
        return _import_page(Refused("file-missing")), UNPROCESSABLE
    with NamedTemporaryFile() as copy:
        upload.save(copy)
        copy.flush()
        digest = incoming.keep(config().incoming_folder(), Path(copy.name))
    return redirect(url_for(".import_", language=language, file=digest), SEE_OTHER)


@pages.post("/<language:language>/authoring/import/confirm")
@requires(Permission.EDIT_MODULE, anywhere=True)
def import_confirm(language: str) -> ResponseReturnValue:
    """Carry out the plan that was shown, or show what it is now."""
    digest, planned = request.form.get("file", ""), request.form.get("plan", "")
    try:
        plan = _brought_in(incoming.kept(config().incoming_folder(), digest), planned)
    except Refused as refusal:
        if refusal.code in _SHOWN_ANEW:
            return _plan_page(digest, changed=refusal.code == "plan-changed")
        if refusal.code not in _EXPLAINED:
            raise
        return _import_page(refusal), UNPROCESSABLE
    db.session.commit()
    return redirect(url_for(".module", language=language, module=plan.module, saved="imported"), SEE_OTHER)


def _brought_in(archive: Path, planned: str) -> Plan:
    with arriving(db.session, archive) as found:
        if found.digest != planned:
            raise Refused("plan-changed")
        if found.plan is None or not _is_within_reach(found):
            raise Refused("module-out-of-reach")
        return actions.bring_in(db.session, found, store=store_of(config()), person_id=author().id, now=now())


def _plan_page(digest: str, *, changed: bool = False) -> ResponseReturnValue:
    try:
        archive = incoming.kept(config().incoming_folder(), digest)
        with arriving(db.session, archive) as found:
            reached = _is_within_reach(found)
            shown = show("import_plan.html", found=found, file=digest, changed=changed, reached=reached)
            status = CONFLICT if changed else 200 if reached else _OUT_OF_REACH
            refused = found.plan is None or found.plan.action is Import.REFUSE
            return shown, UNPROCESSABLE if refused and reached else status
    except Refused as refusal:
        if refusal.code not in _EXPLAINED:
            raise
        return _import_page(refusal), UNPROCESSABLE


def _import_page(refusal: Refused | None = None) -> str:
    return show("import.html", refusal=refusal, largest=LARGEST_ZIP)


def _is_within_reach(found: Arriving) -> bool:
    """Tell whether this person may write the module: that which is there, or a new one in its region."""
    module = found.reading.module
    if module is None:
        return True
    region = content.region_of_module(db.session, module.key)
    place = Place(region=region, module=module.key) if region else Place(region=module.region)
    return can(Permission.EDIT_MODULE, place=place)
