"""Which addresses tell whoever runs the site how it is, and what is noted of every request?"""

from training.operations.views import health as _health
from training.operations.views import metrics as _metrics
from training.operations.views.blueprint import pages
from training.operations.views.requests import init_app

_MODULES = (_health, _metrics)

__all__ = ["init_app", "pages"]
