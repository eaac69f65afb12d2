"""Where does an author land after an act, and what does the page say of it?"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from training.authoring.queries.editing import version_of
from training.authoring.rules.naming import page_of
from training.authoring.views.blueprint import SEE_OTHER, OpenedDraft, author
from training.authoring.views.parsed import parsed
from training.content.rules.segments import MODULE, segments
from training.foundation.extensions import db
from training.translation.queries.meanings import outdated


@dataclass(frozen=True, slots=True, kw_only=True)
class Landed:
    """What was just saved: the number of its version, and whether whoever is here may still take it back.

    `key` is under what a browser keeps unsaved text of the page that was saved. So many `texts` changed in it and are
    out of date in these `languages` since.
    """

    number: int
    may_undo: bool
    key: str
    unit: str = ""
    texts: int = 0
    languages: tuple[str, ...] = ()


def landed(opened: OpenedDraft) -> Landed | None:
    """Return what the address of this page says was saved just now."""
    number = request.args.get("saved", 0, type=int)
    if not 0 < number <= opened.version.number:
        return None
    is_own = number == opened.version.number and opened.version.saved_by == author().id
    saved = (request.view_args or {}).get("unit") or request.args.get("unit", "")
    told = Landed(number=number, may_undo=is_own and number > 1, key=kept_under(opened.module.key, saved), unit=saved)
    return _with_outdated(told, opened) if told.may_undo else told


def _with_outdated(told: Landed, opened: OpenedDraft) -> Landed:
    """Count what this version has made out of date; without a change of a text nothing is looked up but the last."""
    before = dict(segments(parsed(version_of(db.session, opened.row.id, told.number - 1).document).module))
    changed = {address: text for address, text in segments(opened.module) if before.get(address, text) != text}
    found = outdated(db.session, opened.row.id, changed, language=opened.module.source) if changed else []
    languages = {code for each in found for code in each.languages}
    return replace(told, texts=len({each.segment for each in found}), languages=tuple(sorted(languages)))


def kept_under(module: str, unit: str) -> str:
    """Name what a browser keeps of a form, so that nobody else is offered it."""
    return f"{author().id}/{module}/{unit}"


def to_unit(module: str, unit: str, *, saved: int | None = None, anchor: str | None = None) -> Response:
    """Go to the page on which a unit is edited."""
    return _to("unit", {"module": module, "unit": unit, "saved": saved}, anchor)


def to_page(module: str, unit: str, *, saved: int | None = None, edited: str | None = None) -> Response:
    """Go to the page that lists a unit, at the unit; `edited` is what was saved on a page of its own."""
    page = unit if unit == MODULE else page_of(unit)
    values = {"module": module, "saved": saved}
    if edited:
        values["unit"] = edited
    if page == MODULE:
        return _to("module", values, anchor_of(unit))
    return _to("lesson", values | {"lesson": page}, anchor_of(unit))


def anchor_of(unit: str) -> str:
    """Name the place of a unit on the page that lists it."""
    return f"at.{unit.replace('/', '.')}"


def _to(endpoint: str, values: Mapping[str, Any], anchor: str | None) -> Response:
    return redirect(url_for(f"authoring.{endpoint}", **_told(values), _anchor=anchor), SEE_OTHER)


def _told(values: Mapping[str, Any]) -> dict[str, Any]:
    language = (request.view_args or {})["language"]
    return {"language": language} | {name: value for name, value in values.items() if value is not None}
