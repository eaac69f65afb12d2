"""What is kept of a person, table by table, as the register says?"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Column, ColumnElement, FromClause, Select, Table, select
from sqlalchemy.orm import Session

from training.accounts.models import Person
from training.assignments import models as _assignments
from training.content import models as _content
from training.foundation import audit as _audit
from training.foundation import outbox as _outbox
from training.foundation import settings as _settings
from training.foundation.db import Base
from training.learning import models as _learning
from training.privacy.rules import REGISTER, Holding
from training.quizzes import models as _quizzes
from training.reporting import models as _reporting
from training.translation import models as _translation

# Tables are asked for by name: whoever made them must have been imported.
_KNOWN = (_assignments, _audit, _content, _learning, _outbox, _quizzes, _reporting, _settings, _translation)


def person(session: Session, person_id: int) -> Person | None:
    """The person of this id, open or closed, unless they were erased."""
    return session.scalar(select(Person).where(Person.id == person_id, Person.erased_at.is_(None)))


def everything_about(session: Session, person_id: int) -> dict[str, list[tuple[Holding, list[dict[str, Any]]]]]:
    """What is kept of a person, by the keys of the register: one statement a table."""
    return {
        entry.key: [(holding, rows_of(session, holding, person_id)) for holding in entry.holdings] for entry in REGISTER
    }


def rows_of(session: Session, holding: Holding, person_id: int) -> list[dict[str, Any]]:
    """The rows of one holding with the values that it shows, in the order of their keys."""
    table = _table(holding.table)
    source: FromClause = table
    joined: dict[tuple[str, ...], Any] = {}
    shown: list[ColumnElement[Any]] = []
    for name, path in holding.shown.items():
        source, column = _over(source, joined, table, path.split("."))
        shown.append(column.label(name))
    statement: Select[*tuple[Any, ...]] = select(*shown).select_from(source)
    statement = statement.where(about(holding, person_id)).order_by(*table.primary_key.columns)
    return [dict(row) for row in session.execute(statement).mappings()]


def about(holding: Holding, person_id: int) -> ColumnElement[bool]:
    """The condition under which a row of a holding is about this person."""
    table = _table(holding.table)
    if not holding.path:
        return table.c.subject == f"person {person_id}"
    return _within(table, holding.path, person_id)


def referring_columns() -> set[tuple[str, str]]:
    """Every column of any table that points at a person: what the register has to account for."""
    return {
        (table.name, column.name)
        for table in Base.metadata.tables.values()
        for column in table.columns
        if any(key.column.table.name == "person" for key in column.foreign_keys)
    }


def _within(table: Table, path: Sequence[str], person_id: int) -> ColumnElement[bool]:
    column = table.c[path[0]]
    if len(path) == 1:
        return column == person_id
    target = _target(column)
    return column.in_(select(target).where(_within(target.table, path[1:], person_id)))


def _over(
    source: FromClause, joined: dict[tuple[str, ...], Any], table: Any, path: Sequence[str]
) -> tuple[FromClause, ColumnElement[Any]]:
    """Join the tables that a path leads over, each once, and return the column at its end."""
    here, way = table, tuple(path[:-1])
    for length in range(1, len(way) + 1):
        step = way[:length]
        if step not in joined:
            column = here.c[step[-1]]
            target = _target(column)
            joined[step] = target.table.alias()
            source = source.outerjoin(joined[step], joined[step].c[target.name] == column)
        here = joined[step]
    return source, here.c[path[-1]]


def _target(column: Column[Any]) -> Column[Any]:
    # A key of two columns points at a part of the other's key; the one that is meant points at the whole.
    table, name = min((key.target_fullname for key in column.foreign_keys), key=_is_part).split(".")
    return _table(table).c[name]


def _is_part(target: str) -> bool:
    table, name = target.split(".")
    return [column.name for column in _table(table).primary_key] != [name]


def _table(name: str) -> Table:
    return Base.metadata.tables[name]


def known_tables() -> Mapping[str, Table]:
    """Every table of the house by its name."""
    return Base.metadata.tables
