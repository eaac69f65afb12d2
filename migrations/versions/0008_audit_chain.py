"""Entries of the log chained by digests, and an index for each way to look for them.

Revision 0008 after 0007.
"""

import json
from collections.abc import Iterator
from datetime import UTC
from hashlib import sha256
from typing import Any

import append_only
import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

START = "0" * 64
AT_ONCE = 2000
SEARCHED = (
    ("at", "id"),
    ("event", "at", "id"),
    ("actor_id", "at", "id"),
    ("actor_id", "event", "at", "id"),
    ("subject", "at", "id"),
    ("subject", "event", "at", "id"),
)
SAID = ("actor_id", "event", "subject", "facts", "request_id")

ENTRIES = sa.table(
    "audit_entry",
    sa.column("id", sa.Integer()),
    sa.column("at", sa.DateTime(timezone=True)),
    sa.column("actor_id", sa.Integer()),
    sa.column("event", sa.String(40)),
    sa.column("subject", sa.String(200)),
    sa.column("facts", sa.JSON()),
    sa.column("request_id", sa.String(36)),
    sa.column("previous", sa.String(64)),
    sa.column("digest", sa.String(64)),
)


def upgrade() -> None:
    """Bind every entry to the one before it, in the order of their numbers, then close the table again."""
    append_only.reopen("audit_entry")
    for name in ("previous", "digest"):
        op.execute(f"ALTER TABLE audit_entry ADD COLUMN {name} VARCHAR(64)")
    _chain(op.get_bind())
    op.drop_index("ix_audit_entry_at", "audit_entry")
    with op.batch_alter_table("audit_entry") as batch:
        batch.alter_column("previous", existing_type=sa.String(64), nullable=False)
        batch.alter_column("digest", existing_type=sa.String(64), nullable=False)
        batch.create_unique_constraint("uq_audit_entry_previous", ["previous"])
    for columns in SEARCHED:
        op.create_index(f"ix_audit_entry_{'_'.join(columns)}", "audit_entry", list(columns))
    append_only.close("audit_entry")


def downgrade() -> None:
    """Let the entries stand each by itself again."""
    append_only.reopen("audit_entry")
    for columns in SEARCHED:
        op.drop_index(f"ix_audit_entry_{'_'.join(columns)}", "audit_entry")
    with op.batch_alter_table("audit_entry") as batch:
        batch.drop_constraint("uq_audit_entry_previous", type_="unique")
        batch.drop_column("previous")
        batch.drop_column("digest")
    op.create_index("ix_audit_entry_at", "audit_entry", ["at"])
    append_only.close("audit_entry")


def _chain(connection: sa.Connection) -> None:
    entry = ENTRIES.c
    change = ENTRIES.update().where(entry.id == sa.bindparam("number")).values(previous=sa.bindparam("before"))
    change = change.values(digest=sa.bindparam("own"))
    head = START
    for some in _entries(connection):
        bound: list[dict[str, Any]] = []
        for row in some:
            bound.append({"number": row.id, "before": head, "own": _digest(row, head)})
            head = bound[-1]["own"]
        connection.execute(change, bound)


def _entries(connection: sa.Connection) -> Iterator[list[Any]]:
    first = sa.select(ENTRIES).order_by(ENTRIES.c.id).limit(AT_ONCE)
    some = list(connection.execute(first))
    while some:
        yield some
        some = list(connection.execute(first.where(ENTRIES.c.id > some[-1].id)))


def _digest(row: Any, previous: str) -> str:
    # SQLite keeps moments in UTC and forgets to say so.
    at = row.at if row.at.tzinfo else row.at.replace(tzinfo=UTC)
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    said = [previous, row.id, moment, *(getattr(row, name) for name in SAID)]
    canonical = json.dumps(said, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return sha256(canonical.encode()).hexdigest()
