"""Does the process live, and can it serve? Two addresses for balancers and watchers, open and cheap."""

from flask import Response, current_app, jsonify

from training.content.files.stores import store_of
from training.foundation import migrating
from training.foundation.extensions import db
from training.foundation.gate import public
from training.operations import queries
from training.operations.rules.health import Readiness
from training.operations.views.blueprint import pages

_UNAVAILABLE = 503


@pages.get("/healthz")
@public
def healthz() -> Response:
    """Say that the process lives; nobody is asked."""
    return _uncached(jsonify(alive=True))


@pages.get("/readyz")
@public
def readyz() -> Response:
    """Say whether the site can serve: the database is at this version's tables, the store of pictures is there."""
    config = current_app.config["TRAINING"]
    found = Readiness(
        database=queries.database_state(db.session, head=migrating.head()),
        media_writable=store_of(config).is_ready(),
        media_elsewhere=config.object_store is not None,
    )
    response = jsonify(ready=found.ready, **found.parts)
    if not found.ready:
        response.status_code = _UNAVAILABLE
    return _uncached(response)


def _uncached(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
