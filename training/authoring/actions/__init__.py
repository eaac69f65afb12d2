"""How does a module come into the house, change there, and come before its learners?"""

from training.authoring.actions.importing import (
    export_module,
    import_module,
    keep_picture,
    publish_import,
)
from training.authoring.actions.publishing import publish

__all__ = ["export_module", "import_module", "keep_picture", "publish", "publish_import"]
