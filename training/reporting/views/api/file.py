"""Which address gives programs the files that people get on the page of statistics?"""

from flask import Response

from training.foundation.errors import NotFound
from training.foundation.extensions import db
from training.foundation.gate import requires
from training.foundation.permissions import Permission
from training.foundation.sheets import locale_of
from training.reporting.files import TYPES, made
from training.reporting.queries import releases
from training.reporting.rules.datasets import Dataset, dataset, places_told
from training.reporting.rules.selections import selected
from training.reporting.views import files
from training.reporting.views.api.answers import opened, sent, unchanged
from training.reporting.views.api.bearing import note
from training.reporting.views.api.blueprint import api, language_asked, limited
from training.reporting.views.api.described import FILES, NOT_FOUND, PROBLEMS
from training.reporting.views.api.shapes import FileAsked

_ONE = 1


@api.get("/releases/<quarter>/files/<kind>")
@requires(Permission.SEE_STATISTICS, anywhere=True)
@limited
@api.input(FileAsked, location="query")
@api.doc(summary="A file of figures", operation_id="file", responses=PROBLEMS | NOT_FOUND | FILES)
def file(quarter: str, kind: str, query_data: FileAsked) -> Response:
    """Give the same bytes as the page of statistics gives whoever sees the same places."""
    if kind not in TYPES:
        raise NotFound("kind")
    told = _told(quarter, query_data)
    language = language_asked()
    words, locale = files.file_words(language, told.heading), locale_of(query_data.locale or language)
    mark = files.tag(kind, told, words, locale)
    if known := unchanged(mark):
        note()
        return known
    content = made(kind, told, words, locale)
    note(taken=told.heading.key)
    name = files.file_name(told, language, kind)
    return sent(content, content_type=TYPES[kind], name=name, mark=mark)


def _told(quarter: str, asked: FileAsked) -> Dataset:
    found = opened(quarter)
    heading, within = found.heading, list(found.places)
    selection = selected(heading, within, place=asked.place, module=asked.module)
    whole = asked.whole == _ONE
    places = places_told(heading, within, place=selection.place, whole=whole)
    figures = releases.figures(db.session, heading, places)
    return dataset(heading, figures, selection=selection, places=places, whole=whole)
