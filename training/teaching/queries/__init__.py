"""Which modules are taught, what was graded again, and what was answered to a quiz?"""

from training.teaching.queries.figures import first_attempts
from training.teaching.queries.modules import (
    PastPublication,
    PastRegrading,
    TaughtModule,
    attempt_counts,
    past_regradings,
    publications,
    taught_modules,
)

__all__ = [
    "PastPublication",
    "PastRegrading",
    "TaughtModule",
    "attempt_counts",
    "first_attempts",
    "past_regradings",
    "publications",
    "taught_modules",
]
