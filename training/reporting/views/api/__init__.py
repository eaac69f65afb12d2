"""Which addresses give figures to programs?"""

from training.reporting.views.api import description, explained, figures, file, problems, releases
from training.reporting.views.api.bearing import init_app
from training.reporting.views.api.blueprint import is_for_programs
from training.reporting.views.api.problems import problem

__all__ = [
    "description",
    "explained",
    "figures",
    "file",
    "init_app",
    "is_for_programs",
    "problem",
    "problems",
    "releases",
]
