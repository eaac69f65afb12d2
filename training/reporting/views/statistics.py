"""Which page shows the figures of a quarter, and which files say the same? Nothing here asks for more than releases."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Response, request

from training.foundation import languages
from training.foundation.errors import NotFound
from training.foundation.extensions import db
from training.foundation.gate import requires
from training.foundation.pages import page, plain_environment
from training.foundation.permissions import Permission, reach
from training.reporting.files.figures import CSV, FLOWS, STOCKS, TYPES, Words, as_csv, as_json
from training.reporting.queries import releases
from training.reporting.rules.figures import ALL
from training.reporting.rules.quarters import Quarter, read_quarter
from training.reporting.rules.releases import Figures, Heading
from training.reporting.views.blueprint import pages, somebody


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What an address asks for: a release, and a region within the reader's reach with its figures."""

    quarters: Sequence[Quarter]
    heading: Heading | None
    regions: Sequence[str]
    figures: Figures | None


@pages.get("/<language:language>/statistics")
@requires(Permission.SEE_STATISTICS, anywhere=True)
def statistics(language: str) -> str:
    """Show the figures of a quarter and region; without either the last quarter and the first region within reach."""
    del language
    asked = _asked()
    return page(
        "reporting/statistics.html",
        person=somebody(),
        section="statistics",
        quarters=asked.quarters,
        heading=asked.heading,
        regions=asked.regions,
        figures=asked.figures,
        stocks=list(STOCKS),
        flows=list(FLOWS) if asked.figures and asked.figures.has_flows else [],
    )


@pages.get("/<language:language>/statistics.<any(csv, json):kind>")
@requires(Permission.SEE_STATISTICS, anywhere=True)
def statistics_file(language: str, kind: str) -> Response:
    """Give the same as a file."""
    asked = _asked()
    if asked.heading is None or asked.figures is None:
        raise NotFound("figures")
    heading, figures, words = asked.heading, asked.figures, _words(language, asked.heading, asked.figures)
    comma = "," in languages.number("0.5", language)
    text = (
        "".join(as_csv(heading, figures, words, separator=";" if comma else ","))
        if kind == CSV
        else as_json(heading, figures, words)
    )
    place = "all" if figures.region == ALL else figures.region
    name = f"statistics-{heading.key}-{place}-{language}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text, content_type=TYPES[kind], headers=headers)


def _asked() -> Asked:
    """Read the address; NotFound for a quarter that was not released, and for a region out of reach."""
    quarters = releases.released_quarters(db.session)
    wanted = request.args.get("quarter", "")
    quarter = read_quarter(wanted) if wanted else next(iter(quarters), None)
    if quarter is None:
        return Asked(quarters=quarters, heading=None, regions=[], figures=None)
    heading = releases.heading(db.session, quarter)
    regions = _within_reach(heading)
    region = request.args.get("region") or next(iter(regions), None)
    if region and region not in regions:
        raise NotFound("region")
    figures = releases.figures(db.session, heading, region) if region else None
    return Asked(quarters=quarters, heading=heading, regions=regions, figures=figures)


def _within_reach(heading: Heading) -> list[str]:
    # An organisation is less than a region: who asks for one gets no figures that tell of others as well.
    far = reach(somebody().grants, Permission.SEE_STATISTICS)
    if far.everywhere:
        return [ALL, *heading.regions]
    return [region for region in heading.regions if region in far.regions]


def _words(language: str, heading: Heading, figures: Figures) -> Words:
    said: Any = plain_environment(language).get_template("reporting/_words.html").module
    region = said.all_regions if figures.region == ALL else heading.region_name(figures.region, language)
    return Words(
        language=language,
        region=region,
        all_modules=said.all_modules,
        labels=said.labels,
        meanings=said.meanings,
        about={
            "moment": said.as_of(heading.quarter.last_day).strip(),
            "rule": said.rule(heading.minimum).strip(),
            "sums": said.sum_words,
            "whose": said.whose,
            "late": said.late_words,
        },
    )
