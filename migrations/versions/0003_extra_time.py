"""More time in tests for whoever needs it, as an accommodation: a share of the time limit on top.

Revision 0003 after 0002.
"""

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the share with its bounds; nobody has any until somebody grants it."""
    # Spelt out: one statement that both databases know, where a batch would make the table anew.
    op.execute(
        "ALTER TABLE person ADD COLUMN extra_time_percent INTEGER DEFAULT 0 NOT NULL "
        "CONSTRAINT ck_person_extra_time_bounded CHECK (extra_time_percent BETWEEN 0 AND 300)"
    )


def downgrade() -> None:
    """Take the share away."""
    op.execute("ALTER TABLE person DROP COLUMN extra_time_percent")
