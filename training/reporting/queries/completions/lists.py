"""Who of the own people has come how far with which module, by name? Only for those who may see names."""

from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from training.accounts.models import Person
from training.foundation.permissions import Reach
from training.foundation.sheets import Locale, plain
from training.learning.models import Enrolment
from training.reporting.files.completions import Words, lines_of
from training.reporting.queries.completions.columns import shown, written
from training.reporting.queries.completions.statements import ORDER, asking, behind, narrowed
from training.reporting.rules.completions import PAGE, State, Wanted

_AT_ONCE = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedStanding:
    """How far somebody has come with a module in a round; without a name where the person was erased.

    Days are those of the region in which they enrolled.
    """

    enrolment_id: int
    name: str | None
    organisation: str
    module: str
    round: int
    enrolled_on: date
    state: State
    completed_on: date | None
    language: str | None


def standings_by_name(session: Session, reach: Reach, wanted: Wanted, *, after: int = 0) -> list[NamedStanding]:
    """Who is looked for, by name, at most one more than a page shows, from behind an enrolment (its id) on."""
    asked = asking(session, reach, wanted, each=True)
    # All people are in order of their names already; those of one organisation are gathered sooner than met that way.
    name = Person.folded + "" if asked.few else Person.folded
    statement = narrowed(select(*shown(asked.day, asked.begun)), asked).order_by(None).order_by(name, *ORDER)
    if after:
        statement = statement.where(*behind(after, asked.own))
    return [_standing(row) for row in session.execute(statement.limit(PAGE + 1)).mappings()]


def standings_counted(session: Session, reach: Reach, wanted: Wanted) -> int:
    """How many lines these are altogether."""
    lines = narrowed(select(Enrolment.id), asking(session, reach, wanted)).order_by(None)
    return session.scalars(select(func.count()).select_from(lines.subquery())).one()


def standing_rows(session: Session, reach: Reach, wanted: Wanted, words: Words) -> Select[*tuple[Any, ...]]:
    """The statement for everybody who is looked for, as a file has them: words harmless, days written."""
    asked = asking(session, reach, wanted)
    return narrowed(select(*written(words, asked.day, asked.begun)), asked)


def typed_standings(
    session: Session, reach: Reach, wanted: Wanted, words: Words
) -> Iterator[tuple[str | int | date | None, ...]]:
    """Everybody who is looked for, as rows of a workbook, in which a day is a day.

    They are read as they are asked for, in one transaction: never `only_reading`.
    """
    statement = standing_rows(session, reach, wanted, words)
    found = session.connection().execute(statement, execution_options={"yield_per": _AT_ONCE})
    return (_typed(row) for row in found.mappings())


def standing_lines(
    session: Session, reach: Reach, wanted: Wanted, words: Words, locale: Locale
) -> Generator[bytes, None, None]:
    """Everybody who is looked for, as lines of a file, none of them kept.

    PostgreSQL writes them itself (COPY), for two thirds of what reading rows and writing them here would cost.
    """
    statement = standing_rows(session, reach, wanted, words)
    if session.get_bind().dialect.name == "postgresql":
        return _copied(session, statement, locale)
    found = session.connection().execute(statement, execution_options={"yield_per": _AT_ONCE})
    return lines_of(found, locale)


def _typed(row: Mapping[Any, Any]) -> tuple[str | int | date | None, ...]:
    days = {name: date.fromisoformat(row[name]) if row[name] else None for name in ("enrolled", "completed")}
    # A workbook says what is text: there the apostrophe would be one.
    return tuple(plain(value) if isinstance(value, str) else value for value in {**row, **days}.values())


def _copied(session: Session, statement: Select[*tuple[Any, ...]], locale: Locale) -> Generator[bytes, None, None]:
    connection = session.connection()
    wanted: Any = statement.compile(dialect=connection.dialect, compile_kwargs={"render_postcompile": True})
    driver: Any = connection.connection.driver_connection
    command = f"COPY ({wanted}) TO STDOUT (FORMAT csv, DELIMITER '{locale.separator}', FORCE_QUOTE *)"
    with driver.cursor() as cursor, cursor.copy(command, wanted.params) as lines:
        for line in lines:
            yield bytes(line[:-1]) + b"\r\n"


def _standing(row: Mapping[Any, Any]) -> NamedStanding:
    enrolled, completed = row["enrolled_on"], row["completed_on"]
    days = {"enrolled_on": date.fromisoformat(enrolled), "completed_on": completed and date.fromisoformat(completed)}
    return NamedStanding(**{**row, **days, "state": State(row["state"])})
