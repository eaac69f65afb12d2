"""How is a module put together? What is added, removed, moved and duplicated; nothing is left that names nothing."""

from training.authoring.rules.structure.adding import LISTED, added, duplicated
from training.authoring.rules.structure.moving import moved, moved_to
from training.authoring.rules.structure.removing import removed

__all__ = ["LISTED", "added", "duplicated", "moved", "moved_to", "removed"]
