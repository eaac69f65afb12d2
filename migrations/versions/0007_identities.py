"""People known by a provider of sign-on.

Revision 0007 after 0006.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the table of identities."""
    op.create_table(
        "identity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("issuer", sa.String(255), nullable=False),
        sa.Column("subject", sa.String(255), nullable=False),
        sa.Column("language", sa.String(2)),
        sa.Column("given", sa.JSON(), nullable=False),
        sa.Column("joined_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_identity"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_identity_person_id", ondelete="RESTRICT"),
        sa.UniqueConstraint("issuer", "subject", name="uq_identity_issuer_subject"),
        sa.UniqueConstraint("person_id", "issuer", name="uq_identity_person_id_issuer"),
    )
    op.execute("ALTER TABLE sign_in ADD COLUMN provider_session VARCHAR(255)")
    op.create_index("ix_sign_in_provider_session", "sign_in", ["provider_session"])


def downgrade() -> None:
    """Take it away: whoever has no password cannot come in."""
    op.drop_index("ix_sign_in_provider_session", "sign_in")
    op.execute("ALTER TABLE sign_in DROP COLUMN provider_session")
    op.drop_table("identity")
