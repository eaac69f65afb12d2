"""Which pages require learning, show who has learnt, and tell a person what is required of them?"""

from training.assignments.views import assigning, mine, names
from training.assignments.views.blueprint import pages

__all__ = ["assigning", "mine", "names", "pages"]
