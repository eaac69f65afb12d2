"""Which addresses give programs the figures of a release? Nothing here asks for more than what was released."""

from collections.abc import Iterable

from flask import Response

from training.foundation.errors import NotFound
from training.foundation.extensions import db
from training.foundation.gate import requires
from training.foundation.permissions import Permission
from training.reporting.queries import paged
from training.reporting.rules.cells import ALL, Cell, is_direct, organisation_of, own_people
from training.reporting.rules.paging import cursor, read_cursor
from training.reporting.views.api import shapes
from training.reporting.views.api.answers import Opened, answered, opened, unchanged
from training.reporting.views.api.bearing import note
from training.reporting.views.api.blueprint import api, limited
from training.reporting.views.api.described import DONE, NOT_FOUND, PROBLEMS


@api.get("/releases/<quarter>/figures")
@requires(Permission.SEE_STATISTICS, anywhere=True)
@limited
@api.input(shapes.FiguresAsked, location="query")
@api.output(shapes.FiguresPage, description=DONE, example=shapes.FIGURES_EXAMPLE)
@api.doc(summary="The counts of a release, page by page", operation_id="figures", responses=PROBLEMS | NOT_FOUND)
def figures(quarter: str, query_data: shapes.FiguresAsked) -> Response:
    """Give the counts of the places within reach; a hidden one has no value."""
    found = opened(quarter)
    places = _places(found, place=query_data.place, module=query_data.module)
    narrowed = {name: value for name in paged.FILTERS if (value := getattr(query_data, name))}
    this = ("figures", found.heading.digest, *places, *sorted(narrowed), *narrowed.values())
    last = read_cursor(query_data.cursor, of=this, words=len(Cell._fields))
    if known := unchanged(found.mark):
        note()
        return known
    limit = query_data.limit
    cells = paged.cells_after(db.session, found.heading.id, last, places=places, narrowed=narrowed, limit=limit + 1)
    note(taken=found.heading.key)
    page = shapes.FiguresPage(
        quarter=found.heading.key,
        digest=found.heading.digest,
        figures=[shapes.Figure(**cell._asdict(), value=value, hidden=value is None) for cell, value in cells[:limit]],
        next=cursor(cells[limit - 1][0], of=this) if len(cells) > limit else None,
    )
    return answered(page, mark=found.mark)


@api.get("/releases/<quarter>/groups")
@requires(Permission.SEE_STATISTICS, anywhere=True)
@limited
@api.input(shapes.GroupsAsked, location="query")
@api.output(shapes.Groups, description=DONE, example=shapes.GROUPS_EXAMPLE)
@api.doc(summary="Medians and gains of groups", operation_id="groups", responses=PROBLEMS | NOT_FOUND)
def groups(quarter: str, query_data: shapes.GroupsAsked) -> Response:
    """Give the figures of groups within reach, all at once: there are few."""
    found = opened(quarter)
    places = _places(found, place=query_data.place, module=query_data.module)
    if known := unchanged(found.mark):
        note()
        return known
    lines = [
        shapes.GroupLine(place=place, module=module, figure=name, value=told.value, low=told.low, high=told.high)
        for (place, module, name), told in paged.groups(db.session, found.heading.id, places=places)
        if query_data.module in ("", module)
    ]
    note(taken=found.heading.key)
    heading = found.heading
    return answered(shapes.Groups(quarter=heading.key, digest=heading.digest, groups=lines), mark=found.mark)


def _places(found: Opened, *, place: str, module: str) -> list[str]:
    """List the places that are asked for; NotFound for what is out of reach, and for a module that is not there."""
    within = list(_with_own_people(found.places))
    if place and place not in within:
        raise NotFound("place")
    if module and module != ALL and module not in found.heading.modules:
        raise NotFound("module")
    return [place] if place else within


def _with_own_people(places: Iterable[str]) -> Iterable[str]:
    # Whoever sees an organisation with all below it sees as well what is told of its own people alone.
    for place in places:
        yield place
        if organisation_of(place) and not is_direct(place):
            yield own_people(place)
