"""Files that are made in the background, and where figures are sent every month.

Revision 0015 after 0014.
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Make both tables."""
    op.create_table(
        "ordered_file",
        sa.Column("id", sa.Uuid(), nullable=False),
        _person("ordered_file"),
        sa.Column("content", sa.String(20), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("query", sa.JSON(), nullable=False),
        sa.Column("stage", sa.String(10), nullable=False),
        sa.Column("ordered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("held_until", sa.DateTime(timezone=True)),
        sa.Column("made_at", sa.DateTime(timezone=True)),
        sa.Column("name", sa.String(200), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("size", "lines", "total")),
        sa.Column("reach", sa.JSON(), nullable=False),
        sa.Column("second_factor", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_ordered_file"),
        sa.CheckConstraint("content IN ('completions', 'figures')", name="ck_ordered_file_content_known"),
        sa.CheckConstraint("stage IN ('waiting', 'working', 'ready', 'failed')", name="ck_ordered_file_stage_known"),
    )
    op.create_index("ix_ordered_file_person_id", "ordered_file", ["person_id"])
    op.create_index("ix_ordered_file_stage", "ordered_file", ["stage"])
    op.create_table(
        "delivery",
        sa.Column("id", sa.Integer(), nullable=False),
        _person("delivery"),
        sa.Column("way", sa.String(10), nullable=False),
        sa.Column("place", sa.String(110), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("target", sa.JSON(), nullable=False),
        sa.Column("sealed", sa.String(8000)),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True)),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("failure", sa.String(20)),
        sa.Column("sent_at", sa.DateTime(timezone=True)),
        sa.Column("sent_quarter", sa.String(6)),
        sa.Column("second_factor", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_delivery"),
        sa.CheckConstraint("way IN ('letter', 'sftp', 's3')", name="ck_delivery_way_known"),
    )
    op.create_index("ix_delivery_person_id", "delivery", ["person_id"])
    op.create_index("ix_delivery_due_at", "delivery", ["due_at"])


def downgrade() -> None:
    """Drop both."""
    op.drop_table("delivery")
    op.drop_table("ordered_file")


def _person(table: str) -> sa.Column[int]:
    key = sa.ForeignKey("person.id", name=f"fk_{table}_person_id", ondelete="RESTRICT")
    return sa.Column("person_id", sa.Integer(), key, nullable=False)
