"""What is written of figures? Releases, once each."""

from training.reporting.actions.releasing import (
    Chosen,
    Draft,
    Made,
    draft,
    due,
    keep,
    make_release,
    outcome,
    protected,
)

__all__ = [
    "Chosen",
    "Draft",
    "Made",
    "draft",
    "due",
    "keep",
    "make_release",
    "outcome",
    "protected",
]
