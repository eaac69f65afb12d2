"""Which page shows a lesson, and what happens when it is confirmed or a note is kept?"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache, partial

from flask import redirect, request, url_for
from markupsafe import Markup
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from training.content import queries as content
from training.content.queries import Published
from training.content.rules.blocks import Activity, Block, Quiz, Sources, Video
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
from training.content.views.blocks import block_html, rendered
from training.foundation import tickets
from training.foundation.clock import now
from training.foundation.errors import Refused
from training.foundation.extensions import csrf, db
from training.foundation.gate import public, requires
from training.foundation.languages import LANGUAGES
from training.foundation.permissions import Permission
from training.learning import actions, queries
from training.learning.rules import progress
from training.learning.rules.notes import note_digest
from training.learning.views.blueprint import form_owner, learner, onward, pages, show
from training.learning.views.changed import changed_lesson
from training.learning.views.modules import publication_of
from training.quizzes.rules.grading import most_points, points_needed
from training.translation.rules.told import Told, doubts_of, told_of

_NOTE_LIMIT = 20_000


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a lesson as HTML; what differs from learner to learner is added where the page names its key.

    `doubts`: what is to be said of some of its translations, see `translation.rules.told`.
    """

    kind: str
    key: str
    html: Markup
    block: Block
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Body:
    """A lesson as HTML with what a reader must be told about its texts.

    `points`: of each quiz, how many pass and how many there are.
    """

    aims: Markup
    parts: tuple[Part, ...]
    sources: Markup
    told: Told
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
        place=place_of(localised, shown),
        steps=progress.steps(localised, traces, here=lesson),
        read=progress.lessons_read(localised, traces),
        traces=traces,
        note_digest=note_digest,
        ticket=tickets.issue("lesson", f"{standing.enrolment_id}/{lesson}", person_id=person.id),
        enrolment_id=standing.enrolment_id,
        saved=request.args.get("saved"),
        completed=standing.certificate,
        changed=changed_lesson(published, lesson, traces, language, region=person.region),
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
    after = place_of(module, lesson_of(module, lesson)).after
    if after is None:
        return url_for(".module", language=language, module=module.key)
    return url_for(".lesson", language=language, module=module.key, lesson=after.key)


def place_of(module: Module, lesson: Lesson) -> Place:
    """Find where a lesson stands among the others."""
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
    track = partial(
        url_for, ".captions", language=language, module=published.key, publication=published.id, lesson=lesson
    )
    return body_of(content.localised(published, language), lesson, language, region, captions=track)


def body_of(
    module: Module, lesson: str, language: str, region: str, *, captions: Callable[..., str] | None = None
) -> Body:
    """Render a lesson of a localised module as somebody in a region sees it; raises NotFound.

    `captions` builds the address of those of a film, from the key of its `block`.
    """
    shown = seen_in(lesson_of(module, lesson), region)
    blocks = [block for block in shown.blocks if not isinstance(block, Sources)]
    sources = [block for block in shown.blocks if isinstance(block, Sources)]
    return Body(
        aims=rendered("learning/_aims.html", language, module=module, lesson=shown),
        parts=tuple(_part(module, block, shown, language, captions) for block in blocks),
        sources=Markup().join(_part(module, block, shown, language).html for block in sources),
        told=told_of(shown_texts(shown), language),
        has_notes=any(isinstance(block, Activity) for block in blocks),
        points={block.key: (points_needed(block), most_points(block)) for block in blocks if isinstance(block, Quiz)},
    )


def _part(
    module: Module, block: Block, lesson: Lesson, language: str, captions: Callable[..., str] | None = None
) -> Part:
    track = captions(block=block.key) if captions and isinstance(block, Video) else ""
    html = block_html(module, block, lesson, language, captions=track)
    doubts = doubts_of(shown_texts(block), language)
    return Part(block.kind, block.key, Markup() if html is None else html, block, doubts)
