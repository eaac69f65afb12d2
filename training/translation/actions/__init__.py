"""How do translations come about, and what is decided about them?"""

from training.translation.actions.keeping import keep_translations

__all__ = ["keep_translations"]
