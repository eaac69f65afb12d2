"""Which page asks for a self-assessment, and shows how it has changed?"""

from dataclasses import dataclass
from uuid import UUID, uuid4

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from training.content import queries as content
from training.content.queries import Published
from training.content.rules.blocks import MOMENTS, SelfAssessment
from training.content.rules.module import Lesson, Module
from training.content.rules.segments import shown_texts
from training.foundation import tickets
from training.foundation.clock import now
from training.foundation.errors import NotFound, Refused
from training.foundation.extensions import csrf, db
from training.foundation.gate import public, requires
from training.foundation.languages import LANGUAGES
from training.foundation.permissions import Permission
from training.learning import queries
from training.learning.views.blueprint import form_owner, learner, onward, pages, show
from training.learning.views.modules import publication_of
from training.quizzes import actions as quizzes
from training.quizzes import queries as quiz_queries
from training.quizzes.rules.kinds.scale import LEVELS, level_response
from training.quizzes.rules.levels import change, confidences
from training.quizzes.rules.responses import Response as Given
from training.translation.rules.told import told_of


@dataclass(frozen=True, slots=True, kw_only=True)
class _Form:
    """What the hidden fields of a sent form say: its own id, for which enrolment and publication, whose it is."""

    id: UUID
    enrolment_id: int
    publication_id: int
    owner: int


@pages.get("/<language:language>/modules/<module>/self-assessment/<moment>")
@requires(Permission.TAKE_MODULE)
def assessment(language: str, module: str, moment: str) -> str | Response:
    """Ask the statements of a module, with what is saved; after the module, show what has changed."""
    person = learner()
    standing = queries.standing(db.session, person.id, module=module)
    published = publication_of(standing)
    _lesson_with(published.module, moment)
    if standing.enrolment_id is None:
        return redirect(url_for(".module", language=language, module=module), 303)
    return _page(published, standing.enrolment_id, moment, language, owner=person.id)


@pages.post("/<language:language>/modules/<module>/self-assessment/<moment>")
@csrf.exempt
@public
def assessment_submit(language: str, module: str, moment: str) -> str | Response | tuple[str, int]:
    """Store the levels given; the signed ticket in the form is the permission."""
    form = _sent_form(moment)
    # What was asked is what is answered, whatever has been published since.
    published = content.published(db.session, form.publication_id)
    given = _levels_for(published.module)
    switch_to = request.form.get("switch_to")
    if not given and switch_to not in LANGUAGES:
        return _page(published, form.enrolment_id, moment, language, owner=form.owner, empty=True), 422
    quizzes.assess(
        db.session,
        form.id,
        enrolment_id=form.enrolment_id,
        publication_id=published.id,
        moment=moment,
        responses=given,
        language=language,
        now=now(),
    )
    db.session.commit()
    shown_in = switch_to if switch_to in LANGUAGES else language
    return onward(url_for(".assessment", language=shown_in, module=module, moment=moment, saved=1), language=language)


def _sent_form(moment: str) -> _Form:
    """Read whose form this is, and for what; raises Refused for one that we did not make."""
    typed = request.form
    enrolment_id, publication_id = typed.get("enrolment", 0, type=int), typed.get("publication", 0, type=int)
    owner = form_owner("assessment", f"{enrolment_id}/{publication_id}/{moment}", typed.get("ticket", ""))
    form_id = typed.get("form", type=UUID)
    if form_id is None:
        raise Refused("ticket-invalid")
    return _Form(id=form_id, enrolment_id=enrolment_id, publication_id=publication_id, owner=owner)


def _levels_for(module: Module) -> dict[str, Given]:
    typed = request.form
    asked = (statement.key for statement in module.statements)
    return {key: level_response(typed[key]) for key in asked if key in typed}


def _page(
    published: Published, enrolment_id: int, moment: str, language: str, *, owner: int, empty: bool = False
) -> str:
    module = content.localised(published, language)
    found = confidences(module.statements, quiz_queries.assessment_answers(db.session, enrolment_id))
    lesson, block = _lesson_with(module, moment)
    return show(
        "assessment.html",
        module=module,
        lesson=lesson,
        block=block,
        moment=moment,
        levels=LEVELS,
        confidences=found,
        change=change(found),
        form_id=uuid4(),
        ticket=tickets.issue("assessment", f"{enrolment_id}/{published.id}/{moment}", person_id=owner),
        enrolment_id=enrolment_id,
        publication_id=published.id,
        empty=empty,
        saved=request.args.get("saved"),
        told=told_of((text for row in found for text in shown_texts(row.statement)), language),
    )


def _lesson_with(module: Module, moment: str) -> tuple[Lesson, SelfAssessment]:
    """Find the place of this moment; raises NotFound where the module asks nothing then."""
    for lesson in module.lessons if moment in MOMENTS else ():
        for block in lesson.blocks:
            if isinstance(block, SelfAssessment) and block.moment == moment:
                return lesson, block
    raise NotFound("self-assessment")
