"""Which pages tell how far modules are in their languages, whether it gets better, and who works on what?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from training.accounts import queries as accounts
from training.content import queries as content
from training.foundation.clock import now
from training.foundation.extensions import db
from training.foundation.gate import can, requires
from training.foundation.languages import LANGUAGES
from training.foundation.permissions import Permission, Place
from training.translation.queries.charges import Charge, Colleague, charges, colleagues
from training.translation.queries.overview import (
    Counted,
    Draft,
    Pair,
    all_policies,
    drafts,
    earlier_counts,
)
from training.translation.queries.standing import Standing, standings
from training.translation.queries.tasks import open_task_counts
from training.translation.rules import Coverage
from training.translation.rules.overview import TREND, Trend, share, trend
from training.translation.rules.policy import Policy
from training.translation.views.blueprint import DESK, MODULE, opened_module, pages, show, translator


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A module in one language: how it stands, how that has changed, who works on it and what readers get.

    `approved` and `current` are shares of one: approved texts, and those up to date. `mine`: the reader works on it;
    `may`: the reader may translate it.
    """

    language: str
    coverage: Coverage
    approved: float
    current: float
    trend: Trend | None
    charges: Sequence[Charge]
    policy: str
    tasks: int
    mine: bool
    may: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A module in all languages that it is translated into, by language."""

    key: str
    title: str
    source: str
    region: str
    told: Mapping[str, Told]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What is looked up once for all modules."""

    standings: Mapping[tuple[str, str], Standing]
    earlier: Mapping[Pair, Counted]
    charges: Mapping[Pair, Sequence[Charge]]
    policies: Mapping[Pair, str]
    tasks: Mapping[Pair, int]


@pages.get(DESK)
@requires(Permission.SEE_DRAFT, anywhere=True)
def overview(language: str) -> str:
    """Show the modules that the reader's grants reach by languages."""
    names = {region.key: region.names[language] for region in accounts.regions(db.session)}
    reached = [each for each in drafts(db.session) if _reaches(Permission.SEE_DRAFT, each.region, each.key)]
    known = _known(reached)
    return show("overview.html", rows=[_row(each, known) for each in reached], names=names)


@pages.get(MODULE)
@requires(Permission.SEE_DRAFT)
def module(language: str, module: str) -> str:
    """Show one module in its languages: counts, how they have changed, who works on it, and what can be done."""
    del language
    return _module_page(module)


def _module_page(key: str) -> str:
    opened = opened_module(key)
    draft = next(each for each in drafts(db.session) if each.module_id == opened.row.id)
    row = _row(draft, _known([draft]))
    publishes = _reaches(Permission.PUBLISH_MODULE, opened.region, key)
    known = colleagues(db.session, region=opened.region, module=key) if publishes else []
    free = {into: _free(known, told) for into, told in row.told.items()}
    return show("module.html", opened=opened, row=row, free=free, publishes=publishes)


def _known(reached: Sequence[Draft]) -> _Known:
    return _Known(
        standings=standings(db.session, reached),
        earlier=earlier_counts(db.session, since=now().date() - TREND),
        charges=charges(db.session),
        policies=all_policies(db.session),
        tasks=open_task_counts(db.session),
    )


def _row(draft: Draft, known: _Known) -> Row:
    found = content.module_of_version(db.session, draft.mark)
    told = {
        language: _told(draft, language, known.standings[draft.key, language].counts, known)
        for language in LANGUAGES
        if language != found.source
    }
    return Row(key=draft.key, title=found.title, source=found.source, region=draft.region, told=told)


def _told(draft: Draft, language: str, coverage: Coverage, known: _Known) -> Told:
    pair = draft.module_id, language
    before, workers = known.earlier.get(pair), known.charges.get(pair, ())
    return Told(
        language=language,
        coverage=coverage,
        approved=share(coverage.reviewed, coverage.total),
        current=share(coverage.translated, coverage.total),
        trend=trend(before.coverage, before.day, coverage) if before else None,
        charges=workers,
        policy=known.policies.get(pair, Policy.SOURCE.value),
        tasks=known.tasks.get(pair, 0),
        mine=translator().id in {each.person_id for each in workers},
        may=_reaches(Permission.TRANSLATE, draft.region, draft.key, language),
    )


def _free(known: Sequence[Colleague], told: Told) -> list[Colleague]:
    """List who could be asked to work on it and does not: whose role is for this language, or for all."""
    working = {each.person_id for each in told.charges}
    able = {each.id: each for each in known if each.language in ("", told.language) and each.id not in working}
    return list(able.values())


def _reaches(permission: Permission, region: str, module: str, language: str | None = None) -> bool:
    return can(permission, place=Place(region=region, module=module, language=language))
