"""Finer figures of closed quarters: organisations, months, rounds, lessons, and figures of groups.

What was released before keeps its cells under their longer names. How its cells add up is not carried over: a release
after it would need proofs that were not kept then, and the application says so.

Revision 0012 after 0011.
"""

from collections.abc import Callable, Sequence
from typing import Any

import append_only
import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

OLD = ("release_id", "region", "module", "language", "measure")
NEW = ("release_id", "period", "place", "module", "part", "measure")
HEADING = ("id", "quarter", "made_at", "minimum", "regions", "modules", "digest")
#: What a release tells beside its figures from now on, and how its cells add up, which it told before.
ADDED, DROPPED = ("organisations", "lessons"), ("relations",)

_UP = """
INSERT INTO {table} (release_id, period, place, module, part, measure, {more})
SELECT kept.release_id, release.quarter, kept.region, kept.module,
       CASE WHEN kept.language = '*' THEN '*' ELSE 'language:' || kept.language END, kept.measure, {kept}
FROM kept_{table} AS kept JOIN release ON release.id = kept.release_id
"""
_DOWN = """
INSERT INTO {table} (release_id, region, module, language, measure, {more})
SELECT kept.release_id, kept.place, kept.module, replace(kept.part, 'language:', ''), kept.measure, {kept}
FROM kept_{table} AS kept JOIN release ON release.id = kept.release_id
WHERE kept.period = release.quarter AND (kept.part = '*' OR kept.part LIKE 'language:%') AND kept.place NOT LIKE '%/%'
"""
_MORE = {"release_cell": ("value",), "release_hidden": ("value", "reason")}


def upgrade() -> None:
    """Give cells their longer names; make what is told beside them, and what is kept for the next release."""
    _exchange(_UP, _new_cells, added=ADDED, empty="{}")
    op.create_table(
        "release_figure",
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(110), nullable=False),
        sa.Column("module", sa.String(60), nullable=False),
        sa.Column("figure", sa.String(20), nullable=False),
        *(sa.Column(name, sa.Float()) for name in ("value", "low", "high")),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("release_id", "place", "module", "figure", name="pk_release_figure"),
        _of_release("release_figure"),
    )
    op.create_table(
        "release_proof",
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("relations", sa.JSON(), nullable=False),
        sa.Column("moves", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("release_id", name="pk_release_proof"),
        _of_release("release_proof"),
    )
    append_only.close("release_figure")
    append_only.close("release_proof")


def downgrade() -> None:
    """Keep the cells that there were names for before."""
    op.drop_table("release_proof")
    op.drop_table("release_figure")
    _exchange(_DOWN, _old_cells, added=DROPPED, empty="[]")


def _exchange(copy: str, make: Callable[[str], None], *, added: Sequence[str], empty: str) -> None:
    """Make the tables anew: one that holds names of constraints cannot be there twice."""
    tables = ("release", *_MORE)
    for table in reversed(tables):
        op.execute(f"CREATE TEMPORARY TABLE kept_{table} AS SELECT * FROM {table}")
        op.drop_table(table)
    _make_releases(added)
    known = ", ".join(HEADING)
    nothing = ", ".join(f"'{empty}'" for _ in added)
    op.execute(f"INSERT INTO release ({known}, {', '.join(added)}) SELECT {known}, {nothing} FROM kept_release")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SELECT setval(pg_get_serial_sequence('release', 'id'), max(id)) FROM release HAVING max(id) > 0")
    for table, more in _MORE.items():
        make(table)
        names = {"more": ", ".join(more), "kept": ", ".join(f"kept.{name}" for name in more)}
        op.execute(copy.format(table=table, **names))
    for table in tables:
        op.execute(f"DROP TABLE kept_{table}")
        append_only.close(table)


def _make_releases(added: Sequence[str]) -> None:
    op.create_table(
        "release",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("quarter", sa.String(6), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("minimum", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.JSON(), nullable=False) for name in ("regions", "modules")),
        sa.Column("digest", sa.String(64), nullable=False),
        *(sa.Column(name, sa.JSON(), nullable=False) for name in added),
        sa.PrimaryKeyConstraint("id", name="pk_release"),
        sa.UniqueConstraint("quarter", name="uq_release_quarter"),
    )


def _new_cells(table: str) -> None:
    names = [("period", 7), ("place", 110), ("module", 60), ("part", 80), ("measure", 20)]
    _make(table, names, NEW)


def _old_cells(table: str) -> None:
    names = [("region", 40), ("module", 60), ("language", 2), ("measure", 20)]
    _make(table, names, OLD)


def _make(table: str, names: Sequence[tuple[str, int]], cell: Sequence[str]) -> None:
    columns: list[sa.Column[Any]] = [sa.Column("release_id", sa.Integer(), nullable=False)]
    columns += [sa.Column(name, sa.String(length), nullable=False) for name, length in names]
    key = sa.PrimaryKeyConstraint(*cell, name=f"pk_{table}")
    if table == "release_cell":
        op.create_table(table, *columns, sa.Column("value", sa.Integer()), key, _of_release(table))
        return
    op.create_table(
        table,
        *columns,
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(10), nullable=False),
        key,
        sa.ForeignKeyConstraint(
            cell,
            [f"release_cell.{column}" for column in cell],
            name="fk_release_hidden_" + "_".join(cell),
            ondelete="RESTRICT",
        ),
        sa.CheckConstraint("reason IN ('primary', 'secondary')", name="ck_release_hidden_reason_known"),
    )


def _of_release(table: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_release_id"
    return sa.ForeignKeyConstraint(["release_id"], ["release.id"], name=name, ondelete="RESTRICT")
