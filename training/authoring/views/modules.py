"""Which pages list the modules that somebody may write, begin one, and show what one is made of?"""

from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from training.authoring.actions.editing import create as begin
from training.authoring.forms.modules import NewModuleForm
from training.authoring.queries.editing import modules_within, version_heads
from training.authoring.rules.naming import named
from training.authoring.views.blueprint import MODULE, SEE_OTHER, UNPROCESSABLE, author, opened_draft, pages, show
from training.authoring.views.blueprint import region_names as _region_names
from training.authoring.views.finding import counted, found
from training.authoring.views.landing import landed
from training.authoring.views.offering import named_texts
from training.content import queries as content
from training.content.files.shapes import module_from_json
from training.content.queries.keeping import kept_texts
from training.foundation.clock import now
from training.foundation.extensions import db
from training.foundation.gate import requires
from training.foundation.permissions import Permission, Place, allowed, reach


@pages.get("/<language:language>/authoring")
@requires(Permission.EDIT_MODULE, anywhere=True)
def modules(language: str) -> str:
    """List the modules within reach, those that learners do not see as well."""
    within = reach(author().grants, Permission.EDIT_MODULE)
    return show(
        "modules.html",
        modules=modules_within(db.session, within),
        regions=_region_names(language),
        may_create=within.everywhere or bool(within.regions),
    )


@pages.get("/<language:language>/authoring/new")
@requires(Permission.EDIT_MODULE, anywhere=True)
def create(language: str) -> str:
    """Ask where a module belongs, in which language it is written, and what it is called."""
    return _new_page(language, {"title": "", "source": language, "region": request.args.get("region", "")}, {})


@pages.post("/<language:language>/authoring/new")
@requires(Permission.EDIT_MODULE, anywhere=True)
def create_submit(language: str) -> ResponseReturnValue:
    """Begin a module, and show it."""
    form = NewModuleForm()
    form.validate()
    faults = form.faults()
    if form.region.data not in _reached(language):
        faults["region"] = "region-unknown"
    if faults:
        return _new_page(language, form.data, faults), UNPROCESSABLE
    values = {"region": form.region.data or "", "source": form.source.data or "", "title": form.title.data or ""}
    version = begin(db.session, **values, person_id=author().id, now=now())
    db.session.commit()
    key = module_from_json(version.document).key
    return redirect(url_for(".module", language=language, module=key, saved=version.number), SEE_OTHER)


@pages.get(MODULE)
@requires(Permission.EDIT_MODULE)
def module(language: str, module: str) -> str:
    """Show what a module is made of, what is to be mended, and what can be done with it."""
    opened = opened_draft(module)
    regions = _region_names(language)
    told = found(opened.state, regions=frozenset(regions), today=now().date())
    kept = kept_texts(db.session, author().id, module_id=opened.row.id)
    return show(
        "module.html",
        opened=opened,
        head=version_heads(db.session, opened.row.id, limit=1)[0],
        module=opened.module,
        region=regions[opened.module.region],
        found=told,
        counts=counted(told),
        amiss_units=[(unit, *named(opened.module, unit)) for unit, faults in told.items() if faults],
        kept=named_texts(opened.module, kept),
        landed=landed(opened),
        publication=content.latest_publication(db.session, opened.row.id),
        place=Place(region=opened.module.region, module=module),
    )


def _reached(language: str) -> dict[str, str]:
    names = _region_names(language)
    return {key: name for key, name in names.items() if _may_write_in(key)}


def _may_write_in(region: str) -> bool:
    return allowed(author().grants, Permission.EDIT_MODULE, place=Place(region=region))


def _new_page(language: str, typed: dict[str, Any], faults: dict[str, str]) -> str:
    return show("new.html", regions=_reached(language), typed=typed, faults=faults)
