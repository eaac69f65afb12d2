"""Which pages tell how a module came to be what it is, compare two of its versions, and bring one back?"""

from dataclasses import dataclass
from itertools import groupby

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from training.authoring.actions.editing import restore as bring_back
from training.authoring.queries.editing import VersionHead, version_heads, version_of
from training.authoring.rules.comparing import compared
from training.authoring.rules.deeds import Act, Deed, deed_in
from training.authoring.rules.labelling import labelled
from training.authoring.rules.naming import named
from training.authoring.views.blueprint import (
    MODULE,
    SEE_OTHER,
    OpenedDraft,
    author,
    opened_draft,
    pages,
    region_names,
    show,
)
from training.authoring.views.parsed import Parsed, parsed
from training.content.rules.segments import MODULE as COVER
from training.foundation.clock import now
from training.foundation.errors import NotFound
from training.foundation.extensions import db
from training.foundation.gate import requires
from training.foundation.permissions import Permission

#: As many versions as one page shows.
PAGE = 30
_FROM_FILES = Deed(act=Act.IMPORTED, subject="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A version in the history: what was done, to which unit (noun and name) or to which version."""

    head: VersionHead
    act: str
    noun: str
    name: str
    number: str
    is_about_unit: bool


@pages.get(f"{MODULE}/history")
@requires(Permission.EDIT_MODULE)
def history(language: str, module: str) -> str:
    """List the versions of a module, the newest first."""
    del language
    opened = opened_draft(module)
    before = request.args.get("before", 0, type=int) or None
    heads = version_heads(db.session, opened.row.id, before=before, limit=PAGE + 1)
    return show(
        "history.html",
        module=opened.module,
        newest=opened.version.number,
        lines=[_line(opened, head) for head in heads[:PAGE]],
        following=heads[PAGE - 1].number if len(heads) > PAGE else None,
        is_later=before is not None,
    )


@pages.get(f"{MODULE}/compare")
@requires(Permission.EDIT_MODULE)
def compare(language: str, module: str) -> str:
    """Show what differs between two versions, unit by unit."""
    opened = opened_draft(module)
    newer = request.args.get("to", 0, type=int) or opened.version.number
    older = request.args.get("from", 0, type=int) or max(newer - 1, 1)
    old, new = _state(opened, older), _state(opened, newer)
    changes = labelled(old.module, new.module, compared(old.module, new.module))
    return show(
        "compare.html",
        module=opened.module,
        newest=opened.version.number,
        older=_head(opened, older),
        newer=_head(opened, newer),
        regions=region_names(language),
        units=[
            (*_named(old, new, unit), _standing(old, new, unit), list(each))
            for unit, each in groupby(changes, key=lambda change: change.unit)
        ],
    )


@pages.post(f"{MODULE}/restore")
@requires(Permission.EDIT_MODULE)
def restore(language: str, module: str) -> ResponseReturnValue:
    """Save an old version as a new one; what was saved since stays in the history."""
    number = request.form.get("number", 0, type=int)
    saved = bring_back(db.session, module, number, person_id=author().id, now=now())
    db.session.commit()
    return redirect(url_for(".module", language=language, module=module, saved=saved.version.number), SEE_OTHER)


def _line(opened: OpenedDraft, head: VersionHead) -> Line:
    deed = deed_in(head.note) or _FROM_FILES
    is_about_version = deed.act in (Act.RESTORED, Act.UNDONE)
    # A module is begun, brought in or given files as a whole: that needs no further word.
    is_about_unit = not is_about_version and deed.subject not in ("", *(() if deed.act is Act.EDITED else (COVER,)))
    noun, name = named(opened.module, deed.subject) if is_about_unit else ("", "")
    return Line(
        head=head,
        act=deed.act.value,
        noun=noun,
        name=name,
        number=deed.subject if is_about_version else "",
        is_about_unit=is_about_unit,
    )


def _state(opened: OpenedDraft, number: int) -> Parsed:
    if number == opened.version.number:
        return opened.state
    return parsed(version_of(db.session, opened.row.id, number).document)


def _head(opened: OpenedDraft, number: int) -> VersionHead:
    for head in version_heads(db.session, opened.row.id, before=number + 1, limit=1):
        return head
    raise NotFound("version")


def _named(old: Parsed, new: Parsed, unit: str) -> tuple[str, str]:
    """Return the noun and the name of a unit in the newer version, or in the older where it is gone."""
    there = named(new.module, unit)
    return there if there[0] else named(old.module, unit)


def _standing(old: Parsed, new: Parsed, unit: str) -> str:
    """Tell whether a unit is "new" or "gone"; else nothing."""
    if not named(old.module, unit)[0]:
        return "new"
    return "" if named(new.module, unit)[0] else "gone"
