"""Which pages tell what this is?"""

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from training.accounts import queries as accounts
from training.foundation import languages
from training.foundation.extensions import db
from training.foundation.gate import public
from training.learning.views.blueprint import pages, show
from training.learning.views.entries import catalogue_entries, region_names


@pages.get("/")
@public
def door() -> Response:
    """Send whoever comes without a language to the start page in theirs."""
    language = languages.preferred(request.accept_languages.values())
    return redirect(url_for(".start", language=language), 303)


@pages.get("/<language:language>/")
@public
def start(language: str) -> str:
    """Show the seven regions and what this is for."""
    regions = region_names(accounts.regions(db.session), language)
    entries = catalogue_entries(language, regions=regions)
    return show("start.html", section="start", regions=regions, entries=entries)


@pages.get("/<language:language>/about")
@public
def about(language: str) -> str:
    """Tell what the project was and who stands behind it."""
    return show("about.html", regions=region_names(accounts.regions(db.session), language))


@pages.get("/<language:language>/accessibility")
@public
def accessibility(language: str) -> str:
    """State how accessible the platform is."""
    del language
    return show("accessibility.html")


@pages.get("/<language:language>/licences")
@public
def licences(language: str) -> str:
    """Name the licences of code, texts and typefaces."""
    del language
    return show("licences.html")
