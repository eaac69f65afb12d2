"""Which page shows the texts of a module in a language, ten at a time, with all that helps to translate them?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import request
from werkzeug.datastructures import MultiDict

from training.content.queries.keeping import kept_texts
from training.foundation import tickets
from training.foundation.extensions import db
from training.foundation.gate import requires
from training.foundation.permissions import Permission
from training.translation.queries.searching import segments_saying
from training.translation.queries.standing import Standing, standing
from training.translation.queries.tasks import Task, open_tasks
from training.translation.rules.looking import STATES, TASK, Found, Looking, found_of
from training.translation.views.blueprint import PAIR, OpenedPair, opened_pair, pages, show, translator
from training.translation.views.drawn import drawn
from training.translation.views.offering import offered_texts, typed_kept
from training.translation.views.row import Drafting, Row
from training.translation.views.rows import can_approve, loaded, offers_of, rows_of

#: What is looked for cannot be longer.
_LONGEST = 200
#: What became of a text that is not saved, and of one that is not approved.
_LEFT, _UNAPPROVED = {"refused", "clash", "changed", "source-changed"}, {"moved", "own"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a page of the desk is about: the texts that are looked for, or those of the form that was sent."""

    standing: Standing
    found: Found
    addresses: Sequence[str]
    tasks: Mapping[str, Sequence[Task]]


@pages.get(PAIR)
@requires(Permission.TRANSLATE)
def desk(language: str, module: str, into: str) -> str:
    """Show the texts that somebody looks for."""
    return desk_page(opened_pair(module, into), looking_of(request.args), language=language)


def looking_of(query: MultiDict[str, str]) -> Looking:
    """Read what is looked for."""
    state, lesson, words, after = (query.get(name, "")[:_LONGEST] for name in ("state", "lesson", "text", "after"))
    return Looking(state=state if state in (*STATES, TASK) else "", lesson=lesson, words=words.strip(), after=after)


def desk_page(
    opened: OpenedPair, looking: Looking, *, language: str, drafting: Drafting | None = None, kept: int = 0
) -> str:
    """Render the desk: what is looked for, or what was sent and is not all saved."""
    sent = drafting or Drafting()
    shown = _shown(opened, looking, sent)
    waiting = kept_texts(db.session, translator().id, module_id=opened.row.id, unit=unit_of(opened.into))
    known = loaded(opened, shown.standing, shown.addresses, further=typed_kept(waiting), all_helped=False)
    told: dict[str, Any] = {"language": language, "tasks": shown.tasks}
    rows = filled(rows_of(opened, shown.standing, shown.addresses, known, drafting=sent, **told), sent)
    return show(
        "desk.html",
        **(pair_values(opened, kept=kept) | {"may_approve": any(row.may_approve for row in rows)}),
        texts=[drawn(opened, row, language) for row in rows],
        looking=looking,
        looked=_ways(looking, shown.found),
        found=shown.found,
        states=(*STATES, TASK),
        sent=drafting,
        **_undecided(rows, sent),
        gone=[typed for typed in sent.typed.values() if typed.address not in shown.standing.sources],
        saved=request.args.get("saved", 0, type=int) if drafting is None else 0,
        offered=offered_texts(opened, shown.standing, known, waiting),
    )


def _undecided(rows: Sequence[Row], sent: Drafting) -> dict[str, object]:
    """List the texts that their author has to look at, and tell whether anything that was typed is not saved."""
    asked = [row for row in rows if row.is_unsaved or (row.said and row.said.outcome in _LEFT | _UNAPPROVED)]
    is_left = bool(sent.typed) or any(row.is_unsaved or (row.said and row.said.outcome in _LEFT) for row in rows)
    return {"asked": asked, "is_left": is_left}


def pair_values(opened: OpenedPair, *, kept: int = 0) -> dict[str, object]:
    """Return what both pages with the form of a translator need."""
    pair = f"{opened.module.key}/{opened.into}"
    return {
        "module": opened.module,
        "into": opened.into,
        "ticket": tickets.issue("desk", pair, person_id=translator().id),
        "kept": kept,
        "kept_under": f"desk/{translator().id}/{pair}",
        "may_approve": can_approve(opened),
    }


def query_of(looking: Looking, **changes: str) -> str:
    """Write what is looked for as the end of an address."""
    told = {"state": looking.state, "lesson": looking.lesson, "text": looking.words, "after": looking.after} | changes
    return urlencode({name: value for name, value in told.items() if value})


def _ways(looking: Looking, found: Found) -> dict[str, str]:
    """Write the addresses of this page, of those before and behind it, and by each state of the first of its texts."""
    by_state = {state: query_of(looking, state=state, after="") for state in ("", *STATES, TASK)}
    before, behind = (query_of(looking, after=after or "") for after in (found.before, found.behind))
    return by_state | {"here": query_of(looking), "before": before, "behind": behind}


def unit_of(into: str) -> str:
    """Name what is kept of a form whose author was signed out."""
    return f"translation/{into}"


def filled(rows: list[Row], sent: Drafting, further: Sequence[str] = ()) -> list[Row]:
    """Put the suggestion that was chosen into the field of its text."""
    return [
        row.with_text(sent.used[row.address], offers_of(row, further)) if row.address in sent.used else row
        for row in rows
    ]


def _shown(opened: OpenedPair, looking: Looking, sent: Drafting) -> Shown:
    now = standing(db.session, opened.row, opened.mark, opened.into)
    tasks = open_tasks(db.session, opened.row.id, opened.into)
    saying = segments_saying(db.session, opened.row.id, opened.into, looking.words) if looking.words else ()
    found = found_of(looking, now.addresses, now.sources, now.states, by_state=now.by_state, saying=saying, asked=tasks)
    there = [address for address in sent.order if address in now.sources]
    return Shown(standing=now, found=found, addresses=there or found.addresses, tasks=tasks)
