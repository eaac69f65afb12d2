"""Which address gives figures as a file, and to whom? What it says is what the page says, to whoever sees the page."""

from hashlib import sha256
from typing import Any

from flask import Response, request

from training.foundation import languages
from training.foundation.clock import now
from training.foundation.db import reads_only
from training.foundation.extensions import db
from training.foundation.gate import requires
from training.foundation.pages import plain_environment
from training.foundation.permissions import Permission, reach
from training.foundation.sheets import Locale, locale_of
from training.reporting.actions.taking import note_taking
from training.reporting.files import EDITION, TYPES, Words, made
from training.reporting.queries.datasets import dataset_of
from training.reporting.rules.cells import ALL
from training.reporting.rules.datasets import Dataset
from training.reporting.rules.releases import Heading
from training.reporting.views.blueprint import pages, somebody

_NOT_MODIFIED = 304


@pages.get("/<language:language>/statistics.<any(csv, xlsx, ods, json, parquet, zip):kind>")
@requires(Permission.SEE_STATISTICS, anywhere=True)
def figures_file(language: str, kind: str) -> Response:
    """Give the figures that the page with the same query shows, or with `whole=1` all that its reader may see."""
    asked, person = request.args, somebody()
    told = dataset_of(
        db.session,
        reach(person.grants, Permission.SEE_STATISTICS),
        quarter=asked.get("quarter", ""),
        place=asked.get("place", "") or asked.get("region", ""),
        module=asked.get("module", ""),
        whole=asked.get("whole") == "1",
    )
    words, locale = file_words(language, told.heading), _locale(language)
    mark = tag(kind, told, words, locale)
    headers = {"ETag": f'"{mark}"'}
    if mark in request.if_none_match:
        return Response(status=_NOT_MODIFIED, headers=headers)
    content = made(kind, told, words, locale)
    _keep_entry(told, kind=kind, person_id=person.id)
    headers["Content-Disposition"] = f'attachment; filename="{file_name(told, language, kind)}"'
    return Response(content, content_type=TYPES[kind], headers=headers)


def file_words(language: str, heading: Heading) -> Words:
    """Return what files about a release say in a language."""
    said: Any = plain_environment(language).get_template("reporting/_file_words.html").module
    names = {each: languages.name_in(language, of=each) for each in languages.LANGUAGES}
    plain = ("all_regions", "all_modules", "directly", "low", "high", "sum_of", "figures", "definitions")
    kept = ("labels", "meanings", "columns", "explained", "facts", "rounds")
    return Words(
        language=language,
        languages=names,
        about={
            "moment": said.moment(heading.quarter.last_day).strip(),
            "whose": said.whose,
            "sums": said.sum_words,
            "rule": said.rule(heading.minimum).strip(),
            "hidden": said.hidden_words,
            "late": said.late_words,
            "check": said.digest_words,
        },
        **{name: getattr(said, name) for name in (*plain, *kept)},
    )


def file_name(told: Dataset, language: str, kind: str) -> str:
    """Name a file by its quarter and place, in letters that every system knows."""
    place = "everywhere" if told.selection.place == ALL else told.selection.place.replace("/", "-")
    parts = (told.heading.key, "all-places" if told.whole else place, told.selection.module, language)
    return f"statistics-{'-'.join(part for part in parts if part != ALL)}.{kind}"


def tag(kind: str, told: Dataset, words: Words, locale: Locale) -> str:
    """Return what tells a file from every other one: two with the same tag have the same bytes."""
    whole = (EDITION, kind, told.heading.digest, told.selection, told.whole, told.places, words, locale)
    return sha256(repr(whole).encode()).hexdigest()


def _locale(language: str) -> Locale:
    return locale_of(language, asked=request.args.get("locale", ""))


def _keep_entry(told: Dataset, *, kind: str, person_id: int) -> None:
    # Figures are taken: that is worth an entry, though nothing was asked to change. What was read stands in memory.
    db.session.rollback()
    reads_only(answer=False)
    note_taking(db.session, told, kind=kind, actor_id=person_id, now=now())
    db.session.commit()
