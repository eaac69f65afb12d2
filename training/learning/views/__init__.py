"""Which addresses lead a civil servant from the catalogue to the certificate, and which page answers?"""

from training.learning.views import certificates, house, lessons, modules, questions, quizzes, results
from training.learning.views.blueprint import pages

__all__ = ["certificates", "house", "lessons", "modules", "pages", "questions", "quizzes", "results"]
