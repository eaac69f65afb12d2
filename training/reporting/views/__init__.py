"""Which pages and files tell partners what was learnt?"""

from training.reporting.views import statistics
from training.reporting.views.blueprint import pages

__all__ = ["pages", "statistics"]
