"""Which pages list the modules that trainers and translators may see, their reports, publications and quizzes?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from training.accounts import queries as accounts
from training.content import queries as content
from training.content.rules.module import Module, quizzes
from training.foundation.errors import NotFound
from training.foundation.extensions import db
from training.foundation.gate import can, requires
from training.foundation.permissions import Permission
from training.learning import queries as learning
from training.teaching import queries
from training.teaching.queries import PastPublication, TaughtModule
from training.teaching.views.blueprint import languages_read, pages, show


@dataclass(frozen=True, slots=True, kw_only=True)
class Taught:
    """A module in the list, with the name of its region and the open reports that this person reads."""

    module: Module
    region: str
    reports: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizRow:
    """A quiz of a publication and how often it was handed in; without a title where the module has it no longer."""

    key: str
    title: str | None
    attempts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A publication with its quizzes."""

    publication: PastPublication
    rows: tuple[QuizRow, ...]


@pages.get("/<language:language>/teaching")
@requires(Permission.READ_REPORTS, anywhere=True)
def modules(language: str) -> str:
    """List the modules of the regions that this person's grants reach."""
    names = {region.key: region.names[language] for region in accounts.regions(db.session)}
    found = [each for each in queries.taught_modules(db.session) if _is_within_reach(each)]
    reports = learning.open_report_counts(db.session)
    return show(
        "modules.html",
        taught=[_taught(each, language, names=names, reports=reports.get(each.key, {})) for each in found],
    )


@pages.get("/<language:language>/teaching/modules/<module>")
@requires(Permission.READ_REPORTS)
def module(language: str, module: str) -> str:
    """Say how many reports are open; to whoever sees figures, list the publications with their quizzes."""
    publications = queries.publications(db.session, module)
    if not publications:
        raise NotFound("module")
    localised = content.localised(content.published(db.session, publications[0].id), language)
    sees_figures = can(Permission.SEE_QUIZ_FIGURES, region=localised.region)
    return show(
        "module.html",
        module=localised,
        last=publications[0].version_number,
        editions=_editions(publications, localised) if sees_figures else None,
        reports=len(learning.open_reports(db.session, module, languages=languages_read(localised.region))),
    )


def _is_within_reach(found: TaughtModule) -> bool:
    return can(Permission.READ_REPORTS, region=found.region)


def _taught(found: TaughtModule, language: str, *, names: Mapping[str, str], reports: Mapping[str, int]) -> Taught:
    published = content.published(db.session, found.publication_id)
    read = languages_read(found.region)
    return Taught(
        module=content.localised(published, language),
        region=names[found.region],
        reports=sum(count for read_in, count in reports.items() if read is None or read_in in read),
    )


def _editions(publications: Iterable[PastPublication], module: Module) -> list[Edition]:
    counts = queries.attempt_counts(db.session, module.key)
    editions = (_edition(publication, module, counts) for publication in publications)
    return [each for each in editions if each.rows]


def _edition(publication: PastPublication, module: Module, counts: Mapping[tuple[int, str], int]) -> Edition:
    """List the quizzes that were answered; of the current publication all."""
    titles = {quiz.key: quiz.title for _, quiz in quizzes(module)}
    answered = {quiz: count for (id_, quiz), count in counts.items() if id_ == publication.id}
    keys = [*titles, *sorted(answered.keys() - titles.keys())]
    rows = (QuizRow(key=key, title=titles.get(key), attempts=answered.get(key, 0)) for key in keys)
    return Edition(publication=publication, rows=tuple(row for row in rows if row.attempts or publication.current))
