"""Which page shows a lesson, and what happens when it is confirmed or a note is kept?"""

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from flask import redirect, request, url_for
from markupsafe import Markup
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from training.content import queries as content
from training.content.queries import Published
from training.content.rules.blocks import Activity, Block, Diagram, Picture, Quiz, SelfAssessment, Sources
from training.content.rules.drawing.forms import drawn
from training.content.rules.drawing.parts import NARROW, WIDE
from training.content.rules.drawing.shapes import Sheet
from training.content.rules.module import (
    LESSON,
    Lesson,
    Module,
    counted_lessons,
    is_counted,
    lesson_of,
    seen_in,
)
from training.content.rules.segments import shown_texts
from training.foundation import tickets
from training.foundation.clock import now
from training.foundation.errors import NotFound, Refused
from training.foundation.extensions import csrf, db
from training.foundation.gate import public, requires
from training.foundation.languages import LANGUAGES
from training.foundation.pages import environment
from training.foundation.permissions import Permission
from training.learning import actions, queries
from training.learning.rules import progress
from training.learning.rules.notes import note_digest
from training.learning.views.blueprint import form_owner, learner, onward, pages, show
from training.learning.views.modules import publication_of
from training.quizzes.rules.grading import most_points, points_needed

_NOTE_LIMIT = 20_000


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a lesson as HTML; what differs from learner to learner is added where the page names its key."""

    kind: str
    key: str
    html: Markup
    block: Block
    unreviewed: bool


@dataclass(frozen=True, slots=True)
class Body:
    """A lesson as HTML with what a reader must be told about its texts.

    `mixed`: a person has approved some of the translations but not all, so each block says so itself. `points`: of each
    quiz, how many pass and how many there are.
    """

    aims: Markup
    parts: tuple[Part, ...]
    sources: Markup
    elsewhere: int
    unreviewed: bool
    mixed: bool
    has_notes: bool
    points: dict[str, tuple[Decimal | None, int]]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a lesson stands among the others."""

    number: int
    count: int
    before: Lesson | None
    after: Lesson | None


@pages.get("/<language:language>/modules/<module>/lessons/<lesson>")
@requires(Permission.TAKE_MODULE)
def lesson(language: str, module: str, lesson: str) -> str | Response:
    """Show a lesson; opening it is not reading it."""
    person = learner()
    standing = queries.standing(db.session, person.id, module=module)
    published = publication_of(standing)
    if standing.enrolment_id is None:
        return redirect(url_for(".module", language=language, module=module), 303)
    localised = content.localised(published, language)
    shown = lesson_of(localised, lesson)
    traces = queries.traces(db.session, standing.enrolment_id)
    return show(
        "lesson.html",
        module=localised,
        lesson=shown,
        body=_body(published, lesson, language, person.region),
        place=_place(localised, shown),
        steps=progress.steps(localised, traces, here=lesson),
        read=progress.lessons_read(localised, traces),
        traces=traces,
        note_digest=note_digest,
        ticket=tickets.issue("lesson", f"{standing.enrolment_id}/{lesson}", person_id=person.id),
        enrolment_id=standing.enrolment_id,
        saved=request.args.get("saved"),
        completed=standing.certificate,
    )


@pages.post("/<language:language>/modules/<module>/lessons/<lesson>")
@csrf.exempt
@public
def lesson_submit(language: str, module: str, lesson: str) -> Response:
    """Keep notes and, if so said, the reading; the signed ticket in the form is the permission."""
    typed = request.form
    enrolment_id = typed.get("enrolment", 0, type=int)
    owner = form_owner("lesson", f"{enrolment_id}/{lesson}", typed.get("ticket", ""))
    standing = queries.standing(db.session, owner, module=module)
    if standing.enrolment_id != enrolment_id or standing.publication_id is None:
        raise Refused("ticket-invalid")
    # The module may have been withdrawn since the page was opened: what was typed is kept all the same.
    published = content.published(db.session, standing.publication_id)
    _keep_notes(published, lesson, enrolment_id, typed)
    if "read" in typed and is_counted(published.module, lesson):
        actions.confirm_read(
            db.session, enrolment_id, lesson=lesson, publication_id=published.id, language=language, now=now()
        )
        actions.settle(db.session, enrolment_id, published=published, language=language, now=now())
    db.session.commit()
    return onward(_next_address(published.module, lesson, language, typed), language=language)


