"""Which pages list the modules that a trainer may see, their publications and quizzes?"""

from collections.abc import Mapping
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
from training.teaching.views.blueprint import pages, show


@dataclass(frozen=True, slots=True, kw_only=True)
class Taught:
    """A module in the list, with the name of its region."""

    module: Module
    region: str


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
@requires(Permission.SEE_QUIZ_FIGURES, anywhere=True)
def modules(language: str) -> str:
    """List the modules of the regions that this person's grants reach."""
    names = {region.key: region.names[language] for region in accounts.regions(db.session)}
    found = [each for each in queries.taught_modules(db.session) if _is_within_reach(each)]
    return show("modules.html", taught=[_taught(each, language, names) for each in found])


@pages.get("/<language:language>/teaching/modules/<module>")
@requires(Permission.SEE_QUIZ_FIGURES)
def module(language: str, module: str) -> str:
    """List a module's publications that learners see or have answered, with their quizzes."""
    publications = queries.publications(db.session, module)
    if not publications:
        raise NotFound("module")
    localised = content.localised(content.published(db.session, publications[0].id), language)
    counts = queries.attempt_counts(db.session, module)
    editions = [_edition(publication, localised, counts) for publication in publications]
    return show(
        "module.html",
        module=localised,
        editions=[each for each in editions if each.rows],
        reports=len(learning.open_reports(db.session, module)),
    )


def _is_within_reach(found: TaughtModule) -> bool:
    return can(Permission.SEE_QUIZ_FIGURES, region=found.region)


def _taught(found: TaughtModule, language: str, names: Mapping[str, str]) -> Taught:
    published = content.published(db.session, found.publication_id)
    return Taught(module=content.localised(published, language), region=names[found.region])


def _edition(publication: PastPublication, module: Module, counts: Mapping[tuple[int, str], int]) -> Edition:
    """List the quizzes that were answered; of the current publication all."""
    titles = {quiz.key: quiz.title for _, quiz in quizzes(module)}
    answered = {quiz: count for (id_, quiz), count in counts.items() if id_ == publication.id}
    keys = [*titles, *sorted(answered.keys() - titles.keys())]
    rows = (QuizRow(key=key, title=titles.get(key), attempts=answered.get(key, 0)) for key in keys)
    return Edition(publication=publication, rows=tuple(row for row in rows if row.attempts or publication.current))
