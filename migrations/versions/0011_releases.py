"""Figures of closed quarters as they were released, and apart from them what they hide.

Revision 0011 after 0010.
"""

import append_only
import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

TABLES = ("release", "release_cell", "release_hidden")
CELL = ("release_id", "region", "module", "language", "measure")


def upgrade() -> None:
    """Make the tables and close them."""
    op.create_table(
        "release",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("quarter", sa.String(6), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("minimum", sa.Integer(), nullable=False),
        sa.Column("regions", sa.JSON(), nullable=False),
        sa.Column("modules", sa.JSON(), nullable=False),
        sa.Column("relations", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_release"),
        sa.UniqueConstraint("quarter", name="uq_release_quarter"),
    )
    op.create_table(
        "release_cell",
        *_cell(),
        sa.Column("value", sa.Integer()),
        sa.PrimaryKeyConstraint(*CELL, name="pk_release_cell"),
        sa.ForeignKeyConstraint(["release_id"], ["release.id"], name="fk_release_cell_release_id", ondelete="RESTRICT"),
    )
    op.create_table(
        "release_hidden",
        *_cell(),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(10), nullable=False),
        sa.PrimaryKeyConstraint(*CELL, name="pk_release_hidden"),
        sa.ForeignKeyConstraint(
            CELL,
            [f"release_cell.{column}" for column in CELL],
            name="fk_release_hidden_release_id_region_module_language_measure",
            ondelete="RESTRICT",
        ),
        sa.CheckConstraint("reason IN ('primary', 'secondary')", name="ck_release_hidden_reason_known"),
    )
    for table in TABLES:
        append_only.close(table)


def downgrade() -> None:
    """Drop the tables with their triggers."""
    for table in reversed(TABLES):
        op.drop_table(table)


def _cell() -> list[sa.Column[int] | sa.Column[str]]:
    return [
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("region", sa.String(40), nullable=False),
        sa.Column("module", sa.String(60), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("measure", sa.String(20), nullable=False),
    ]
