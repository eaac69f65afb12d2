"""How does the database itself refuse to change a fact? By triggers, on SQLite and on PostgreSQL."""

from alembic import op

_FUNCTION = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'append-only' USING ERRCODE = 'integrity_constraint_violation', TABLE = TG_TABLE_NAME; END $$
"""


def install() -> None:
    """Make what the triggers call; once, before the first table is closed."""
    if _postgresql():
        op.execute(_FUNCTION)


def uninstall() -> None:
    """Take away what the triggers called; once, after the last table is open."""
    if _postgresql():
        op.execute("DROP FUNCTION refuse_change()")


def close(table: str) -> None:
    """Refuse every UPDATE, DELETE and TRUNCATE of a table from now on."""
    if _postgresql():
        op.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
        op.execute(
            f"CREATE TRIGGER {table}_append_only_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
        return
    for change in ("update", "delete"):
        op.execute(
            f"CREATE TRIGGER {table}_append_only_{change} BEFORE {change.upper()} ON {table} "
            "BEGIN SELECT RAISE(ABORT, 'append-only'); END"
        )


def reopen(table: str) -> None:
    """Take a table's triggers away while a step changes it; `close` makes them again."""
    if _postgresql():
        op.execute(f"DROP TRIGGER {table}_append_only ON {table}")
        op.execute(f"DROP TRIGGER {table}_append_only_truncate ON {table}")
        return
    for change in ("update", "delete"):
        op.execute(f"DROP TRIGGER {table}_append_only_{change}")


def _postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"
