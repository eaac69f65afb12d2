"""Which pages list what is required within somebody's reach, and let them require more or less?"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from training.accounts import queries as accounts
from training.accounts.models import Organisation
from training.assignments import actions, queries
from training.assignments.forms import ONCE, AssignmentForm
from training.assignments.queries import Assigned, Required
from training.assignments.rules import REPETITIONS, Round, State
from training.assignments.views.blueprint import pages, show, somebody, titles
from training.content import queries as content
from training.foundation.clock import now
from training.foundation.errors import NotFound, Refused
from training.foundation.extensions import db
from training.foundation.gate import requires
from training.foundation.permissions import Permission, reach

#: Refusals that the form itself explains, and the field that they are about.
_EXPLAINED = {"due-past": "due_on", "due-far": "due_on", "organisation-closed": "organisation"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An assignment in the list, with how many people stand how."""

    assigned: Assigned
    title: str
    round: Round
    counts: Mapping[State, int]

    @property
    def people(self) -> int:
        """Count everybody of whom it is required."""
        return sum(self.counts.values())

    @property
    def done(self) -> int:
        """Count those who have completed it, in time or late."""
        return self.counts.get(State.DONE, 0) + self.counts.get(State.DONE_LATE, 0)

    @property
    def late(self) -> int:
        """Count those whose day is past."""
        return self.counts.get(State.LATE, 0)


@pages.get("/<language:language>/required-learning")
@requires(Permission.ASSIGN_LEARNING, anywhere=True)
def assignments(language: str) -> str:
    """List what is required of people of the organisations within reach."""
    found = queries.assignments_within(db.session, reach(somebody().grants, Permission.ASSIGN_LEARNING))
    everybody = defaultdict(list)
    for required in queries.required(db.session, [assigned.id for assigned in found]):
        everybody[required.assignment_id].append(required)
    names = titles(language)
    return show(
        "assignments.html",
        rows=[_row(assigned, everybody[assigned.id], names) for assigned in found],
        named=_organisations(Permission.SEE_COMPLETIONS),
        saved=request.args.get("saved", ""),
    )


@pages.get("/<language:language>/required-learning/new")
@requires(Permission.ASSIGN_LEARNING, anywhere=True)
def new(language: str) -> str:
    """Ask what is to be required of whom."""
    nothing_yet = {"organisation": "", "people": "", "repeat": ONCE, "compulsory": True}
    return _form_page(language, nothing_yet | {"module": request.args.get("module", "")})


@pages.post("/<language:language>/required-learning/new")
@requires(Permission.ASSIGN_LEARNING, anywhere=True)
def assign(language: str) -> ResponseReturnValue:
    """Require it, and show the list."""
    form = AssignmentForm()
    if not form.validate():
        return _form_page(language, form.data, form.faults()), 422
    organisation = next((each for each in _within_reach() if each.key == form.organisation.data), None)
    if organisation is None:
        return _form_page(language, form.data, {"organisation": "organisation-missing"}), 422
    addresses = form.addresses()
    people = queries.people_by_address(db.session, organisation.key, addresses)
    unknown = [address for address in addresses if address not in people]
    if unknown:
        return _form_page(language, form.data, {"people": "people-unknown"}, unknown=unknown), 422
    try:
        _assign(form, organisation, list(people.values()))
    except Refused as refusal:
        if refusal.code not in _EXPLAINED:
            raise
        return _form_page(language, form.data, {_EXPLAINED[refusal.code]: refusal.code}), 422
    db.session.commit()
    return redirect(url_for(".assignments", language=language, saved="assigned"), 303)


@pages.post("/<language:language>/required-learning/<int:assignment_id>/withdraw")
@requires(Permission.ASSIGN_LEARNING)
def withdraw(language: str, assignment_id: int) -> ResponseReturnValue:
    """Require it no longer."""
    actions.withdraw(db.session, assignment_id, actor_id=somebody().id, now=now())
    db.session.commit()
    return redirect(url_for(".assignments", language=language, saved="withdrawn"), 303)


def _assign(form: AssignmentForm, organisation: Organisation, people: Sequence[int]) -> None:
    module = content.module_row(db.session, form.module.data)
    if module is None:
        raise NotFound("module")
    zone = next(region.time_zone for region in accounts.regions(db.session) if region.id == organisation.region_id)
    wanted = actions.Wanted(
        module_id=module.id,
        due_on=form.day(),
        repeat_months=form.repeat_months(),
        compulsory=form.compulsory.data,
    )
    actor_id = somebody().id
    actions.assign(db.session, organisation, wanted, people=people, zone=ZoneInfo(zone), actor_id=actor_id, now=now())


def _row(assigned: Assigned, asked: Sequence[Required], names: Mapping[str, str]) -> Row:
    moment = now()
    stands = [actions.stand(assigned, required, now=moment)[1].state for required in asked]
    return Row(
        assigned=assigned,
        title=names.get(assigned.module, assigned.module),
        round=actions.current_round(assigned, now=moment),
        counts=Counter(stands),
    )


def _within_reach() -> list[Organisation]:
    return _organisations(Permission.ASSIGN_LEARNING)


def _organisations(permission: Permission) -> list[Organisation]:
    within = reach(somebody().grants, permission)
    return accounts.open_organisations_within(db.session, within) if within else []


def _form_page(
    language: str,
    typed: Mapping[str, object],
    faults: Mapping[str, str] | None = None,
    *,
    unknown: Sequence[str] = (),
) -> str:
    due_on = typed.get("due_on")
    return show(
        "new.html",
        modules=titles(language),
        organisations=_within_reach(),
        repetitions=REPETITIONS,
        once=ONCE,
        typed={**typed, "due_on": due_on.isoformat() if isinstance(due_on, date) else request.form.get("due_on", "")},
        faults=faults or {},
        unknown=unknown,
    )
