"""Which enrolments, traces, attempts, receipts and certificates are there?"""

from training.learning.queries.attempts import (
    OverdueAttempt,
    OwnAttempt,
    PastAttempt,
    RegradedAttempt,
    accepted_words,
    overdue_attempts,
    own_attempt,
    past_attempts,
    regraded_attempts,
)
from training.learning.queries.certificates import Certificate, certificate
from training.learning.queries.enrolments import Round, Standing, TakenModule, last_round, standing, taken_modules
from training.learning.queries.news import changed_lessons
from training.learning.queries.receipts import record
from training.learning.queries.reports import (
    OwnReport,
    Report,
    ReportCounts,
    ReportedQuestion,
    open_report_counts,
    open_reports,
    own_reports,
    report_counts,
    reported_question,
    reports_since,
)
from training.learning.queries.traces import note_text, traces, traces_of

__all__ = [
    "Certificate",
    "OverdueAttempt",
    "OwnAttempt",
    "OwnReport",
    "PastAttempt",
    "RegradedAttempt",
    "Report",
    "ReportCounts",
    "ReportedQuestion",
    "Round",
    "Standing",
    "TakenModule",
    "accepted_words",
    "certificate",
    "changed_lessons",
    "last_round",
    "note_text",
    "open_report_counts",
    "open_reports",
    "overdue_attempts",
    "own_attempt",
    "own_reports",
    "past_attempts",
    "record",
    "regraded_attempts",
    "report_counts",
    "reported_question",
    "reports_since",
    "standing",
    "taken_modules",
    "traces",
    "traces_of",
]
