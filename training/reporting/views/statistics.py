"""Which page shows figures of a place, a module and a time? Nothing here asks for more than what was released."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from textwrap import wrap
from typing import Any

from markupsafe import Markup

from training.foundation.extensions import db
from training.foundation.gate import requires
from training.foundation.pages import environment, page
from training.foundation.permissions import Permission
from training.reporting.queries import overviews, releases
from training.reporting.rules import charts
from training.reporting.rules.cells import ALL, FINISHED, FLOWS
from training.reporting.rules.overviews import Material, Overview, compared_places, overview
from training.reporting.rules.releases import GAIN, Heading
from training.reporting.rules.selections import Selection
from training.reporting.rules.years import read_month
from training.reporting.views.asked import Asked, asked, heading
from training.reporting.views.blueprint import pages, somebody

#: So many quarters, months or years stand in a chart; the table beneath has all.
_IN_CHART = 8
_HIGH, _LOW = 96, 56
#: So many letters of a name stand in one line of a chart on the narrowest screen.
_LETTERS = 28


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page of figures as HTML: what it is called, and all that it says."""

    title: Markup
    html: Markup


@pages.get("/<language:language>/statistics")
@requires(Permission.SEE_STATISTICS, anywhere=True)
def statistics(language: str) -> str:
    """Show figures; without a query those of the last quarter and of the reader's own place, in all modules."""
    editions = overviews.editions(db.session)
    wanted = asked(editions) if editions else None
    body = rendered(wanted, language) if wanted and wanted.selection else None
    return page(
        "reporting/statistics.html",
        person=somebody(),
        section="statistics",
        asked=wanted,
        heading=heading(wanted.edition) if wanted else None,
        body=body,
        following=wanted.editions[0].quarter.following if wanted and wanted.edition == wanted.editions[0] else None,
    )


@lru_cache(maxsize=128)
def rendered(asked: Asked, language: str) -> Rendered:
    """Return all that a page says of what was released: it never changes, so it is made once a process."""
    selection = asked.selection
    assert selection is not None  # noqa: S101 (the page says so where there is none)
    told = heading(asked.edition)
    view = overview(_material(asked, told, selection))
    values = {**_choices(asked, told, selection), **_drawn(view), "view": view}
    return Rendered(*(_html(language, template, values) for template in ("_title.html", "_body.html")))


def _html(language: str, template: str, values: Mapping[str, Any]) -> Markup:
    said = environment(language).get_template(f"reporting/{template}").render(values)
    return Markup(said.strip())  # noqa: S704 (Jinja has escaped it)


def _material(asked: Asked, told: Heading, selection: Selection) -> Material:
    place, module = selection.place, selection.module
    others = compared_places(told, selection, asked.places)
    return Material(
        heading=told,
        selection=selection,
        period=asked.period,
        quarters=[each.quarter for each in reversed(asked.known)],
        places=asked.places,
        figures=releases.figures(db.session, told, [place]),
        history=overviews.history(db.session, asked.known, place=place),
        others=overviews.history_beside(db.session, asked.known, places=others, module=module),
        groups=overviews.group_history(db.session, places=[place, *others], module=module),
    )


def _choices(asked: Asked, told: Heading, selection: Selection) -> dict[str, Any]:
    """Return what the form offers: regions, and around the place what it is in and what is in it."""
    wholes = told.wholes(selection.place)
    near = {ALL, *told.regions, *wholes, selection.place, *told.parts(selection.place)}
    return {
        "heading": told,
        "asked": asked,
        "selection": selection,
        "quarters": [each.quarter for each in asked.editions],
        "places": [each for each in asked.places if each in near],
        "above": [each for each in [ALL, *wholes] if each in asked.places and each != selection.place],
    }


def _drawn(view: Overview) -> Mapping[str, Any]:
    """Place what charts show."""
    shown = [part.trend[-_IN_CHART:] for part in (view.parts or view.peers)]
    most = charts.highest(line.values.get(FINISHED) for trend in shown for line in trend)
    gains = {place: told[GAIN] for place, told in view.beside.items() if GAIN in told}
    return {
        "panels": charts.panels(view.trend[-_IN_CHART:], FLOWS, height=_HIGH),
        "month_panels": charts.panels(view.months, FLOWS, height=_HIGH),
        "multiples": [charts.panel(trend, FINISHED, most=most, height=_LOW) for trend in shown],
        "length": charts.length,
        "read_month": read_month,
        "wrapped": wrapped,
        "gains": gains,
        "axis": charts.axis(bound for one in gains.values() for bound in (one.value, one.low, one.high)),
    }


def wrapped(name: str) -> list[str]:
    """Break a name into the lines that it takes in a chart, as plain text: SVG breaks none by itself."""
    return wrap(name.unescape() if isinstance(name, Markup) else name, _LETTERS)
