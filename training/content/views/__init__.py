"""How is a block of a lesson rendered, and where do pictures come from?"""

from training.content.views import media
from training.content.views.blueprint import pages

__all__ = ["media", "pages"]
