"""What is written of figures? Releases, once each."""

from training.reporting.actions.releasing import Draft, Made, draft, due, keep, make_release, outcome, protected

__all__ = ["Draft", "Made", "draft", "due", "keep", "make_release", "outcome", "protected"]
