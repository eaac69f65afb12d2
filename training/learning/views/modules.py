"""Which pages show the modules, one module, and what a learner has begun?"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from flask import current_app, redirect, url_for
from werkzeug.wrappers import Response

from training.accounts import queries as accounts
from training.accounts.views import visitor
from training.content import queries as content
from training.content.queries import Published
from training.content.rules.blocks import AFTER, Quiz
from training.content.rules.module import Module, counted_lessons, lesson_of, quiz_of
from training.foundation.clock import now
from training.foundation.errors import NotFound
from training.foundation.extensions import db
from training.foundation.gate import public, requires
from training.foundation.permissions import Permission
from training.learning import actions, queries
from training.learning.queries import Standing, TakenModule
from training.learning.rules import progress
from training.learning.rules.before_and_after import pair, quiz_before_and_after
from training.learning.rules.news import told_since
from training.learning.rules.progress import Condition, Step, Traces
from training.learning.views.blueprint import learner, pages, show
from training.learning.views.changed import changed_module, lately_changed
from training.learning.views.entries import Entry, RegionName, catalogue_entries, entry_of, region_names
from training.learning.views.regraded import regraded_rows
from training.quizzes.rules.grading import most_points, points_needed


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleRow:
    """One sentence of the completion rule; kind "lesson" stands for all lessons together."""

    kind: str
    title: str
    count: int
    needed: Decimal | None = None
    of: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionRow:
    """One condition with the place where it is met."""

    condition: Condition
    title: str
    href: str
    needed: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A module that this person has begun, as "my learning" shows it."""

    entry: Entry
    enrolled_at: datetime
    steps: tuple[Step, ...]
    read: int
    conditions: tuple[ConditionRow, ...]
    next_step: Step | None
    next_title: str
    next_number: int
    next_href: str
    completed_at: datetime | None
    certificate: UUID | None
    points: float | None
    max_points: float | None

    @property
    def missing(self) -> int:
        """Count the conditions that are not met."""
        return sum(not row.condition.done for row in self.conditions)


@pages.get("/<language:language>/modules")
@public
def catalogue(language: str) -> str:
    """Show every module with objectives, length, languages and completion rule."""
    regions = region_names(accounts.regions(db.session), language)
    entries = catalogue_entries(language, regions=regions)
    rules = {entry.key: rule_rows(entry.module) for entry in entries}
    return show("catalogue.html", section="modules", entries=entries, rules=rules, regions=regions)


@pages.get("/<language:language>/modules/<module>")
@public
def module(language: str, module: str) -> str:
    """Show what a module is for, and let a person begin it."""
    person = visitor()
    standing = queries.standing(db.session, person.id if person else 0, module=module)
    published = publication_of(standing)
    entry = entry_of(published, language, _by_key(language))
    traces = queries.traces(db.session, standing.enrolment_id) if standing.enrolment_id else Traces()
    return show(
        "module.html",
        section="modules",
        entry=entry,
        published=published,
        standing=standing,
        traces=traces,
        rules=rule_rows(entry.module),
        following=_following(entry.module, traces, language) if standing.enrolment_id else None,
        again=_again(entry.module, traces, standing),
        changed=changed_module(published, traces, language, region=person.region) if person else None,
    )


@pages.post("/<language:language>/modules/<module>/enrol")
@requires(Permission.TAKE_MODULE)
def enrol(language: str, module: str) -> Response:
    """Begin a module and open its first lesson."""
    person = learner()
    standing = queries.standing(db.session, person.id, module=module)
    published = publication_of(standing)
    actions.enrol(db.session, person, module_id=standing.module_id, now=now())
    db.session.commit()
    first = published.module.lessons[0].key
    return redirect(url_for(".lesson", language=language, module=module, lesson=first), 303)


@pages.get("/<language:language>/my-learning")
@requires(Permission.TAKE_MODULE)
def mine(language: str) -> str:
    """Show a learner what is under way, what is complete, and what has not been begun."""
    taken = queries.taken_modules(db.session, learner().id)
    traces = queries.traces_of(db.session, [module.enrolment_id for module in taken])
    by_key = _by_key(language)
    rows = [_taken(module, traces[module.enrolment_id], language, by_key) for module in taken]
    # Of several rounds the last, which stands first.
    last = {module.module: module for module in reversed(taken)}
    read = [(traces[module.enrolment_id], module.publication_id) for module in last.values()]
    begun = {module.module for module in taken}
    entries = catalogue_entries(language, regions=[region for _, region in by_key.values()])
    return show(
        "mine.html",
        section="mine",
        required=current_app.extensions["required_of"](learner(), language),
        under_way=[row for row in rows if row.completed_at is None],
        complete=[row for row in rows if row.completed_at],
        not_begun=[entry for entry in entries if entry.key not in begun],
        reports=queries.report_counts(db.session, learner().id),
        regraded=regraded_rows(learner().id, language),
        changed=lately_changed(read, language, region=learner().region, since=told_since(now())),
    )


