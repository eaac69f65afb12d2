"""Which results of this person were graded again lately?"""

from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from training.content import queries as content
from training.content.rules.module import quiz_of
from training.foundation.clock import now
from training.foundation.extensions import db
from training.learning import queries
from training.learning.queries import RegradedAttempt
from training.learning.rules.news import told_since


@dataclass(frozen=True, slots=True, kw_only=True)
class RegradedRow:
    """A result that was graded again, with the page that says why."""

    title: str
    graded_at: datetime
    href: str


def regraded_rows(person_id: int, language: str) -> list[RegradedRow]:
    """List the results that were graded again in the last thirty days, the youngest first."""
    found = queries.regraded_attempts(db.session, person_id, since=told_since(now()))
    return [_row(attempt, language) for attempt in found]


def _row(attempt: RegradedAttempt, language: str) -> RegradedRow:
    module = content.localised(content.published(db.session, attempt.publication_id), language)
    return RegradedRow(
        title=quiz_of(module, attempt.quiz)[1].title,
        graded_at=attempt.graded_at,
        href=url_for("learning.result", language=language, attempt_id=attempt.id),
    )
