"""Which pages list people, show one of them, and let somebody be invited?"""

from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from training.accounts import queries as accounts
from training.accounts.models import Person
from training.accounts.queries.offices import offices
from training.accounts.rules.grants import is_beyond, may_grant, place_of_grant
from training.accounts.rules.offices import Office, places_of
from training.administration.actions import people as actions
from training.administration.forms.people import MOST_EXTRA_TIME, PersonForm, SearchForm
from training.administration.queries import people as queries
from training.administration.rules.people import PAGE, State, gives_everywhere, offices_given, regions_given
from training.administration.views.blueprint import SEE_OTHER, UNPROCESSABLE, administrator, pages, show
from training.foundation.clock import now
from training.foundation.errors import NotFound, Refused
from training.foundation.extensions import db
from training.foundation.gate import requires
from training.foundation.permissions import BY_LANGUAGE, Permission, Role, reach

_SEARCHED = ("q", "organisation", "role", "state")
#: The largest number that both databases take for an id.
PERSON = "/<language:language>/administration/people/<int(max=2147483647):person_id>"


@pages.get("/<language:language>/administration/people")
@requires(Permission.MANAGE_PEOPLE, anywhere=True)
def people(language: str) -> str:
    """List the people within reach who are looked for, a page at a time."""
    del language
    form = SearchForm(request.args)
    reached = offices(db.session, administrator().grants)
    search = form.search(organisations={office.key for office in reached if office.within})
    within = reach(administrator().grants, Permission.MANAGE_PEOPLE)
    found = queries.found_people(db.session, within, search, after=form.behind())
    shown = found[:PAGE]
    return show(
        "people.html",
        people=shown,
        following=_following(shown[-1].id) if len(found) > PAGE else None,
        typed=form.q.data or "",
        search=search,
        offices=[office for office in reached if office.within],
        roles=tuple(Role),
        states=tuple(State),
        erased=request.args.get("saved") == "erased",
    )


@pages.get("/<language:language>/administration/people/new")
@requires(Permission.MANAGE_PEOPLE, anywhere=True)
def new_person(language: str) -> str:
    """Ask whom to invite."""
    organisation = request.args.get("organisation", "")
    return _new_page({"name": "", "email": "", "organisation": organisation, "language": language}, {})


@pages.post("/<language:language>/administration/people/new")
@requires(Permission.MANAGE_PEOPLE, anywhere=True)
def new_person_submit(language: str) -> ResponseReturnValue:
    """Open an account and post the invitation, and show the person."""
    form = PersonForm()
    if not form.validate():
        return _new_page(form.values(), form.faults()), UNPROCESSABLE
    try:
        made = actions.add(db.session, **form.values(), actor=administrator(), now=now())
    except Refused as refusal:
        db.session.rollback()
        return _new_page(form.values(), {FIELD_OF.get(refusal.code, "email"): refusal.code}), UNPROCESSABLE
    db.session.commit()
    return redirect(url_for(".person", language=language, person_id=made.id, saved="invited"), SEE_OTHER)


@pages.get(PERSON)
@requires(Permission.MANAGE_PEOPLE)
def person(language: str, person_id: int) -> str:
    """Show who somebody is, what they may do, and what can be done about the account."""
    del language
    return person_page(opened(person_id))


#: The field that a refusal is about.
FIELD_OF = {"organisation-unknown": "organisation", "address-taken": "email", "address-malformed": "email"}


def opened(person_id: int) -> Person:
    """Open the account that an address names; the gate has looked whether it is within reach."""
    found = queries.person(db.session, person_id)
    if found is None:
        raise NotFound("person")
    return found


def person_page(
    person: Person, *, typed: dict[str, Any] | None = None, faults: dict[str, str] | None = None, refusal: str = ""
) -> str:
    """Render the page of a person: with what was typed and is wrong, or with why something was refused."""
    told = queries.person_told(db.session, person.id)
    held = queries.held_roles(db.session, person.id)
    reached = offices(db.session, administrator().grants)
    return show(
        "person.html",
        someone=person,
        told=told,
        held=[(role, _may_take(role, reached)) for role in held],
        is_oneself=person.id == administrator().id,
        is_beyond=is_beyond([role.grant for role in held], administrator().grants, places_of(reached)),
        offices=[
            office for office in reached if office.within and (office.is_open or office.id == person.organisation_id)
        ],
        factors=accounts.factors(db.session, person.id),
        typed=typed or _as_typed(person, told),
        faults=faults or {},
        refusal=refusal,
        saved=request.args.get("saved", ""),
        most_extra_time=MOST_EXTRA_TIME,
        **_offered(reached),
    )


def _offered(reached: list[Office]) -> dict[str, Any]:
    """Return which roles may be given and where, as far as whoever is here may give them."""
    grants, regions = administrator().grants, accounts.regions(db.session)
    given = regions_given(grants, [region.key for region in regions])
    return {
        "roles": [role for role in Role if role is not Role.LEARNER],
        "by_language": BY_LANGUAGE,
        "everywhere": gives_everywhere(grants),
        "regions": [region for region in regions if region.key in given],
        "offices_given": offices_given(grants, reached),
    }


def _possible(reached: list[Office], organisation_id: int) -> list[Office]:
    """Return where the person may belong: an organisation that is closed only if it is the present one."""
    within = (office for office in reached if office.within)
    return [office for office in within if office.is_open or office.id == organisation_id]


def _may_take(role: queries.HeldRole, reached: list[Office]) -> bool:
    return may_grant(administrator().grants, place_of_grant(role.grant, places_of(reached)))


def _as_typed(person: Person, told: queries.Told | None) -> dict[str, Any]:
    organisation = told.organisation if told else ""
    return {"name": person.name, "email": person.email, "organisation": organisation, "language": person.language}


def _new_page(typed: dict[str, Any], faults: dict[str, str]) -> str:
    reached = offices(db.session, administrator().grants)
    within = [office for office in reached if office.within and office.is_open]
    return show("new_person.html", typed=typed, faults=faults, offices=within)


def _following(last_id: int) -> str:
    """Return the address of the next page of the same search."""
    wanted: dict[str, Any] = {name: request.args[name] for name in _SEARCHED if name in request.args}
    return url_for(".people", **(request.view_args or {}), **wanted, after=last_id)
