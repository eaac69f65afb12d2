"""What do translators and reviewers see and send?"""

from training.translation.views import (
    charges,
    desk,
    drafts,
    exchange,
    keeping,
    notes,
    overview,
    saving,
    segment,
    worklist,
)
from training.translation.views.blueprint import pages
from training.translation.views.drafts import machine_is_there

__all__ = [
    "charges",
    "desk",
    "drafts",
    "exchange",
    "keeping",
    "machine_is_there",
    "notes",
    "overview",
    "pages",
    "saving",
    "segment",
    "worklist",
]
