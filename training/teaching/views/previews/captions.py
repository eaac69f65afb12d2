"""Which captions run with a film in a preview? Those of the version, in the language that it is shown in."""

from werkzeug.wrappers import Response

from training.foundation.gate import requires
from training.foundation.permissions import Permission
from training.learning.views.captions import track_of
from training.teaching.views.blueprint import pages
from training.teaching.views.previews.opened import PREVIEW, opened_preview


@pages.get(f"{PREVIEW}/lessons/<lesson>/captions/<block>.vtt")
@requires(Permission.SEE_DRAFT)
def preview_captions(language: str, module: str, version: int, lesson: str, block: str) -> Response:
    """Send the captions of a film of a version."""
    return track_of(opened_preview(language, module, version).module, lesson, block)
