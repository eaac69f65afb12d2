"""Which pages show a version as its learners would see it, and leave no trace?"""

from training.teaching.views.previews import captions, lessons, quizzes

__all__ = ["captions", "lessons", "quizzes"]
