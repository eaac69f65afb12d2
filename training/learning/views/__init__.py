"""Which addresses lead a civil servant from the catalogue to the certificate, and which page answers?"""

from training.learning.views import (
    assessments,
    captions,
    certificates,
    glossary,
    house,
    lessons,
    modules,
    questions,
    quizzes,
    receipts,
    reports,
    results,
)
from training.learning.views.blueprint import pages

__all__ = [
    "assessments",
    "captions",
    "certificates",
    "glossary",
    "house",
    "lessons",
    "modules",
    "pages",
    "questions",
    "quizzes",
    "receipts",
    "reports",
    "results",
]
