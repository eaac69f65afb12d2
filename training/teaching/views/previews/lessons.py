"""Which pages show the contents, a lesson, the self-assessment and the glossary of a version as learners do?"""

from dataclasses import replace
from functools import partial
from typing import Any

from flask import url_for
from werkzeug.wrappers import Response

from training.content.rules.blocks import SelfAssessment
from training.content.rules.module import Module, counted_lessons, lesson_of, minutes, quizzes
from training.foundation.errors import NotFound
from training.foundation.gate import requires
from training.foundation.languages import sort_key
from training.foundation.permissions import Permission
from training.learning.rules import progress
from training.learning.rules.notes import note_digest
from training.learning.rules.progress import Traces
from training.learning.views.entries import Entry, RegionName
from training.learning.views.lessons import Body, body_of, place_of
from training.learning.views.modules import rule_rows
from training.quizzes.rules.kinds.scale import LEVELS
from training.teaching.views.blueprint import pages
from training.teaching.views.previews.opened import PREVIEW, Preview, opened_preview, preview_page

#: Whoever only looks has left nothing behind.
_NOTHING = Traces()


@pages.get(PREVIEW)
@requires(Permission.SEE_DRAFT)
def preview(language: str, module: str, version: int) -> Response:
    """Show what is in a version, and how it is completed."""
    opened = opened_preview(language, module, version)
    return preview_page(
        opened,
        "_preview_module.html",
        title=opened.module.title,
        ground="banner",
        entry=_entry(opened),
        version_number=version,
        traces=_NOTHING,
        rules=rule_rows(_with_whole_rule(opened.module)),
        may_read=True,
    )


@pages.get(f"{PREVIEW}/lessons/<lesson>")
@requires(Permission.SEE_DRAFT)
def preview_lesson(language: str, module: str, version: int, lesson: str) -> Response:
    """Show a lesson; what is written there is not kept."""
    opened = opened_preview(language, module, version)
    shown = lesson_of(opened.module, lesson)
    return preview_page(
        opened,
        "_preview_lesson.html",
        title=shown.title,
        ground="sheet",
        module=opened.module,
        lesson=shown,
        body=_body(opened, lesson),
        place=place_of(opened.module, shown),
        steps=progress.steps(opened.module, _NOTHING, here=lesson),
        read=0,
        traces=_NOTHING,
        note_digest=note_digest,
        saved=None,
        changed=None,
    )


@pages.get(f"{PREVIEW}/self-assessment/<moment>")
@requires(Permission.SEE_DRAFT)
def preview_assessment(language: str, module: str, version: int, moment: str) -> Response:
    """Show the statements of the self-assessment at one of its moments."""
    opened = opened_preview(language, module, version)
    for lesson in opened.module.lessons:
        for block in lesson.blocks:
            if isinstance(block, SelfAssessment) and block.moment == moment:
                values: dict[str, Any] = {"module": opened.module, "lesson": lesson, "block": block, "moment": moment}
                return preview_page(opened, "_preview_assessment.html", title=block.title, levels=LEVELS, **values)
    raise NotFound("self-assessment")


@pages.get(f"{PREVIEW}/glossary")
@requires(Permission.SEE_DRAFT)
def preview_glossary(language: str, module: str, version: int) -> Response:
    """Show the words of a version in the order of the alphabet of the language that it is shown in."""
    opened = opened_preview(language, module, version)
    terms = sorted(opened.module.glossary, key=lambda term: sort_key(term.term, opened.shown_in))
    originals = {term.key: term.term for term in opened.draft.glossary}
    values: dict[str, Any] = {"module": opened.module, "terms": terms, "originals": originals}
    return preview_page(opened, "_preview_glossary.html", title=opened.module.title, **values)


def _body(opened: Preview, lesson: str) -> Body:
    captions = partial(opened.address, "preview_captions", lesson=lesson)
    return body_of(opened.module, lesson, opened.shown_in, opened.region, captions=captions)


def _entry(opened: Preview) -> Entry:
    """Tell of the version what a list tells of a publication; its languages are told where it is published."""
    module = opened.module
    here = url_for(".preview", language=opened.language, module=module.key, version=opened.version.number)
    name = opened.regions[module.region]
    region = RegionName(key=module.region, name=name, country="", href=here)
    return Entry(
        key=module.key,
        module=module,
        region=region,
        minutes=minutes(module),
        lessons=len(counted_lessons(module)),
        tongues=(),
        href=here,
    )


def _with_whole_rule(module: Module) -> Module:
    """Leave out of the rule of a draft what cannot be passed yet."""
    passable = {quiz.key for _, quiz in quizzes(module) if quiz.pass_percent is not None}
    passed = tuple(key for key in module.completion.passed if key in passable)
    return replace(module, completion=replace(module.completion, passed=passed))
