"""When is what required due, how does somebody stand to it, and when are they reminded?"""

from training.assignments.rules.reminders import OPENED, SCHEDULE, VOLUNTARY, civil_moment, reminder_on
from training.assignments.rules.rounds import (
    REPETITIONS,
    TIME_FOR_NEWCOMERS,
    Requirement,
    Round,
    Standing,
    State,
    check_requirement,
    is_done,
    local_day,
    round_on,
    standing,
)

__all__ = [
    "OPENED",
    "REPETITIONS",
    "SCHEDULE",
    "TIME_FOR_NEWCOMERS",
    "VOLUNTARY",
    "Requirement",
    "Round",
    "Standing",
    "State",
    "check_requirement",
    "civil_moment",
    "is_done",
    "local_day",
    "reminder_on",
    "round_on",
    "standing",
]
