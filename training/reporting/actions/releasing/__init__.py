"""How does a closed quarter become a release? Counted, then protected, then kept."""

from training.reporting.actions.releasing.drafting import Draft, draft, due
from training.reporting.actions.releasing.keeping import Made, keep, make_release, outcome
from training.reporting.actions.releasing.protecting import Chosen, protected

__all__ = ["Chosen", "Draft", "Made", "draft", "due", "keep", "make_release", "outcome", "protected"]
