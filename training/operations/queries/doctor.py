"""What does the database say about itself to whoever looks for faults?"""

from datetime import datetime

from sqlalchemy import Connection, text

from training.operations.rules.doctor import PRAGMAS

_CHANGEABLE = text(
    "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace "
    "AND relname = ANY(:tables) AND has_table_privilege(oid, 'UPDATE, DELETE, TRUNCATE')"
)


def pragmas(connection: Connection) -> dict[str, str]:
    """How SQLite keeps what it was given, in the application's own connections."""
    return {name: str(connection.exec_driver_sql(f"PRAGMA {name}").scalar()) for name in PRAGMAS}


def file_is_sound(connection: Connection) -> bool:
    """Whether SQLite finds its own file in order; it reads all of it."""
    return bool(connection.exec_driver_sql("PRAGMA quick_check(1)").scalar() == "ok")


def server_version(connection: Connection) -> int:
    """PostgreSQL's version: 150004 is 15.4."""
    return int(connection.exec_driver_sql("SHOW server_version_num").scalar_one())


def changeable(connection: Connection, tables: list[str]) -> list[str]:
    """Those of these tables that this role of PostgreSQL has the right to change."""
    return sorted(connection.scalars(_CHANGEABLE, {"tables": tables}))


def clock(connection: Connection) -> datetime:
    """What time it is for PostgreSQL."""
    found: datetime = connection.execute(text("SELECT clock_timestamp()")).scalar_one()
    return found
