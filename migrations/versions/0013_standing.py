"""How every enrolment stands, kept beside the facts so that nobody counts them twice.

Revision 0013 after 0012.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

#: By which what has just happened is found.
MOMENTS = (
    ("enrolment", "enrolled_at"),
    ("reading", "read_at"),
    ("attempt", "started_at"),
    ("completion", "completed_at"),
)


def upgrade() -> None:
    """Make the table and its mark, empty: the worker fills them."""
    op.create_table(
        "standing",
        sa.Column("enrolment_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("module_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.Column("enrolled_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True)),
        sa.Column("completed_at", sa.DateTime(timezone=True)),
        sa.Column("language", sa.String(2)),
        sa.Column("attempts_until_passed", sa.SmallInteger()),
        sa.PrimaryKeyConstraint("enrolment_id", name="pk_standing"),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name="fk_standing_enrolment_id", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_standing_person_id", ondelete="RESTRICT"),
    )
    op.create_table(
        "standing_mark",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_standing_mark"),
        sa.CheckConstraint("id = 1", name="ck_standing_mark_only"),
    )
    for table, column in MOMENTS:
        op.create_index(f"ix_{table}_{column}", table, [column])


def downgrade() -> None:
    """Take indexes and tables away."""
    for table, column in reversed(MOMENTS):
        op.drop_index(f"ix_{table}_{column}", table)
    op.drop_table("standing_mark")
    op.drop_table("standing")
