"""Which pages show by name who has learnt what? Only to the training officer of their organisation, with an entry."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask import Response, redirect, url_for
from flask.typing import ResponseReturnValue

from training.accounts import queries as accounts
from training.assignments import actions, queries
from training.assignments.queries import Assigned, NamedPerson
from training.assignments.rules import Round, Standing, State
from training.assignments.views.blueprint import pages, show, somebody, titles
from training.foundation.clock import now
from training.foundation.db import reads_only
from training.foundation.errors import NotFound
from training.foundation.extensions import db
from training.foundation.gate import requires
from training.foundation.permissions import Permission
from training.foundation.sheets import csv_lines, locale_of

_ORDER = (State.LATE, State.SOON, State.OPEN, State.DONE_LATE, State.DONE)
_FIRST_LINE = ("name", "email", "organisation", "module", "round", "due", "state", "completed", "valid_until")
_FIRST_LINE_OF_ALL = ("name", "email", "organisation", "module", "round", "begun", "completed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Somebody with how they stand to what is required."""

    person: NamedPerson
    standing: Standing


@pages.get("/<language:language>/required-learning/<int:assignment_id>")
@requires(Permission.SEE_COMPLETIONS)
def assignment(language: str, assignment_id: int) -> str:
    """Show by name who has completed what an assignment requires, those first who are late."""
    assigned, current, named = _named(assignment_id)
    _keep_entry(assigned.organisation, assignment_id)
    names = titles(language)
    return show(
        "assignment.html",
        assigned=assigned,
        title=names.get(assigned.module, assigned.module),
        round=current,
        named=named,
    )


@pages.post("/<language:language>/required-learning/<int:assignment_id>/export")
@requires(Permission.SEE_COMPLETIONS)
def export(language: str, assignment_id: int) -> Response:
    """Give the same as a file."""
    assigned, current, named = _named(assignment_id)
    subject = f"assignment {assignment_id}"
    actions.keep_export(db.session, subject, people=len(named), actor_id=somebody().id, now=now())
    db.session.commit()
    rows = [_FIRST_LINE, *(_line(assigned, current, each) for each in named)]
    return _file(rows, f"{assigned.module}-{assigned.organisation}-{current.due_on}.csv", language)


@pages.get("/<language:language>/organisations/<organisation>/completions")
@requires(Permission.SEE_COMPLETIONS)
def completions(language: str, organisation: str) -> str:
    """Show by name what the people of an organisation have begun and completed."""
    place = accounts.organisation_by_key(db.session, organisation)
    if place is None:
        raise NotFound("organisation")
    rows = list(queries.completions_within(db.session, organisation))
    _keep_entry(organisation, None)
    return show("completions.html", organisation=place, rows=rows, titles=titles(language))


@pages.post("/<language:language>/organisations/<organisation>/completions/export")
@requires(Permission.SEE_COMPLETIONS)
def export_completions(language: str, organisation: str) -> Response:
    """Give the same as a file."""
    if accounts.organisation_by_key(db.session, organisation) is None:
        raise NotFound("organisation")
    rows = [
        (
            each.name,
            each.email,
            each.organisation,
            each.module,
            str(each.round),
            each.enrolled_at.date().isoformat(),
            each.completed_at.date().isoformat() if each.completed_at else "",
        )
        for each in queries.completions_within(db.session, organisation)
    ]
    subject = f"organisation {organisation}"
    actions.keep_export(db.session, subject, people=len(rows), actor_id=somebody().id, now=now())
    db.session.commit()
    return _file([_FIRST_LINE_OF_ALL, *rows], f"{organisation}.csv", language)


@pages.post("/<language:language>/required-learning/<int:assignment_id>/begin")
@requires(Permission.TAKE_MODULE)
def begin(language: str, assignment_id: int) -> ResponseReturnValue:
    """Take the module of a further round from its beginning."""
    module = actions.begin_round(db.session, somebody(), assignment_id, now=now())
    db.session.commit()
    return redirect(url_for("learning.module", language=language, module=module), 303)


def _named(assignment_id: int) -> tuple[Assigned, Round, list[Named]]:
    assigned = queries.assignment(db.session, assignment_id)
    people = queries.people_within(db.session, assigned.organisation)
    moment = now()
    found = [
        Named(person=people[required.person_id], standing=actions.stand(assigned, required, now=moment)[1])
        for required in queries.required(db.session, [assignment_id])
    ]
    order = list(people)
    position = {id_: number for number, id_ in enumerate(order)}
    found.sort(key=lambda each: (_ORDER.index(each.standing.state), position[each.person.id]))
    return assigned, actions.current_round(assigned, now=moment), found


def _keep_entry(organisation: str, assignment_id: int | None) -> None:
    # Names were seen: that is worth an entry, though nothing was asked to change. What was read stands in memory.
    db.session.rollback()
    reads_only(answer=False)
    subject = f"assignment {assignment_id}" if assignment_id else f"organisation {organisation}"
    actions.keep_seen(db.session, subject, actor_id=somebody().id, now=now())
    db.session.commit()


def _line(assigned: Assigned, current: Round, named: Named) -> tuple[str, ...]:
    stands = named.standing
    return (
        named.person.name,
        named.person.email,
        named.person.organisation,
        assigned.module,
        str(current.number),
        stands.due_on.isoformat(),
        stands.state.value,
        stands.completed_on.isoformat() if stands.completed_on else "",
        stands.valid_until.isoformat() if stands.valid_until else "",
    )


def _file(rows: Iterable[Sequence[str]], name: str, language: str) -> Response:
    lines = csv_lines(rows, locale=locale_of(language), quoted=True)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(lines, mimetype="text/csv", headers=headers)
