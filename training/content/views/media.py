"""Where do pictures and films come from? Piece by piece out of the store, and only the piece that is asked for."""

from flask import current_app, request
from werkzeug.exceptions import RequestedRangeNotSatisfiable
from werkzeug.wrappers import Response
from werkzeug.wsgi import FileWrapper

from training.content import queries
from training.content.files.stores import Store, store_of
from training.content.models import Media
from training.content.views.blueprint import pages
from training.foundation.errors import NotFound
from training.foundation.extensions import db
from training.foundation.gate import public
from training.foundation.responses import PICTURE_POLICY

_A_YEAR = 365 * 24 * 3600
_PIECE = 64 * 1024


@pages.get("/media/<digest>")
@public
def medium(digest: str) -> Response:
    """Send a picture or a film; its address is its content, so it may be kept for good."""
    found = queries.media_by_digest(db.session, digest)
    if found is None:
        raise NotFound("picture")
    response = _sent(store_of(current_app.config["TRAINING"]), found)
    response.headers["Content-Security-Policy"] = PICTURE_POLICY
    return response


def _sent(store: Store, medium: Media) -> Response:
    """Send the whole, the range that a player asks for, or nothing where the browser has it."""
    file = FileWrapper(store.opened(medium.digest), _PIECE)
    response = Response(file, mimetype=medium.type, direct_passthrough=True)
    response.content_length = medium.size
    response.set_etag(medium.digest)
    response.cache_control.public = True
    response.cache_control.max_age = _A_YEAR
    try:
        return response.make_conditional(request, accept_ranges=True, complete_length=medium.size)
    except RequestedRangeNotSatisfiable:
        # The page that says so is another answer: nobody else would close this one.
        response.close()
        raise
