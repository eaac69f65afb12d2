"""Which pages take a list of people, show what would come of it, and carry it out?"""

from dataclasses import dataclass
from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from training.accounts.actions.rosters import carry_out
from training.accounts.files.rosters import Sheet, as_csv, read_sheet
from training.accounts.queries.offices import offices
from training.accounts.queries.rosters import known_people
from training.accounts.rules.encodings import ENCODINGS, UTF_8, depending
from training.accounts.rules.people import normal_email
from training.accounts.rules.planning import Ground, Outcome, Plan, planned
from training.accounts.rules.rosters import MOST_ROWS, entries
from training.administration.forms.imports import ImportForm, packed
from training.administration.views.blueprint import SEE_OTHER, UNPROCESSABLE, administrator, pages, show
from training.foundation.clock import now
from training.foundation.errors import Refused
from training.foundation.extensions import db
from training.foundation.gate import requires
from training.foundation.languages import codes_by_name
from training.foundation.permissions import Permission

_ADDRESS = "/<language:language>/administration/people/import"
#: Words by which somebody sees whether the encoding is right.
_SAMPLES = 5
_CONFLICT = 409


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read from a file: `content` is what the page carries, `samples` words that tell a wrong encoding."""

    plan: Plan
    content: str
    encoding: str | None
    samples: tuple[str, ...]


@pages.get(_ADDRESS)
@requires(Permission.MANAGE_PEOPLE, anywhere=True)
def import_people(language: str) -> str:
    """Ask for the file."""
    return _ask_page(ImportForm(None, preferred=language))


@pages.post(_ADDRESS)
@requires(Permission.MANAGE_PEOPLE, anywhere=True)
def import_people_plan(language: str) -> ResponseReturnValue:
    """Show what would come of each row; nothing is written."""
    del language
    form = ImportForm()
    if not form.validate():
        return _ask_page(form, refusal="language-unknown"), UNPROCESSABLE
    try:
        return _plan_page(form, _reading(form))
    except Refused as refusal:
        return _ask_page(form, refusal=refusal.code), UNPROCESSABLE


@pages.post(f"{_ADDRESS}/confirm")
@requires(Permission.MANAGE_PEOPLE, anywhere=True)
def import_people_confirm(language: str) -> ResponseReturnValue:
    """Make the plan again from the same rows and carry it out, if it is still the one that was agreed to."""
    form = ImportForm()
    if not form.validate():
        return _ask_page(form, refusal="language-unknown"), UNPROCESSABLE
    try:
        reading = _reading(form)
    except Refused as refusal:
        return _ask_page(form, refusal=refusal.code), UNPROCESSABLE
    try:
        confirmed = form.plan.data or ""
        carry_out(db.session, reading.plan, confirmed=confirmed, now=now(), actor_id=administrator().id)
    except Refused:
        db.session.rollback()
        return _plan_page(form, _reading(form), outdated=True), _CONFLICT
    db.session.commit()
    counts: dict[str, Any] = {outcome.value: reading.plan.counts[outcome] for outcome in Outcome}
    return redirect(url_for(".import_people", language=language, done=1, **counts), SEE_OTHER)


def _reading(form: ImportForm) -> Reading:
    content, names = form.read(), codes_by_name()
    likely, encoding = form.preferred.data or "", form.encoding.data or None
    sheet = read_sheet(content, encoding=encoding, likely=likely, languages=names)
    found = entries(sheet.rows)
    reached = offices(db.session, administrator().grants)
    known = known_people(db.session, {normal_email(each.email) for each in found}, reached, administrator().grants)
    ground = Ground(
        offices=reached, known=known, languages=names, organisation=form.organisation.data or "", language=likely
    )
    words = (word for each in found for word in each.name.split())
    return Reading(
        plan=planned(found, ground),
        content=packed(_carried(content, sheet)),
        encoding=sheet.encoding,
        samples=depending(words, most=_SAMPLES),
    )


def _carried(content: bytes, sheet: Sheet) -> bytes:
    # A workbook need not be unpacked twice.
    return content if sheet.encoding else as_csv(sheet.rows)


def _plan_page(form: ImportForm, reading: Reading, *, outdated: bool = False) -> str:
    return show(
        "import_plan.html",
        plan=reading.plan,
        counts=reading.plan.counts,
        outcomes=(Outcome.REFUSED, Outcome.CREATED, Outcome.UPDATED, Outcome.UNCHANGED),
        reading=reading,
        carried_as=reading.encoding or UTF_8,
        encodings=ENCODINGS,
        organisation=form.organisation.data or "",
        preferred=form.preferred.data,
        outdated=outdated,
    )


def _ask_page(form: ImportForm, *, refusal: str = "") -> str:
    reached = offices(db.session, administrator().grants)
    return show(
        "import.html",
        offices=[office for office in reached if office.within and office.is_open],
        organisation=form.organisation.data or "",
        preferred=form.preferred.data or "",
        refusal=refusal,
        most=MOST_ROWS,
        done=_done(),
    )


def _done() -> dict[str, int] | None:
    """Return the counts of what has just been carried out, as the address tells them."""
    if request.args.get("done") != "1":
        return None
    return {outcome.value: request.args.get(outcome.value, 0, int) for outcome in Outcome}
