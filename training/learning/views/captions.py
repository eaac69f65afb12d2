"""Which captions run with a film? Those of the publication, in the language of the page."""

from werkzeug.wrappers import Response

from training.content import queries as content
from training.content.files.captions import TYPE, vtt
from training.content.rules.blocks import Video
from training.content.rules.module import Module, lesson_of
from training.foundation.errors import NotFound
from training.foundation.extensions import db
from training.foundation.gate import requires
from training.foundation.permissions import Permission
from training.learning.views.blueprint import pages

_A_YEAR = 365 * 24 * 3600


@pages.get("/<language:language>/modules/<module>/publications/<int:publication>/captions/<lesson>/<block>.vtt")
@requires(Permission.TAKE_MODULE)
def captions(language: str, module: str, publication: int, lesson: str, block: str) -> Response:
    """Send the captions of a film; a publication never changes, so they may be kept."""
    published = content.published(db.session, publication)
    if published.key != module:
        raise NotFound("publication")
    response = track_of(content.localised(published, language), lesson, block)
    response.cache_control.private = True
    response.cache_control.max_age = _A_YEAR
    return response


def track_of(module: Module, lesson: str, block: str) -> Response:
    """Answer with the captions of a film of a localised module; raises NotFound."""
    found = next((each for each in lesson_of(module, lesson).blocks if each.key == block), None)
    if not isinstance(found, Video):
        raise NotFound("film")
    return Response(vtt(found.cues), mimetype=TYPE)
