"""Which address lets somebody work on a module in a language, or work on it no longer?"""

from dataclasses import dataclass

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from training.foundation.clock import now
from training.foundation.errors import Refused
from training.foundation.extensions import db
from training.foundation.gate import can, requires
from training.foundation.permissions import Permission, Place
from training.translation.actions.charges import end_charge, put_in_charge
from training.translation.queries.charges import charges, colleagues
from training.translation.views.blueprint import PAIR, SEE_OTHER, OpenedPair, opened_pair, pages, translator

_BEGIN, _END = "begin", "end"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Who is to begin or to end, as a form said it."""

    person_id: int
    begins: bool


@pages.post(f"{PAIR}/charge")
@requires(Permission.TRANSLATE)
def charge(language: str, module: str, into: str) -> Response:
    """Let the reader, or a colleague whom a publisher names, begin or end to work on it."""
    opened = opened_pair(module, into)
    asked = _asked(opened)
    person_id, by = asked.person_id, translator().id
    if asked.begins:
        put_in_charge(db.session, opened.row, into, person_id=person_id, given_by=by, now=now())
    else:
        end_charge(db.session, opened.row, into, person_id=person_id, ended_by=by, now=now())
    db.session.commit()
    if request.form.get("back") == "work":
        return redirect(url_for(".work", language=language), SEE_OTHER)
    return redirect(url_for(".module", language=language, module=module, _anchor=f"in-{into}"), SEE_OTHER)


def _asked(opened: OpenedPair) -> Asked:
    """Read the form; raises Refused("choice-unknown") for whom or what the reader may not name."""
    deed, named = request.form.get("do", ""), request.form.get("person", "")
    if deed not in (_BEGIN, _END):
        raise Refused("choice-unknown")
    if not named:
        return Asked(person_id=translator().id, begins=deed == _BEGIN)
    known = _able(opened) if deed == _BEGIN else _working(opened)
    chosen = next((person_id for person_id in known if str(person_id) == named), None)
    place = Place(region=opened.region, module=opened.row.key, language=opened.into)
    if chosen is None or not can(Permission.PUBLISH_MODULE, place=place):
        raise Refused("choice-unknown")
    return Asked(person_id=chosen, begins=deed == _BEGIN)


def _able(opened: OpenedPair) -> set[int]:
    found = colleagues(db.session, region=opened.region, module=opened.row.key)
    return {each.id for each in found if each.language in ("", opened.into)}


def _working(opened: OpenedPair) -> set[int]:
    return {each.person_id for each in charges(db.session).get((opened.row.id, opened.into), ())}
