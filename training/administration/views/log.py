"""Which page shows the log, and how does one get it as a file?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote_plus

from flask import Response, request, stream_with_context

from training.administration.actions.log import note_export
from training.administration.files.log import TYPES, written
from training.administration.forms.log import ExportForm, LogForm
from training.administration.queries.log import Page, log_entries, log_page, names, person_id
from training.administration.rules.log import Wanted, mark, people, subject_person
from training.administration.views.blueprint import UNPROCESSABLE, administrator, pages, show
from training.foundation import languages
from training.foundation.audit import Event
from training.foundation.chain import Link
from training.foundation.clock import now
from training.foundation.db import reads_only
from training.foundation.extensions import db
from training.foundation.gate import requires
from training.foundation.pages import language_of_request
from training.foundation.permissions import Permission


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody in an entry; without a name where the person was erased."""

    number: int
    name: str | None
    known: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An entry as the page tells it: by whom, about whom or about which other subject (`query`: in an address)."""

    id: int
    event: str
    actor: Who | None
    whom: Who | None
    subject: str
    query: str
    moment: str
    day: str
    clock: str
    facts: str


@pages.get("/<language:language>/administration/log")
@requires(Permission.READ_LOG)
def log(language: str) -> str | tuple[str, int]:
    """List the entries that are looked for, the newest first."""
    del language
    form = LogForm(request.args)
    wanted, faults = _read(form)
    if faults:
        return _log_page(form, faults=faults), UNPROCESSABLE
    return _log_page(form, wanted)


@pages.post("/<language:language>/administration/log/export")
@requires(Permission.READ_LOG)
def log_export(language: str) -> Response | tuple[str, int]:
    """Write down that somebody takes these entries away, then hand them out as a file."""
    form = ExportForm()
    wanted, faults = _read(form)
    if faults:
        return _log_page(form, faults=faults), UNPROCESSABLE
    moment, kind = now(), form.kind.data
    note_export(db.session, wanted, kind=kind, actor_id=administrator().id, now=moment)
    db.session.commit()
    # What follows may take minutes, and must not hold back those who write.
    reads_only(answer=True)
    name = f"log-{moment:%Y-%m-%d}.{kind}"
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(stream_with_context(_pieces(wanted, kind, language)), content_type=TYPES[kind], headers=disposition)


def _read(form: LogForm) -> tuple[Wanted, dict[str, str]]:
    """Return what is looked for, and what is wrong with it by field."""
    form.validate()
    typed, faults = form.person.data, form.faults()
    found = person_id(db.session, typed) if typed and "person" not in faults else None
    if typed and found is None:
        faults["person"] = "person-unknown"
    return form.wanted(found), faults


def _log_page(form: LogForm, wanted: Wanted | None = None, *, faults: dict[str, str] | None = None) -> str:
    """Render the page; without anything to look for there is only the form."""
    page = log_page(db.session, wanted, before=mark(request.args.get("before", ""))) if wanted else Page([], None)
    involved = people(page.entries)
    named = names(db.session, involved) if involved else {}
    return show(
        "log.html",
        form=form,
        faults=faults or {},
        events=list(Event),
        wanted=wanted,
        lines=[_line(entry, named) for entry in page.entries],
        further=page.further,
        is_later="before" in request.args,
    )


def _line(entry: Link, named: Mapping[int, str | None]) -> Line:
    """Prepare all that a template would work out anew for each of many entries."""
    about = subject_person(entry.subject)
    actor = None if entry.actor_id is None else _who(entry.actor_id, named)
    is_oneself = about is not None and about == entry.actor_id
    return Line(
        id=entry.id,
        event=entry.event,
        actor=actor,
        whom=None if about is None or is_oneself else _who(about, named),
        subject=entry.subject if about is None else "",
        query=quote_plus(entry.subject),
        moment=entry.at.isoformat(),
        day=languages.day(entry.at.date(), language_of_request()),
        clock=f"{entry.at:%H:%M:%S}",
        facts=_facts(entry),
    )


def _facts(entry: Link) -> str:
    told = {"id": entry.id, **entry.facts}
    plain = {name: " ".join(map(str, value)) if isinstance(value, list) else value for name, value in told.items()}
    return ", ".join(f"{name}: {value}" for name, value in plain.items() if value is not None)


def _who(number: int, named: Mapping[int, str | None]) -> Who:
    return Who(number, named.get(number), number in named)


def _pieces(wanted: Wanted, kind: str, language: str) -> Iterator[bytes]:
    for piece in written(log_entries(db.session, wanted), kind, language=language):
        yield piece.encode()
        # Each piece is read anew: a reader who takes an hour keeps no snapshot for an hour.
        db.session.rollback()
