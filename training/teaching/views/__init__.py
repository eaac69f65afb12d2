"""Which addresses lead a trainer from the modules to a question, and which page answers?"""

from training.teaching.views import figures, modules, policies, previews, publishing, regrading, reports
from training.teaching.views.blueprint import pages

__all__ = ["figures", "modules", "pages", "policies", "previews", "publishing", "regrading", "reports"]
