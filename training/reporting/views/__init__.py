"""Which pages and files tell partners what was learnt?"""

from training.reporting.views import api, completions, deliveries, exports, files, statistics, tokens
from training.reporting.views.blueprint import pages

__all__ = ["api", "completions", "deliveries", "exports", "files", "pages", "statistics", "tokens"]
