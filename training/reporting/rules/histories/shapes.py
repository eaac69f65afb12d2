"""Of what is a made-up history made, and into which columns does it go?"""

from dataclasses import dataclass
from datetime import date
from typing import Any

Row = tuple[Any, ...]
#: Rows by table, each with the columns of `COLUMNS`; moments and JSON are text.
Rows = dict[str, list[Row]]

#: In the order in which the tables are filled.
COLUMNS: dict[str, tuple[str, ...]] = {
    "person": (
        "id",
        "email",
        "name",
        "password_hash",
        "language",
        "organisation_id",
        "created_at",
        "wants_reminders",
        "folded",
    ),
    "enrolment": ("id", "person_id", "module_id", "round", "organisation_id", "region_id", "enrolled_at"),
    "reading": ("enrolment_id", "lesson", "publication_id", "language", "read_at"),
    "attempt": ("id", "enrolment_id", "publication_id", "quiz", "seed", "started_at"),
    "grade": ("attempt_id", "points", "max_points", "passed", "marks", "graded_at"),
    "completion": (
        "enrolment_id",
        "publication_id",
        "rule",
        "points",
        "max_points",
        "language",
        "completed_at",
        "certificate",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """How much is made up: people who enrol during so many years before the day `until`."""

    people: int
    years: int
    seed: int
    until: date
    organisations: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Exam:
    """A quiz with its points, of which so many pass it."""

    quiz: str
    points: int
    needed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A published module; `both` is its quiz before and after, `passed_at_once` how many pass at the first attempt."""

    module_id: int
    publication_id: int
    region: str
    lessons: tuple[str, ...]
    exams: tuple[Exam, ...]
    both: Exam | None
    rule: str
    passed_at_once: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An organisation in which people learn, in the languages of its region."""

    id: int
    region_id: int
    region: str
    languages: tuple[str, ...]
