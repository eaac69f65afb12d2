"""What is required of whom, who are they, and who has been reminded?"""

from training.assignments.queries.people import (
    NamedCompletion,
    NamedPerson,
    completions_within,
    people_by_address,
    people_within,
)
from training.assignments.queries.reminders import sent_reminders
from training.assignments.queries.requirements import (
    Assigned,
    Required,
    assignment,
    assignments_of,
    assignments_within,
    organisation_of_assignment,
    required,
    standing_assignments,
)

__all__ = [
    "Assigned",
    "NamedCompletion",
    "NamedPerson",
    "Required",
    "assignment",
    "assignments_of",
    "assignments_within",
    "completions_within",
    "organisation_of_assignment",
    "people_by_address",
    "people_within",
    "required",
    "sent_reminders",
    "standing_assignments",
]
