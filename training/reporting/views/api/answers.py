"""How does an answer to a program leave: with what mark, and when is it not sent again?"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from flask import Response, request

from training.foundation.extensions import db
from training.foundation.settings import settings
from training.reporting.queries import releases
from training.reporting.rules.quarters import read_quarter
from training.reporting.rules.releases import Heading
from training.reporting.rules.tokens import places_of
from training.reporting.views.api.blueprint import bearer, language_asked
from training.reporting.views.api.shapes import Shape

_MARK = 32
_UNCHANGED = 304


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A release as far as the token of this request reaches."""

    heading: Heading
    places: Sequence[str]

    @property
    def mark(self) -> str:
        """Name what an answer about it follows from: the release, the reach, the language and the query."""
        return mark_of(self.heading.digest, *self.places)


def opened(quarter: str) -> Opened:
    """Find a release; NotFound for a quarter that was not released."""
    heading = releases.heading(db.session, read_quarter(quarter))
    compared = settings(db.session).regions_compared
    return Opened(heading=heading, places=places_of(bearer(), heading, compared=compared))


def mark_of(*told: str) -> str:
    """Name an answer that follows from these words, and from what was asked in which language."""
    asked = sorted((name, value) for name, value in request.args.items() if name != "language")
    whole = json.dumps([request.path, asked, language_asked(), told])
    return sha256(whole.encode()).hexdigest()[:_MARK]


def unchanged(mark: str) -> Response | None:
    """Answer that nothing has changed, where the program has this answer already."""
    return _marked(Response(status=_UNCHANGED), mark) if request.if_none_match.contains_weak(mark) else None


def answered(told: Shape, *, mark: str) -> Response:
    """Send what is told, with the mark by which the program may ask again."""
    return _marked(Response(told.model_dump_json(), content_type="application/json"), mark)


def sent(content: bytes, *, content_type: str, name: str, mark: str) -> Response:
    """Send a file under its name, with its mark."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return _marked(Response(content, content_type=content_type, headers=headers), mark)


def _marked(response: Response, mark: str) -> Response:
    response.set_etag(mark, weak=True)
    response.content_language.add(language_asked())
    response.vary.update(("Authorization", "Accept-Language"))
    # Kept by the program that asked and by nobody between: it asks each time whether it may still be used.
    response.headers["Cache-Control"] = "private, no-cache"
    return response
