"""Of what is a line of the list made, and how does the database write it?"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, String, case, func, literal, or_, select
from sqlalchemy.orm import Session

from training.accounts.models import Organisation, Person, Region
from training.content.models import ModuleRow
from training.foundation.sheets import FORMULA
from training.learning.models import Completion, Enrolment, Reading
from training.quizzes.models import Attempt
from training.reporting.files.completions import Words
from training.reporting.rules.completions import State

#: Writes the day of a column's moment.
Day = Callable[[Any], ColumnElement[str]]


def shown(day: Day, begun: ColumnElement[bool]) -> tuple[ColumnElement[Any], ...]:
    """Return the columns of a page, named as a line's attributes are."""
    return (
        Enrolment.id.label("enrolment_id"),
        case((Person.erased_at.is_(None), Person.name)).label("name"),
        Organisation.name.label("organisation"),
        ModuleRow.key.label("module"),
        Enrolment.round.label("round"),
        day(Enrolment.enrolled_at).label("enrolled_on"),
        _state(begun).label("state"),
        day(Completion.completed_at).label("completed_on"),
        Completion.language.label("language"),
    )


def written(words: Words, day: Day, begun: ColumnElement[bool]) -> tuple[ColumnElement[Any], ...]:
    """Return the columns of a file in their order."""
    states = case({each.value: words.labels[each] for each in State}, value=_state(begun))
    titles = words.harmless_titles()
    return (
        case((Person.erased_at.is_(None), _harmless(Person.name)), else_=words.erased).label("name"),
        _harmless(Organisation.name).label("organisation"),
        (case(titles, value=ModuleRow.key, else_=ModuleRow.key) if titles else ModuleRow.key).label("module"),
        Enrolment.round.label("round"),
        day(Enrolment.enrolled_at).label("enrolled"),
        states.label("state"),
        func.coalesce(day(Completion.completed_at), "").label("completed"),
        func.coalesce(Completion.language, "").label("language"),
        Organisation.key.label("organisation_key"),
        ModuleRow.key.label("module_key"),
        _state(begun).label("state_key"),
    )


def begun(*, each: bool = False) -> ColumnElement[bool]:
    """Say whether learning has begun, as figures count it: by reading a lesson or trying a quiz.

    `each` looks at the lines of a page one by one; for a whole list the database goes through all readings at once.
    """
    found = [one.correlate(Enrolment) for one in _beginnings()]
    return or_(*(one.limit(1).scalar_subquery().is_not(None) if each else one.exists() for one in found))


def stands(state: str, begun: ColumnElement[bool]) -> Iterator[ColumnElement[bool]]:
    """Ask for a state by what it is made of: of these a database knows how often they are true."""
    if state == State.COMPLETED:
        yield Completion.enrolment_id.is_not(None)
        return
    yield Completion.enrolment_id.is_(None)
    yield from [begun] if state == State.IN_PROGRESS else (~one.exists() for one in _beginnings())


def day_of(session: Session) -> Day:
    """Return how this database writes the day of a moment by the clock of the region."""
    if session.get_bind().dialect.name == "postgresql":
        return lambda moment: func.to_char(func.timezone(Region.time_zone, moment), "YYYY-MM-DD", type_=String)
    # SQLite knows no time zones.
    connection: Any = session.connection().connection.driver_connection
    connection.create_function("local_day", 2, _local_day, deterministic=True)
    return lambda moment: func.local_day(moment, Region.time_zone, type_=String)


def _state(begun: ColumnElement[bool]) -> ColumnElement[str]:
    steps = (Completion.enrolment_id.is_not(None), State.COMPLETED.value), (begun, State.IN_PROGRESS.value)
    return case(*steps, else_=State.NOT_STARTED.value)


def _beginnings() -> list[Select[int]]:
    return [select(table.enrolment_id).where(table.enrolment_id == Enrolment.id) for table in (Reading, Attempt)]


def _harmless(column: Any) -> ColumnElement[str]:
    """Do in the database what `sheets.harmless` does."""
    begins = func.substr(column, 1, 1).in_(FORMULA)
    return case((begins, literal("'") + column), else_=column)


def _local_day(moment: str | None, zone: str) -> str | None:
    if moment is None:
        return None
    return datetime.fromisoformat(moment).replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).date().isoformat()
