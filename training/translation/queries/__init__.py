"""What is there to know about translations?"""

from training.translation.queries.texts import kept, policies, translation_rows, translations

__all__ = ["kept", "policies", "translation_rows", "translations"]
