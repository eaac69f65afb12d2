"""How do a million rows come into a database within seconds? By the shortest way that each kind has."""

from contextlib import closing
from typing import Any

from sqlalchemy import Engine, text

from training.foundation.db import Base

Row = tuple[Any, ...]
#: Rows by table, each with every column in the order of the table: numbers and text that both databases read.
Rows = dict[str, list[Row]]


def add(rows: Rows, table: str, row: Row) -> None:
    """Put a row with those that go into the same table."""
    rows.setdefault(table, []).append(row)


def load(engine: Engine, rows: Rows) -> None:
    """Insert rows whose keys are known to be right: no foreign key is looked up. Do not go on with this engine."""
    with closing(engine.raw_connection()) as connection:
        if engine.dialect.name == "postgresql":
            _copy(connection.driver_connection, rows)
        else:
            _insert(connection.driver_connection, rows)


def settle_down(engine: Engine) -> None:
    """Leave a loaded database as it is after a quiet night: statistics known, nothing waiting to be written."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if engine.dialect.name == "postgresql":
            for table in Base.metadata.sorted_tables:
                if (key := table.autoincrement_column) is not None:
                    connection.execute(text(_SEQUENCE.format(table=table.name, key=key.name)))
            connection.execute(text("VACUUM ANALYZE"))
            connection.execute(text("CHECKPOINT"))


# What is inserted from now on gets the next number, as if the rows had come one by one.
_SEQUENCE = "SELECT setval(pg_get_serial_sequence('{table}', '{key}'), (SELECT coalesce(max({key}), 1) FROM {table}))"


def _copy(connection: Any, rows: Rows) -> None:
    with connection.cursor() as cursor:
        # Nobody else is here: triggers that look up foreign keys may sleep.
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("SET LOCAL timezone = 'UTC'")
        for table, lines in rows.items():
            with cursor.copy(f"COPY {table} ({_columns(table)}) FROM STDIN") as copy:
                for line in lines:
                    copy.write_row(line)
    connection.commit()


def _insert(connection: Any, rows: Rows) -> None:
    # Rows come in the order of chance: without room for the whole index every row would cost a reading.
    for pragma in ("foreign_keys=off", "synchronous=off", "cache_size=-1000000"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("BEGIN IMMEDIATE")
    for table, lines in rows.items():
        places = ", ".join("?" * len(lines[0]))
        connection.executemany(f"INSERT INTO {table} ({_columns(table)}) VALUES ({places})", lines)
    connection.execute("COMMIT")


def _columns(table: str) -> str:
    return ", ".join(Base.metadata.tables[table].columns.keys())
