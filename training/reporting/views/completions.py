"""Which page and file tell by name who has come how far? To training officers of their organisation, with an entry."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue

from training.accounts.queries.offices import offices
from training.accounts.rules.offices import Office
from training.assignments.actions import keep_export, keep_seen
from training.assignments.views.blueprint import titles
from training.foundation.clock import now
from training.foundation.db import only_reading, reads_only
from training.foundation.extensions import db
from training.foundation.gate import requires
from training.foundation.pages import page, plain_environment
from training.foundation.permissions import Permission, Reach, reach
from training.foundation.sheets import locale_of
from training.reporting.files.completions import Words, pieces
from training.reporting.forms.completions import CompletionsForm
from training.reporting.queries.completions import standing_lines, standings_by_name, standings_counted
from training.reporting.rules.completions import PAGE, State, Wanted, noted, subject
from training.reporting.views.blueprint import UNPROCESSABLE, pages, somebody

_FILTERS = ("q", "organisation", "module", "state", "since", "until")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What an address asks for, and how far the reader's grants go."""

    form: CompletionsForm
    faults: dict[str, str]
    offices: list[Office]
    reach: Reach
    wanted: Wanted


@pages.get("/<language:language>/statistics/completions")
@requires(Permission.SEE_COMPLETIONS, anywhere=True)
def completions(language: str) -> ResponseReturnValue:
    """List the people within reach who are looked for, a page at a time, and write down that somebody saw them."""
    asked = _asked()
    if asked.faults:
        return _page(asked, language), UNPROCESSABLE
    found = standings_by_name(db.session, asked.reach, asked.wanted, after=asked.form.after.data or 0)
    shown = found[:PAGE]
    text = _page(
        asked,
        language,
        standings=shown,
        following=_address("completions", language, after=shown[-1].enrolment_id) if len(found) > PAGE else None,
    )
    _note(keep_seen, asked, rows=len(shown))
    return text


@pages.get("/<language:language>/statistics/completions.csv")
@requires(Permission.SEE_COMPLETIONS, anywhere=True)
def completions_file(language: str) -> ResponseReturnValue:
    """Write down that somebody takes these names away, then hand all of them out, however many they are."""
    asked, moment = _asked(), now()
    if asked.faults:
        return _page(asked, language), UNPROCESSABLE
    words = list_words(asked.wanted, asked.reach, language, moment=moment)
    _note(keep_export, asked, people=standings_counted(db.session, asked.reach, asked.wanted))
    # A session of its own, which lives as long as the answer and holds back nobody who writes.
    session, locale = db.reports_session(), locale_of(language)
    with only_reading():
        session.connection()
    lines = pieces(standing_lines(session, asked.reach, asked.wanted, words, locale), words, locale)
    headers = {"Content-Disposition": f'attachment; filename="completions-{moment:%Y-%m-%d}-{language}.csv"'}
    answer = Response(lines, content_type="text/csv; charset=utf-8", headers=headers)
    answer.call_on_close(session.close)
    return answer


def _asked() -> Asked:
    """Read the address; NotFound for an organisation out of reach."""
    form, grants = CompletionsForm(request.args), somebody().grants
    form.validate()
    within = [one for one in offices(db.session, grants, permission=Permission.SEE_COMPLETIONS) if one.within]
    wanted = form.wanted(organisations={office.key for office in within})
    far = reach(grants, Permission.SEE_COMPLETIONS)
    return Asked(form=form, faults=form.faults(), offices=within, reach=far, wanted=wanted)


def _page(asked: Asked, language: str, **values: Any) -> str:
    return page(
        "reporting/completions.html",
        person=somebody(),
        section="statistics",
        form=asked.form,
        faults=asked.faults,
        offices=asked.offices,
        titles=titles(language),
        states=tuple(State),
        file=_address("completions_file", language),
        **{"standings": [], "following": None, **values},
    )


def _address(endpoint: str, language: str, **values: Any) -> str:
    """Return the address of the same search, as another page or as a file."""
    wanted: dict[str, Any] = {name: request.args[name] for name in _FILTERS if request.args.get(name)}
    return url_for(f".{endpoint}", language=language, **wanted, **values)


def _note(keep: Callable[..., None], asked: Asked, **facts: Any) -> None:
    # Names were seen: that is worth an entry, though nothing was asked to change.
    db.session.rollback()
    reads_only(answer=False)
    told = noted(asked.wanted, asked.reach)
    keep(db.session, subject(asked.wanted, asked.reach), actor_id=somebody().id, now=now(), **told, **facts)
    db.session.commit()


def list_words(wanted: Wanted, far: Reach, language: str, *, moment: datetime) -> Words:
    """Return what the file of a search says in a language, as of a moment."""
    said: Any = plain_environment(language).get_template("reporting/_standings.html").module
    about = {"as_of": moment.isoformat(timespec="seconds")}
    told = noted(wanted, far)
    about |= {key: ", ".join(value) if isinstance(value, list) else str(value) for key, value in told.items()}
    return Words(
        columns=said.columns,
        labels=said.labels,
        meanings=said.meanings,
        titles=titles(language),
        erased=said.erased,
        about=about,
    )
