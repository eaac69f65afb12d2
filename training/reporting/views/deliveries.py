"""On which pages does somebody arrange to get figures every month?"""

from zoneinfo import ZoneInfo

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from training.accounts.views.confirming import proof_first
from training.accounts.views.halfway import seal
from training.foundation.clock import now
from training.foundation.errors import Refused
from training.foundation.extensions import db
from training.foundation.gate import requires
from training.foundation.pages import page
from training.foundation.permissions import Permission, reach
from training.reporting.actions import deliveries as actions
from training.reporting.actions.deliveries import Plan
from training.reporting.forms.exports import DeliveryForm
from training.reporting.queries import exports as queries
from training.reporting.queries.tokens import own_places
from training.reporting.rules.cells import ALL
from training.reporting.rules.deliveries import Way
from training.reporting.rules.exports import KINDS, Content
from training.reporting.views.blueprint import SEE_OTHER, UNPROCESSABLE, pages, proven, somebody

_OVERVIEW, _NEW = "reporting.deliveries", "reporting.delivery_new"
_FIELDS = ("place", "kind", "way", "host", "port", "user", "folder", "fingerprint", "bucket", "region", "access_key")
_FIRST = {**dict.fromkeys(_FIELDS, ""), "kind": "xlsx", "way": Way.LETTER.value}


@pages.get("/<language:language>/statistics/monthly")
@requires(Permission.SEE_STATISTICS, anywhere=True)
def deliveries(language: str) -> str:
    """List what the reader gets every month, and how the last try went."""
    return page(
        "reporting/deliveries.html",
        person=somebody(),
        section="statistics",
        deliveries=queries.deliveries_of(db.session, somebody().id),
        places=_places(language),
        done=request.args.get("done", ""),
    )


@pages.get("/<language:language>/statistics/monthly/new")
@requires(Permission.SEE_STATISTICS, anywhere=True)
def delivery_new(language: str) -> ResponseReturnValue:
    """Ask what is to be sent where: with a secret to keep, it has to be the person still."""
    return proof_first(language, back_to=_NEW) or _new_page(language, _FIRST)


@pages.post("/<language:language>/statistics/monthly/new")
@requires(Permission.SEE_STATISTICS, anywhere=True)
def delivery_new_submit(language: str) -> ResponseReturnValue:
    """Send figures every month from now on."""
    first = proof_first(language, back_to=_NEW)
    if first:
        return first
    form = DeliveryForm()
    typed = {name: request.form.get(name, "") for name in _FIELDS}
    form.validate()
    faults = form.faults()
    if faults:
        return _new_page(language, typed, faults), UNPROCESSABLE
    try:
        actions.add_delivery(db.session, somebody().id, _plan(form, language), zone=_zone(), now=now())
    except Refused as refusal:
        return _new_page(language, typed, {str(refusal.facts.get("field", "place")): refusal.code}), UNPROCESSABLE
    db.session.commit()
    return redirect(url_for(_OVERVIEW, language=language, done="added"), SEE_OTHER)


@pages.post("/<language:language>/statistics/monthly/<int:delivery_id>/<any(try, pause, remove):act>")
@requires(Permission.SEE_STATISTICS, anywhere=True)
def delivery_change(language: str, delivery_id: int, act: str) -> ResponseReturnValue:
    """Send it now, pause it until its owner says so, or end it."""
    mine = somebody().id
    match act:
        case "try":
            actions.try_delivery(db.session, delivery_id, person_id=mine, now=now())
        case "pause":
            actions.pause_delivery(db.session, delivery_id, person_id=mine)
        case _:
            actions.remove_delivery(db.session, delivery_id, person_id=mine, now=now())
    db.session.commit()
    return redirect(url_for(_OVERVIEW, language=language, done=act), SEE_OTHER)


def _plan(form: DeliveryForm, language: str) -> Plan:
    place = form.place.data or ""
    if place not in _places(language):
        raise Refused("place-missing", field="place")
    secret = form.given_secret()
    return Plan(
        way=form.chosen_way(),
        place=place,
        kind=form.kind.data or "",
        language=language,
        target=form.target(),
        sealed=seal().closed(secret) if secret and form.chosen_way() is not Way.LETTER else None,
        second_factor=proven(),
    )


def _zone() -> ZoneInfo:
    return queries.zone_of(db.session, somebody().id)


def _places(language: str) -> dict[str, str]:
    far = reach(somebody().grants, Permission.SEE_STATISTICS)
    return ({ALL: ""} if far.everywhere else {}) | own_places(db.session, far, language)


def _new_page(language: str, typed: dict[str, str], faults: dict[str, str] | None = None) -> str:
    return page(
        "reporting/delivery_new.html",
        person=somebody(),
        section="statistics",
        typed=typed,
        places=_places(language),
        kinds=KINDS[Content.FIGURES],
        faults=faults or {},
    )
