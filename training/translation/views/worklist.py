"""Which page tells a translator what there is to do, and what has changed since they were told?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import redirect, url_for
from werkzeug.wrappers import Response

from training.content import queries as content
from training.content.rules.segments import text_digest
from training.foundation.extensions import db
from training.foundation.gate import can, requires
from training.foundation.languages import LANGUAGES
from training.foundation.permissions import Permission, Place
from training.translation.actions.charges import keep_told
from training.translation.queries.charges import own_charges
from training.translation.queries.overview import Draft, Pair, drafts, marks, own_unapproved
from training.translation.queries.standing import Standing, standings
from training.translation.queries.tasks import open_task_counts
from training.translation.rules.overview import Job, News, changed_since, news, urgency
from training.translation.views.blueprint import DESK, SEE_OTHER, pages, show, translator

WORK = f"{DESK}/work"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A module on the list, and what there is to do in it in a language; `title` is in the language `source`."""

    title: str
    source: str
    region: str
    job: Job


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What is looked up once for the whole list; `told` are the reader's charges."""

    standings: Mapping[tuple[str, str], Standing]
    told: Mapping[Pair, int]
    own: Mapping[Pair, set[tuple[str, str]]]
    tasks: Mapping[Pair, int]
    changed: Mapping[Pair, frozenset[str]]


@pages.get(WORK)
@requires(Permission.TRANSLATE, anywhere=True)
def work(language: str) -> str:
    """List what the reader may translate, first what the reader works on."""
    del language
    reached = [each for each in drafts(db.session) if _spoken(each)]
    told = own_charges(db.session, translator().id)
    known = _Known(
        standings=standings(db.session, reached),
        told=told,
        own=own_unapproved(db.session, translator().id),
        tasks=open_task_counts(db.session),
        changed=_changed(reached, told),
    )
    entries = [_entry(each, into, known) for each in reached for into in _spoken(each)]
    entries.sort(key=lambda entry: urgency(entry.job))
    own = [each for each in entries if each.job.own]
    return show("work.html", own=own, others=entries[len(own) :])


@pages.post(f"{WORK}/seen")
@requires(Permission.TRANSLATE, anywhere=True)
def seen(language: str) -> Response:
    """Say that the reader knows what has changed: the notice goes, and no letter comes about it."""
    told = own_charges(db.session, translator().id)
    numbers = {each.module_id: each.mark.number for each in drafts(db.session)}
    now_known = [(module_id, into, numbers[module_id]) for module_id, into in told]
    keep_told(db.session, translator().id, now_known)
    db.session.commit()
    return redirect(url_for(".work", language=language), SEE_OTHER)


def _spoken(draft: Draft) -> list[str]:
    """List the languages into which the reader may translate a module."""
    source = content.module_of_version(db.session, draft.mark).source
    return [into for into in LANGUAGES if into != source and _may(Permission.TRANSLATE, draft, into)]


def _changed(reached: Sequence[Draft], told: Mapping[Pair, int]) -> dict[Pair, frozenset[str]]:
    """Find which sources have changed in the modules that the reader works on, since the reader was told."""
    there = {each.module_id: each for each in reached}
    behind = {pair: number for pair, number in told.items() if pair[0] in there and number < there[pair[0]].mark.number}
    old = marks(db.session, ((module_id, number) for (module_id, _), number in behind.items()))
    return {
        pair: changed_since(
            content.module_of_version(db.session, old[pair[0], number]),
            content.module_of_version(db.session, there[pair[0]].mark),
        )
        for pair, number in behind.items()
    }


def _entry(draft: Draft, into: str, known: _Known) -> Entry:
    module, pair = content.module_of_version(db.session, draft.mark), (draft.module_id, into)
    found = known.standings[draft.key, into]
    waiting = _waiting(found, known.own.get(pair, set())) if _may(Permission.APPROVE_TRANSLATION, draft, into) else []
    job = Job(
        module=draft.key,
        language=into,
        own=pair in known.told,
        coverage=found.counts,
        review=waiting.count("unreviewed"),
        drafts=waiting.count("machine"),
        tasks=known.tasks.get(pair, 0),
        news=news(known.changed[pair], found.states) if pair in known.changed else News(),
    )
    return Entry(title=module.title, source=module.source, region=draft.region, job=job)


def _waiting(found: Standing, own: set[tuple[str, str]]) -> list[str]:
    """List the states of the texts that wait for somebody else's approval than their author's."""
    mine = {address for address, digest in own if text_digest(found.sources.get(address, "")) == digest}
    return [state for address, state in found.states.items() if address not in mine]


def _may(permission: Permission, draft: Draft, into: str) -> bool:
    return can(permission, place=Place(region=draft.region, module=draft.key, language=into))