def _keep_notes(published: Published, lesson: str, enrolment_id: int, typed: MultiDict[str, str]) -> None:
    for block in lesson_of(published.module, lesson).blocks:
        name = f"note-{block.key}"
        if isinstance(block, Activity) and name in typed:
            actions.keep_note(
                db.session,
                enrolment_id,
                activity=f"{lesson}/{block.key}",
                started_from=typed.get(f"{name}-from", ""),
                typed=typed[name].replace("\r\n", "\n").strip()[:_NOTE_LIMIT],
                now=now(),
            )


def _next_address(module: Module, lesson: str, language: str, typed: MultiDict[str, str]) -> str:
    if typed.get("switch_to") in LANGUAGES:
        return url_for(".lesson", language=typed["switch_to"], module=module.key, lesson=lesson)
    if "read" not in typed:
        anchor = typed.get("save", "")
        return url_for(".lesson", language=language, module=module.key, lesson=lesson, saved=1, _anchor=anchor)
    after = _place(module, lesson_of(module, lesson)).after
    if after is None:
        return url_for(".module", language=language, module=module.key)
    return url_for(".lesson", language=language, module=module.key, lesson=after.key)


def _place(module: Module, lesson: Lesson) -> Place:
    keys = [each.key for each in module.lessons]
    here = keys.index(lesson.key)
    return Place(
        number=sum(each.kind == LESSON for each in module.lessons[: here + 1]),
        count=len(counted_lessons(module)),
        before=module.lessons[here - 1] if here else None,
        after=module.lessons[here + 1] if here + 1 < len(keys) else None,
    )


@lru_cache(maxsize=512)
def _body(published: Published, lesson: str, language: str, region: str) -> Body:
    """Render a lesson once for each publication, language and region."""
    module = content.localised(published, language)
    if lesson not in {each.key for each in module.lessons}:
        raise NotFound("lesson")
    shown = seen_in(lesson_of(module, lesson), region)
    texts = list(shown_texts(shown))
    blocks = [block for block in shown.blocks if not isinstance(block, Sources)]
    sources = next((block for block in shown.blocks if isinstance(block, Sources)), None)
    return Body(
        aims=_rendered("learning/_aims.html", language, module=module, lesson=shown),
        parts=tuple(_part(module, block, sources, language) for block in blocks),
        sources=_part(module, sources, sources, language).html if sources else Markup(),
        elsewhere=sum(text.state in ("missing", "stale") for text in texts),
        unreviewed=any(text.state == "unreviewed" for text in texts),
        mixed={"reviewed", "unreviewed"} <= {text.state for text in texts},
        has_notes=any(isinstance(block, Activity) for block in blocks),
        points={block.key: (points_needed(block), most_points(block)) for block in blocks if isinstance(block, Quiz)},
    )


def _part(module: Module, block: Block, sources: Sources | None, language: str) -> Part:
    if isinstance(block, Quiz | SelfAssessment):
        return Part(block.kind, block.key, Markup(), block, _is_unreviewed(block))
    digests = {medium.name: medium.digest for medium in module.media}
    cited = {source.key: number for number, source in enumerate(sources.items, 1)} if sources else {}
    picture = url_for(".medium", digest=digests[block.media]) if isinstance(block, Picture) else ""
    drawings = _drawings(block) if isinstance(block, Diagram) else {}
    values = {"block": block, "region": module.region, "picture_address": picture, "cited": cited, "drawings": drawings}
    html = _rendered(f"learning/blocks/{block.kind}.html", language, **values)
    return Part(block.kind, block.key, html, block, _is_unreviewed(block))


def _is_unreviewed(block: Block) -> bool:
    return any(text.state == "unreviewed" for text in shown_texts(block))


def _drawings(diagram: Diagram) -> dict[str, Sheet]:
    """Draw a diagram for a wide and for a narrow page; the style sheet shows one of the two."""
    return {"wide": drawn(diagram, WIDE), "narrow": drawn(diagram, NARROW)}


def _rendered(template: str, language: str, **values: Any) -> Markup:
    return Markup(environment(language).get_template(template).render(values))  # noqa: S704 (rendered with escaping)