def publication_of(standing: Standing) -> Published:
    """Return the publication that a learner sees now; raises NotFound where the module is withdrawn."""
    if standing.publication_id is None or standing.withdrawn:
        raise NotFound("module")
    return content.published(db.session, standing.publication_id)


def rule_rows(module: Module) -> tuple[RuleRow, ...]:
    """Say the completion rule in rows: all lessons in one, then each quiz."""
    rule = module.completion
    lessons = (RuleRow(kind="lesson", title="", count=len(rule.read)),) if rule.read else ()
    return (*lessons, *(_quiz_row(module, key) for key in rule.passed))


def step_address(module: Module, step: Step, language: str) -> str:
    """Return where a step is done."""
    if step.kind == "lesson":
        return url_for("learning.lesson", language=language, module=module.key, lesson=step.key)
    return url_for("learning.quiz", language=language, module=module.key, quiz=step.key)


def condition_rows(module: Module, traces: Traces, language: str) -> tuple[ConditionRow, ...]:
    """Put the conditions of completion beside the places where they are met."""
    return tuple(_condition_row(module, row, language) for row in progress.conditions(module, traces))


def _again(module: Module, traces: Traces, standing: Standing) -> Quiz | None:
    """Return the quiz that was taken before the lessons and can be taken again now."""
    quiz = quiz_before_and_after(module)
    if quiz is None or standing.enrolment_id is None:
        return None
    past = queries.past_attempts(db.session, standing.enrolment_id, quiz=quiz.key)
    found = pair(past, module=module, readings=traces.readings)
    return quiz if found.moment == AFTER and found.before and not found.after else None


def _quiz_row(module: Module, key: str) -> RuleRow:
    _, quiz = quiz_of(module, key)
    return RuleRow(kind="quiz", title=quiz.title, count=1, needed=points_needed(quiz), of=most_points(quiz))


def _condition_row(module: Module, condition: Condition, language: str) -> ConditionRow:
    lesson = lesson_of(module, condition.lesson)
    step = Step(kind=condition.kind, key=condition.key, state=progress.OPEN)
    needed = points_needed(quiz_of(module, condition.key)[1]) if condition.kind == "quiz" else None
    href = step_address(module, step, language)
    return ConditionRow(condition=condition, title=lesson.title, href=href, needed=needed)


def _by_key(language: str) -> dict[str, tuple[int, RegionName]]:
    names = region_names(accounts.regions(db.session), language)
    return {region.key: (position, region) for position, region in enumerate(names)}


def _following(module: Module, traces: Traces, language: str) -> tuple[Step, str, int, str] | None:
    step = progress.next_step(module, traces)
    if step is None:
        return None
    if step.kind == "quiz":
        return step, quiz_of(module, step.key)[0].title, 0, step_address(module, step, language)
    keys = [lesson.key for lesson in counted_lessons(module)]
    title = lesson_of(module, step.key).title
    return step, title, keys.index(step.key) + 1, step_address(module, step, language)


def _taken(taken: TakenModule, traces: Traces, language: str, by_key: dict[str, tuple[int, RegionName]]) -> Taken:
    entry = entry_of(content.published(db.session, taken.publication_id), language, by_key)
    following = _following(entry.module, traces, language)
    step, title, number, href = following or (None, "", 0, entry.href)
    return Taken(
        entry=entry,
        enrolled_at=taken.enrolled_at,
        steps=progress.steps(entry.module, traces, here=step.key if step else None),
        read=progress.lessons_read(entry.module, traces),
        conditions=condition_rows(entry.module, traces, language),
        next_step=step,
        next_title=title,
        next_number=number,
        next_href=href,
        completed_at=taken.completed_at,
        certificate=taken.certificate,
        points=taken.points,
        max_points=taken.max_points,
    )
