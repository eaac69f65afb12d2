"""Which pages show the organisations within reach as a tree, and change one?"""

from collections.abc import Callable
from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from training.accounts import actions as account_actions
from training.accounts import queries as accounts
from training.accounts.models import Organisation
from training.accounts.queries.offices import offices
from training.accounts.rules.offices import Office
from training.accounts.rules.places import KINDS, domains_in
from training.administration.actions import organisations as actions
from training.administration.forms.organisations import NewOrganisationForm, OrganisationForm, PlaceForm
from training.administration.queries.organisations import people_counts
from training.administration.views.blueprint import SEE_OTHER, UNPROCESSABLE, administrator, pages, show
from training.foundation.clock import now
from training.foundation.errors import NotFound, Refused
from training.foundation.extensions import db
from training.foundation.gate import requires
from training.foundation.permissions import Permission, Place, allowed

_MANAGE = Permission.MANAGE_ORGANISATIONS
_ALL = "/<language:language>/administration/organisations"
_ONE = f"{_ALL}/<organisation>"


@pages.get(_ALL)
@requires(_MANAGE, anywhere=True)
def organisations(language: str) -> str:
    """Show the tree within reach, region by region."""
    del language
    return _tree_page({}, {})


@pages.post(_ALL)
@requires(_MANAGE, anywhere=True)
def add_organisation(language: str) -> ResponseReturnValue:
    """Make an organisation at the top of a region."""
    form = NewOrganisationForm()
    if not form.validate():
        return _tree_page(form.data, form.faults()), UNPROCESSABLE
    values = {"name": form.name.data, "kind": form.kind.data, "region": form.region.data}
    try:
        made = actions.add_at_the_top(db.session, **values, actor=administrator(), now=now())
    except Refused as refusal:
        db.session.rollback()
        return _tree_page(form.data, {"region": refusal.code}), UNPROCESSABLE
    db.session.commit()
    return _to(language, made.key, "added")


@pages.get(_ONE)
@requires(_MANAGE)
def organisation(language: str, organisation: str) -> str:
    """Show one with its departments and what can be done about it."""
    del language
    return _one_page(_opened(organisation))


@pages.post(_ONE)
@requires(_MANAGE)
def correct_organisation(language: str, organisation: str) -> ResponseReturnValue:
    """Put right name, kind and the domains of addresses."""
    found, form = _opened(organisation), OrganisationForm()
    if not form.validate():
        return _one_page(found, typed=form.data, faults=form.faults()), UNPROCESSABLE
    values = {"name": form.name.data, "kind": form.kind.data, "domains": domains_in(form.domains.data or "")}
    try:
        account_actions.correct_organisation(db.session, found, **values, now=now(), actor_id=administrator().id)
    except Refused as refusal:
        db.session.rollback()
        faults = {"domains": refusal.code}
        return _one_page(_opened(organisation), typed=form.data, faults=faults, facts=refusal.facts), UNPROCESSABLE
    db.session.commit()
    return _to(language, organisation, "corrected")


@pages.post(f"{_ONE}/departments")
@requires(_MANAGE)
def add_department(language: str, organisation: str) -> ResponseReturnValue:
    """Make an organisation below this one."""
    found, form = _opened(organisation), NewOrganisationForm()
    if not form.validate():
        faults = {f"new_{name}": code for name, code in form.faults().items()}
        return _one_page(found, typed_new=form.data, faults=faults), UNPROCESSABLE
    region = next(each for each in accounts.regions(db.session) if each.id == found.region_id)
    values: dict[str, Any] = {"name": form.name.data, "kind": form.kind.data, "region": region, "parent": found}

    def add() -> None:
        account_actions.add_organisation(db.session, **values, now=now(), actor_id=administrator().id)

    return _acted(language, organisation, add, saved="department")


@pages.post(f"{_ONE}/move")
@requires(_MANAGE)
def move_organisation(language: str, organisation: str) -> ResponseReturnValue:
    """Put it below another, or at the top of its region."""
    found, form = _opened(organisation), PlaceForm()

    def move() -> None:
        actions.move(db.session, found, parent=form.parent.data or "", actor=administrator(), now=now())

    return _acted(language, organisation, move, saved="moved")


@pages.post(f"{_ONE}/close")
@requires(_MANAGE)
def close_organisation(language: str, organisation: str) -> ResponseReturnValue:
    """Close it, if nobody is in it any more."""
    found = _opened(organisation)

    def close() -> None:
        account_actions.close_organisation(db.session, found, now=now(), actor_id=administrator().id)

    return _acted(language, organisation, close, saved="closed")


@pages.post(f"{_ONE}/open")
@requires(_MANAGE)
def open_organisation(language: str, organisation: str) -> ResponseReturnValue:
    """Open it again."""
    found = _opened(organisation)

    def reopen() -> None:
        account_actions.open_organisation(db.session, found, now=now(), actor_id=administrator().id)

    return _acted(language, organisation, reopen, saved="opened")


def _opened(key: str) -> Organisation:
    found = accounts.organisation_by_key(db.session, key)
    if found is None:
        raise NotFound("organisation")
    return found


def _acted(language: str, key: str, act: Callable[[], None], *, saved: str) -> ResponseReturnValue:
    try:
        act()
    except Refused as refusal:
        db.session.rollback()
        return _one_page(_opened(key), refusal=refusal.code, facts=refusal.facts), UNPROCESSABLE
    db.session.commit()
    return _to(language, key, saved)


def _to(language: str, key: str, saved: str) -> ResponseReturnValue:
    return redirect(url_for(".organisation", language=language, organisation=key, saved=saved), SEE_OTHER)


def _reached() -> list[Office]:
    return offices(db.session, administrator().grants, permission=_MANAGE)


def _tree_page(typed: dict[str, Any], faults: dict[str, str]) -> str:
    regions = accounts.regions(db.session)
    return show(
        "organisations.html",
        offices=[office for office in _reached() if office.within],
        counts=people_counts(db.session),
        regions=regions,
        regions_within=[region for region in regions if _reaches(region.key)],
        kinds=KINDS,
        typed=typed,
        faults=faults,
    )


def _one_page(found: Organisation, **values: Any) -> str:
    reached = _reached()
    own = next(office for office in reached if office.id == found.id)
    below = [office for office in reached if found.key in office.place.organisations and office.id != found.id]
    possible = [office for office in reached if _may_be_above(office, own)]
    told: dict[str, Any] = {"typed": {}, "typed_new": {}, "faults": {}, "refusal": "", "facts": {}}
    return show(
        "organisation.html",
        organisation=found,
        above=[office for office in reached if office.key in own.place.organisations - {own.key}],
        depth=own.depth,
        below=below,
        counts=people_counts(db.session),
        possible=possible,
        may_be_at_the_top=_reaches(own.place.region or ""),
        region=next(region for region in accounts.regions(db.session) if region.id == found.region_id),
        kinds=KINDS,
        saved=request.args.get("saved", ""),
        **{**told, **values},
    )


def _may_be_above(office: Office, own: Office) -> bool:
    same_region = office.place.region == own.place.region
    return office.within and office.is_open and same_region and own.key not in office.place.organisations


def _reaches(region: str) -> bool:
    return allowed(administrator().grants, _MANAGE, place=Place(region=region))
