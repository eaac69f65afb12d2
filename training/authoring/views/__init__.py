"""Which pages does an author work on?"""

from training.authoring.views import (
    exchange,
    folders,
    history,
    keeping,
    lessons,
    meaning,
    media,
    modules,
    people,
    saving,
    structure,
    units,
)
from training.authoring.views.blueprint import pages

__all__ = [
    "exchange",
    "folders",
    "history",
    "keeping",
    "lessons",
    "meaning",
    "media",
    "modules",
    "pages",
    "people",
    "saving",
    "structure",
    "units",
]
