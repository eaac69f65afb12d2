"""Do the steps lead to the tables that the models say, there and back, with facts that nobody can change?"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, Engine, Select, event, inspect, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from tests import make, reports
from tests.databases import KINDS, Databases, opened
from training.foundation import migrating
from training.foundation.audit import Event, record
from training.foundation.migrating import NewerDatabase, downgrade, script, state, upgrade
from training.tables import append_only_tables, make_models_known

STEPS = [step.revision for step in reversed(list(script().walk_revisions()))]
TRIGGERS = {
    "sqlite": "SELECT DISTINCT tbl_name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT DISTINCT event_object_table FROM information_schema.triggers",
}
CHANGES = {
    "sqlite": ("UPDATE {table} SET {column} = {column}", "DELETE FROM {table}", "{replace}"),
    "postgresql": ("UPDATE {table} SET {column} = {column}", "DELETE FROM {table}", "TRUNCATE {table} CASCADE"),
}


@pytest.fixture(params=KINDS)
def empty(request: pytest.FixtureRequest, databases: Databases) -> Iterator[Engine]:
    """Give a database without tables, of each kind."""
    engine = opened(databases.empty(request.param))
    yield engine
    engine.dispose()


@pytest.mark.parametrize("step", STEPS)
def test_each_step_goes_up_down_and_up_again(empty: Engine, step: str) -> None:
    """What cannot be taken back cannot be deployed on a Friday."""
    before = script().get_revision(step).down_revision or "base"

    upgrade(empty, step)
    first = _everything(empty)
    downgrade(empty, str(before))
    upgrade(empty, step)

    assert _everything(empty) == first


def test_nothing_is_left_at_the_bottom(empty: Engine) -> None:
    upgrade(empty)

    downgrade(empty, "base")

    assert inspect(empty).get_table_names() == ["alembic_version"]
    with empty.connect() as connection:
        assert connection.execute(text(TRIGGERS[empty.dialect.name])).all() == []


def test_the_newest_tables_are_those_of_the_models(engine: Engine) -> None:
    """Alembic compares tables, columns, types, indexes and keys, but no CHECK and no ON DELETE: the next test does."""
    options = {"compare_type": True, "compare_server_default": True, "include_name": _is_ours}
    with engine.connect() as connection:
        migration = MigrationContext.configure(connection, opts=options)

        assert compare_metadata(migration, make_models_known()) == []


def test_the_newest_constraints_are_those_of_the_models(engine: Engine, databases: Databases) -> None:
    from_models = opened(databases.empty(engine.dialect.name))
    make_models_known().create_all(from_models)

    assert _everything(engine) == _everything(from_models)
    from_models.dispose()


def test_every_table_of_facts_has_triggers_and_no_other_has(connection: Connection) -> None:
    found = connection.scalars(text(TRIGGERS[connection.dialect.name])).all()

    assert sorted(found) == append_only_tables()


@pytest.mark.parametrize("table", append_only_tables())
def test_a_fact_cannot_be_changed_or_taken_away(session: Session, table: str) -> None:
    _plant_facts(session)
    connection = session.connection()
    before = connection.execute(_whole(table)).all()

    for change in CHANGES[connection.dialect.name]:
        with pytest.raises(DBAPIError, match="append-only"), connection.begin_nested():
            connection.exec_driver_sql(_written(change, table))

    assert before
    assert connection.execute(_whole(table)).all() == before


def test_going_up_twice_changes_nothing(empty: Engine) -> None:
    first = upgrade(empty)

    assert upgrade(empty) == first
    assert first.ready


def test_an_empty_database_is_not_ready(empty: Engine) -> None:
    found = state(empty)

    assert (found.current, found.ready, found.newer) == (None, False, False)


def test_a_database_of_a_newer_version_is_refused_in_one_line(empty: Engine) -> None:
    upgrade(empty)
    with empty.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(NewerDatabase, match=r"^[^\n]*9999[^\n]*$"):
        upgrade(empty)

    assert state(empty).newer


def test_a_step_that_fails_leaves_nothing_behind(empty: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """A half-made database would need a person who knows SQL."""

    def fail(statement: str) -> None:
        if "CREATE TABLE grade" in statement:
            raise RuntimeError("the disk is full")

    event.listen(empty, "before_cursor_execute", lambda *args: fail(args[2]))

    with pytest.raises(RuntimeError, match="disk"):
        upgrade(empty)

    assert inspect(empty).get_table_names() == []


def test_steps_are_numbered_without_a_fork() -> None:
    assert [f"{number:04}" for number in range(1, len(STEPS) + 1)] == STEPS


def test_a_step_imports_nothing_from_the_application() -> None:
    """Its meaning must not change when the application does."""
    texts = {file.name: file.read_text() for file in migrating.MIGRATIONS.rglob("*.py")}

    assert texts
    assert [name for name, code in texts.items() if re.search(r"^(import|from) training", code, re.MULTILINE)] == []


def _is_ours(name: str | None, kind: str, _parents: Any) -> bool:
    # The words of source texts are indexed in each database's own way, which no model can say; the next test does.
    return not (name or "").startswith(("source_text_index", "ix_source_text_words")) or kind == "column"


def _everything(engine: Engine) -> dict[str, Any]:
    """Describe all tables: columns, keys, constraints, indexes."""
    found = inspect(engine)
    return {
        table: {
            "columns": [(c["name"], str(c["type"]), c["nullable"]) for c in found.get_columns(table)],
            "primary": _plain(found.get_pk_constraint(table)),
            "foreign": sorted(_plain(key) for key in found.get_foreign_keys(table)),
            "unique": sorted(_plain(key) for key in found.get_unique_constraints(table)),
            "check": sorted(_plain(check) for check in found.get_check_constraints(table)),
            "indexes": sorted(_plain(index) for index in found.get_indexes(table)),
        }
        for table in sorted(found.get_table_names())
        if table != "alembic_version"
    }


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        return str(sorted((key, _plain(inner)) for key, inner in value.items()))
    if isinstance(value, list):
        return str([_plain(inner) for inner in value])
    return str(value)


def _whole(table: str) -> Select[Any]:
    return select(make_models_known().tables[table])


def _plant_facts(session: Session) -> None:
    """Let somebody complete a module: at least one row in every table of facts."""
    published = make.published_module(session)
    person = make.person(session)
    enrolment = make.enrolment(session, person, published)
    make.reading(session, enrolment, published, lesson="who")
    attempt = make.attempt(session, enrolment, published)
    make.answer(session, attempt, question="first", response={})
    make.grade(session, attempt)
    make.completion(session, enrolment, published)
    reports.decision(session, reports.report(session, person, published), person)
    make.release(session)
    make.source_text(session)
    make.earlier_translation(session, published.row, person)
    make.decisions(session, published.row, person)
    record(session, Event.MODULE_PUBLISHED, "module", at=make.NOW, actor_id=None)
    # An entry is written when what it tells about is committed.
    session.commit()


def _written(change: str, table: str) -> str:
    key = next(iter(make_models_known().tables[table].primary_key.columns)).name
    names = [column.name for column in make_models_known().tables[table].columns]
    replace = f"INSERT OR REPLACE INTO {table} ({', '.join(names)}) SELECT {', '.join(names)} FROM {table}"  # noqa: S608
    return change.format(table=table, column=key, replace=replace)
