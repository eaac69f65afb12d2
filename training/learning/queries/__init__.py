"""Which enrolments, traces, attempts and certificates are there?"""

from training.learning.queries.attempts import OwnAttempt, PastAttempt, own_attempt, past_attempts
from training.learning.queries.certificates import Certificate, certificate
from training.learning.queries.enrolments import Standing, TakenModule, standing, taken_modules
from training.learning.queries.traces import note_text, traces, traces_of

__all__ = [
    "Certificate",
    "OwnAttempt",
    "PastAttempt",
    "Standing",
    "TakenModule",
    "certificate",
    "note_text",
    "own_attempt",
    "past_attempts",
    "standing",
    "taken_modules",
    "traces",
    "traces_of",
]
