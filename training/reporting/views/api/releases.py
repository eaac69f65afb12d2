"""Which addresses tell programs which quarters were released, and how everything in them is called?"""

from collections.abc import Iterator
from typing import Any

from flask import Response

from training.foundation.extensions import db
from training.foundation.gate import requires
from training.foundation.pages import plain_environment
from training.foundation.permissions import Permission
from training.reporting.queries import paged
from training.reporting.rules.cells import ALL
from training.reporting.rules.paging import cursor, read_cursor
from training.reporting.rules.releases import GROUP_FIGURES, Heading
from training.reporting.views.api import shapes
from training.reporting.views.api.answers import Opened, answered, mark_of, opened, unchanged
from training.reporting.views.api.bearing import note
from training.reporting.views.api.blueprint import api, language_asked, limited
from training.reporting.views.api.described import DONE, NOT_FOUND, PROBLEMS

_LIST = ("releases",)


@api.get("/releases")
@requires(Permission.SEE_STATISTICS, anywhere=True)
@limited
@api.input(shapes.ListAsked, location="query")
@api.output(shapes.Releases, description=DONE, example=shapes.RELEASES_EXAMPLE)
@api.doc(summary="The released quarters, the last one first", operation_id="releases", responses=PROBLEMS | NOT_FOUND)
def releases(query_data: shapes.ListAsked) -> Response:
    """List the quarters that were released."""
    last = read_cursor(query_data.cursor, of=_LIST, words=1)
    found = paged.releases_before(db.session, last[0] if last else None, limit=query_data.limit + 1)
    note()
    lines = [shapes.ReleaseLine(quarter=key, made_at=at, digest=digest) for key, at, digest in found]
    page = lines[: query_data.limit]
    following = cursor([page[-1].quarter], of=_LIST) if len(lines) > len(page) else None
    mark = mark_of(*(line.digest for line in lines))
    return unchanged(mark) or answered(shapes.Releases(releases=page, next=following), mark=mark)


@api.get("/releases/<quarter>")
@requires(Permission.SEE_STATISTICS, anywhere=True)
@limited
@api.input(shapes.Asked, location="query")
@api.output(shapes.ReleaseHeading, description=DONE)
@api.doc(summary="How everything in a release is called", operation_id="release", responses=PROBLEMS | NOT_FOUND)
def release(quarter: str, query_data: shapes.Asked) -> Response:
    """Tell what of a release lies within reach, under the names of its day, and what its figures mean."""
    del query_data
    found = opened(quarter)
    note()
    return unchanged(found.mark) or answered(_heading(found), mark=found.mark)


def _heading(found: Opened) -> shapes.ReleaseHeading:
    heading, language = found.heading, language_asked()
    said: Any = plain_environment(language).get_template("reporting/_words.html").module
    return shapes.ReleaseHeading(
        quarter=heading.key,
        first_day=heading.quarter.first_day,
        last_day=heading.quarter.last_day,
        made_at=heading.made_at,
        digest=heading.digest,
        minimum=heading.minimum,
        rule=said.rule(heading.minimum).strip(),
        language=language,
        places=[_place(heading, place, language, said.all_regions) for place in found.places],
        modules=list(_modules(heading, language)),
        definitions=list(_definitions(said)),
    )


def _place(heading: Heading, place: str, language: str, everywhere: str) -> shapes.PlaceLine:
    above = heading.wholes(place) if place != ALL else []
    return shapes.PlaceLine(
        key=place,
        name=everywhere if place == ALL else heading.place_name(place, language),
        parent=above[-1] if above else None,
        time_zones=heading.zones(place),
    )


def _modules(heading: Heading, language: str) -> Iterator[shapes.ModuleLine]:
    for module in heading.modules:
        title = heading.title(module, language)
        lessons = [(key, heading.lesson_title(module, key, language)) for key in heading.lessons.get(module, ())]
        yield shapes.ModuleLine(
            key=module,
            title=str(title),
            language=title.language,
            lessons=[shapes.Titled(key=key, title=str(name), language=name.language) for key, name in lessons],
        )


def _definitions(said: Any) -> Iterator[shapes.Definition]:
    for key in (*shapes.MEASURES, *GROUP_FIGURES):
        if key in said.meanings:
            yield shapes.Definition(key=key, label=said.labels[key], meaning=said.meanings[key])
