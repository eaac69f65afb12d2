"""Which pages do those who run the site have?"""

from training.administration.views import (
    acts,
    erasing,
    health,
    imports,
    log,
    organisations,
    outbox,
    people,
    roles,
    settings,
)
from training.administration.views.blueprint import pages

__all__ = [
    "acts",
    "erasing",
    "health",
    "imports",
    "log",
    "organisations",
    "outbox",
    "pages",
    "people",
    "roles",
    "settings",
]
