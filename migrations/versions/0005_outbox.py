"""Letters wait in the transaction that they tell about.

Revision 0005 after 0004.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the outbox."""
    op.create_table(
        "outbox_letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("letter", sa.String(40), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("once", sa.String(120)),
        sa.Column("posted_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("tried_at", MOMENT),
        sa.Column("fault", sa.String(200)),
        sa.Column("cleared_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_outbox_letter"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_outbox_letter_person_id", ondelete="RESTRICT"),
        sa.UniqueConstraint("once", name="uq_outbox_letter_once"),
        sa.CheckConstraint(
            "state IN ('waiting', 'sent', 'bounced', 'given-up', 'held')", name="ck_outbox_letter_state_known"
        ),
    )
    op.create_index("ix_outbox_letter_person_id", "outbox_letter", ["person_id"])
    op.create_index("ix_outbox_letter_state_due_at", "outbox_letter", ["state", "due_at"])


def downgrade() -> None:
    """Take the outbox away; letters that have not left are lost."""
    op.drop_table("outbox_letter")
