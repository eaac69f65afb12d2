"""How does an invented history come into the database? By portions, past the pages, for trying out and measuring."""

import json
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from training.accounts import queries as accounts
from training.accounts.actions import keep_organisation
from training.accounts.models import Organisation, Person, Region
from training.accounts.rules import AUTHORITY
from training.content import queries as content
from training.content.queries import Published
from training.content.rules.blocks import Quiz
from training.content.rules.module import counted_lessons, quiz_of
from training.foundation.errors import Refused
from training.learning.models import Enrolment
from training.learning.rules.before_and_after import quiz_before_and_after
from training.learning.rules.progress import applied_rule
from training.quizzes.rules.grading import most_points, points_needed
from training.reporting.actions.standings import rebuild
from training.reporting.rules.histories import COLUMNS, Amount, Course, Exam, History, Office, Rows

_KEY = "simulated-"
#: Of the modules in their order, so that they differ.
_PASSED_AT_ONCE = (0.78, 0.66, 0.84, 0.71, 0.6, 0.75, 0.69)


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulated:
    """How much was made up."""

    people: int
    enrolments: int
    completions: int


def check_room(session: Session, *, demonstration: bool) -> None:
    """Raise Refused where nothing may be made up.

    "simulated-already", "learners-already" unless it is a demonstration, "modules-unpublished".
    """
    if session.scalar(select(Organisation.id).where(Organisation.key.startswith(_KEY)).limit(1)):
        raise Refused("simulated-already")
    if not demonstration and session.scalar(select(Enrolment.id).limit(1)):
        raise Refused("learners-already")
    if not content.current_publications(session):
        raise Refused("modules-unpublished")


def simulated(session: Session, amount: Amount, *, now: datetime, demonstration: bool = False) -> Simulated:
    """Make up people who have learned for some years, count them, and tell how many; the same seed makes the same.

    Nobody of them can sign in. Raises what `check_room` raises.
    """
    check_room(session, demonstration=demonstration)
    is_postgresql = session.get_bind().dialect.name == "postgresql"
    history = History(
        amount,
        courses=_courses(session),
        offices=_offices(session, amount.organisations),
        first=(_next(session, Person), _next(session, Enrolment)),
        zone="+00" if is_postgresql else "",
    )
    written = dict.fromkeys(COLUMNS, 0)
    for rows in history.portions():
        (_copy if is_postgresql else _insert)(session, rows)
        for table, lines in rows.items():
            written[table] += len(lines)
    if is_postgresql:
        _move_sequences(session)
    rebuild(session, now=now)
    return Simulated(people=written["person"], enrolments=written["enrolment"], completions=written["completion"])


def _courses(session: Session) -> list[Course]:
    published = [content.published(session, id_) for id_ in content.current_publications(session).values()]
    shares = [_PASSED_AT_ONCE[place % len(_PASSED_AT_ONCE)] for place in range(len(published))]
    return [_course(each, share) for each, share in zip(published, shares, strict=True)]


def _course(published: Published, share: float) -> Course:
    module = published.module
    both = quiz_before_and_after(module)
    return Course(
        module_id=published.module_id,
        publication_id=published.id,
        region=published.region,
        lessons=tuple(lesson.key for lesson in counted_lessons(module)),
        exams=tuple(_exam(quiz_of(module, key)[1]) for key in module.completion.passed),
        both=_exam(both) if both else None,
        rule=json.dumps(applied_rule(module)),
        passed_at_once=share,
    )


def _exam(quiz: Quiz) -> Exam:
    # A part of a point is not enough.
    return Exam(quiz=quiz.key, points=most_points(quiz), needed=ceil(points_needed(quiz) or 0))


def _offices(session: Session, number: int) -> list[Office]:
    """Make offices in all regions: every fifth stands alone, the others below it on two more levels."""
    regions = accounts.regions(session)
    made: dict[str, list[Organisation]] = {region.key: [] for region in regions}
    turns = [regions[place % len(regions)] for place in range(max(number, len(regions)))]
    # In turns, since the first ones are the largest.
    return [_place(_office(session, region, made[region.key]), region) for region in turns]


def _office(session: Session, region: Region, made: list[Organisation]) -> Organisation:
    place = len(made)
    # 0 stands alone, 1 and 2 below it, 3 below 1, 4 below 2; 5 stands alone, and so on.
    parent = None if place % 5 == 0 else made[place - (1, 2)[place % 5 > 1]]
    name = f"Simulated office {place + 1}, {region.names.get('en', region.key)}"
    key = f"{_KEY}{region.key}-{place + 1}"
    made.append(keep_organisation(session, key=key, name=name, kind=AUTHORITY, region=region, parent=parent))
    return made[-1]


def _place(office: Organisation, region: Region) -> Office:
    spoken = tuple(language for language in region.languages if language != "en") or ("en",)
    return Office(id=office.id, region_id=region.id, region=region.key, languages=spoken)


def _next(session: Session, table: Any) -> int:
    return (session.scalar(select(func.max(table.id))) or 0) + 1


def _insert(session: Session, rows: Rows) -> None:
    for table, lines in rows.items():
        if lines:
            places = ", ".join("?" * len(COLUMNS[table]))
            into = f"INSERT INTO {table} ({', '.join(COLUMNS[table])}) VALUES ({places})"  # noqa: S608 (our own names)
            session.connection().exec_driver_sql(into, lines)


def _copy(session: Session, rows: Rows) -> None:
    connection: Any = session.connection().connection.driver_connection
    with connection.cursor() as cursor:
        for table, lines in rows.items():
            with cursor.copy(f"COPY {table} ({', '.join(COLUMNS[table])}) FROM STDIN") as copy:
                for line in lines:
                    copy.write_row(line)


def _move_sequences(session: Session) -> None:
    # Rows that brought their own numbers have drawn none.
    for table in ("person", "enrolment"):
        last = f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))"  # noqa: S608
        session.execute(text(last))
