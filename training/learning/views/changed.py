"""What do pages tell of lessons that have changed since they were read?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from training.content import queries as content
from training.content.queries import Published
from training.content.rules.module import Module, lesson_of
from training.content.rules.texts import Text
from training.foundation.extensions import db
from training.learning import queries
from training.learning.rules.news import ChangedLesson, Told, notes
from training.learning.rules.progress import Traces


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedRow:
    """A lesson that reads otherwise than when it was read, and since when."""

    key: str
    title: Text
    at: datetime
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedModule:
    """The lessons of a module that have changed, and what was told of it, in the module's own language."""

    title: Text
    source: str
    rows: tuple[ChangedRow, ...]
    notes: tuple[Told, ...]


def changed_module(published: Published, traces: Traces, language: str, *, region: str) -> ChangedModule | None:
    """Tell which lessons of a module have changed since they were read; None where none has."""
    found = queries.changed_lessons(db.session, [(traces, published.id)], region=region)[0]
    return _module(published, found, language)


def changed_lesson(
    published: Published, lesson: str, traces: Traces, language: str, *, region: str
) -> ChangedModule | None:
    """Tell that a lesson has changed since it was read; None where it has not.

    That somebody has read a lesson is kept once, so its page goes on telling it.
    """
    found = queries.changed_lessons(db.session, [(traces, published.id)], region=region)[0]
    return _module(published, [each for each in found if each.lesson == lesson], language)


def lately_changed(
    read: Sequence[tuple[Traces, int]], language: str, *, region: str, since: datetime
) -> list[ChangedModule]:
    """Tell what has changed since a moment in the current publications (their ids) of modules, after it was read."""
    found = queries.changed_lessons(db.session, read, region=region)
    told = (
        _module(content.published(db.session, current), [each for each in changed if each.at > since], language)
        for (_, current), changed in zip(read, found, strict=True)
    )
    return [module for module in told if module]


def _module(published: Published, changed: Sequence[ChangedLesson], language: str) -> ChangedModule | None:
    if not changed:
        return None
    module = content.localised(published, language)
    by_key = {each.lesson: each for each in changed}
    return ChangedModule(
        title=module.title,
        source=published.module.source,
        rows=tuple(_row(module, by_key[each.key], language) for each in module.lessons if each.key in by_key),
        notes=notes(changed),
    )


def _row(module: Module, changed: ChangedLesson, language: str) -> ChangedRow:
    href = url_for("learning.lesson", language=language, module=module.key, lesson=changed.lesson)
    title = lesson_of(module, changed.lesson).title
    return ChangedRow(key=changed.lesson, title=title, at=changed.at, href=href)
