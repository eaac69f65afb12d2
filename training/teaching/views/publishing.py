"""Which pages tell what a publication would change for whom, put it before learners, plan it, and take it away?"""

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from training.authoring.actions import publishing as actions
from training.authoring.actions import scheduling
from training.authoring.queries import publishing as queries
from training.authoring.queries.publishing import Plan
from training.authoring.rules import publishing as rules
from training.authoring.rules.publishing import LONGEST_NOTE, Wanted
from training.foundation import languages
from training.foundation.clock import now
from training.foundation.errors import Refused
from training.foundation.extensions import db
from training.foundation.gate import requires
from training.foundation.permissions import Permission
from training.teaching.forms import NOW, PublishForm, WithdrawForm
from training.teaching.queries.publishing import in_the_middle
from training.teaching.views.blueprint import colleague, pages, show
from training.teaching.views.outlook import localised, outlook_of

_MODULE = "/<language:language>/teaching/modules/<module>"
#: Refusals that the page itself explains, each with its status.
_EXPLAINED = {"publication-changed": 409, "module-faulty": 422, "due-past": 422, "due-far": 422}


@pages.get(f"{_MODULE}/publish")
@requires(Permission.PUBLISH_MODULE)
def publish(language: str, module: str) -> str:
    """Show what would change for whom, before anything happens."""
    return _publish_page(language, module, PublishForm(None))


@pages.post(f"{_MODULE}/publish")
@requires(Permission.PUBLISH_MODULE)
def publish_submit(language: str, module: str) -> Response | tuple[str, int]:
    """Publish what the page has shown, or plan to; nothing where that has changed meanwhile."""
    form = PublishForm()
    if not form.validate():
        return _publish_page(language, module, form, faults=form.faults()), 422
    try:
        done = _carry_out(module, form)
    except Refused as refusal:
        if refusal.code not in _EXPLAINED:
            raise
        at_fault = {"day": refusal.code} if refusal.code.startswith("due-") else {}
        page = _publish_page(language, module, form, faults=at_fault, refused=refusal.code)
        return page, _EXPLAINED[refusal.code]
    db.session.commit()
    return redirect(url_for(".publish", language=language, module=module, done=done), 303)


@pages.get(f"{_MODULE}/withdraw")
@requires(Permission.PUBLISH_MODULE)
def withdraw(language: str, module: str) -> str:
    """Ask why a module is taken away from learners, and say what becomes of those in the middle."""
    return _withdraw_page(language, module, WithdrawForm(None))


@pages.post(f"{_MODULE}/withdraw")
@requires(Permission.PUBLISH_MODULE)
def withdraw_submit(language: str, module: str) -> Response | tuple[str, int]:
    """Take a module out of the catalogue."""
    form = WithdrawForm()
    if not form.validate():
        return _withdraw_page(language, module, form), 422
    gone = actions.withdraw(db.session, module, reason=form.reason.data, person_id=colleague().id, now=now())
    db.session.commit()
    done = "withdrawn" if gone else "same"
    return redirect(url_for(".publish", language=language, module=module, done=done), 303)


@pages.post(f"{_MODULE}/unschedule")
@requires(Permission.PUBLISH_MODULE)
def unschedule(language: str, module: str) -> Response:
    """Call off what is planned."""
    stood = scheduling.unschedule(db.session, module, person_id=colleague().id, now=now())
    db.session.commit()
    done = "called-off" if stood else "same"
    return redirect(url_for(".publish", language=language, module=module, done=done), 303)


def _carry_out(module: str, form: PublishForm) -> str:
    """Do what the form asks for; return what has become of it, as the page will say it."""
    wanted = Wanted(version=form.version.data, basis=form.basis.data or "", note=form.note.data or "")
    moment, person_id = now(), colleague().id
    if not form.is_for_later:
        made = actions.publish_wanted(db.session, module, wanted, person_id=person_id, now=moment)
        return "published" if made else "same"
    zone = queries.publishing(db.session, module).zone
    due_at = rules.due_moment(form.day.data, form.hour.data, zone, now=moment)
    planned = scheduling.schedule(db.session, module, wanted, due_at=due_at, person_id=person_id, now=moment)
    return "planned" if planned else "same"


def _publish_page(
    language: str, module: str, form: PublishForm, *, faults: dict[str, str] | None = None, refused: str = ""
) -> str:
    outlook = outlook_of(module, language, person_id=colleague().id)
    return show(
        "publish.html",
        outlook=outlook,
        module=outlook.module,
        form=form,
        errors=faults or {},
        refused=refused,
        meant=form.version.data,
        chosen=form.when.data or NOW,
        longest=LONGEST_NOTE,
        zone=outlook.found.zone.key,
        due=_said(outlook.plan, language, zone=outlook.found.zone.key),
        done=request.args.get("done", ""),
    )


def _withdraw_page(language: str, module: str, form: WithdrawForm) -> str:
    found = queries.publishing(db.session, module)
    draft = queries.candidate(db.session, found, found.draft.number)
    return show(
        "withdraw.html",
        found=found,
        module=localised(draft, language),
        middle=in_the_middle(db.session, found.row.id, now=now()),
        form=form,
        errors=form.faults(),
        longest=LONGEST_NOTE,
    )


def _said(plan: Plan | None, language: str, *, zone: str) -> tuple[str, str]:
    """Say day and time of a plan by the clock of the region."""
    if plan is None:
        return "", ""
    return languages.day(plan.due_at, language, zone=zone), languages.clock_time(plan.due_at, language, zone=zone)
