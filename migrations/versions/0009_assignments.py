"""Learning that an organisation requires.

Revision 0009 after 0008.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make assignments, their lists of people, and what was sent about them."""
    op.create_table(
        "assignment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("module_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("listed", sa.Boolean(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("repeat_months", sa.Integer()),
        sa.Column("compulsory", sa.Boolean(), nullable=False),
        sa.Column("assigned_by", sa.Integer(), nullable=False),
        sa.Column("assigned_at", MOMENT, nullable=False),
        sa.Column("withdrawn_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_assignment"),
        _foreign("assignment", "module_id", "module"),
        _foreign("assignment", "organisation_id", "organisation"),
        _foreign("assignment", "assigned_by", "person"),
        sa.CheckConstraint("repeat_months > 0", name="ck_assignment_repeat_positive"),
    )
    for column in ("module_id", "organisation_id"):
        op.create_index(f"ix_assignment_{column}", "assignment", [column])
    _people()


def downgrade() -> None:
    """Drop the tables with what they hold."""
    for table in ("reminder", "assigned_person", "assignment"):
        op.drop_table(table)


def _people() -> None:
    op.create_table(
        "assigned_person",
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("assignment_id", "person_id", name="pk_assigned_person"),
        _foreign("assigned_person", "assignment_id", "assignment"),
        _foreign("assigned_person", "person_id", "person"),
    )
    op.create_table(
        "reminder",
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(20), nullable=False),
        sa.Column("posted_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("assignment_id", "person_id", "round", "name", name="pk_reminder"),
        _foreign("reminder", "assignment_id", "assignment"),
        _foreign("reminder", "person_id", "person"),
    )
    for table in ("assigned_person", "reminder"):
        op.create_index(f"ix_{table}_person_id", table, ["person_id"])


def _foreign(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=f"fk_{table}_{column}", ondelete="RESTRICT")
