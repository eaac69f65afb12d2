"""Sessions that can be ended, and second factors: authenticator apps, passkeys, recovery codes.

Revision 0006 after 0005.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables; whoever is signed in signs in again, since no session of before has a row."""
    op.create_table(
        "sign_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT),
        sa.Column("way", sa.String(20), nullable=False),
        sa.Column("second_factor_at", MOMENT),
        sa.Column("confirmed_at", MOMENT, nullable=False),
        sa.Column("device", sa.String(60), nullable=False),
        *_keys("sign_in"),
        sa.UniqueConstraint("digest", name="uq_sign_in_digest"),
        sa.CheckConstraint("way IN ('password', 'passkey', 'provider')", name="ck_sign_in_way_known"),
    )
    op.create_index("ix_sign_in_person_id", "sign_in", ["person_id"])
    op.create_index("ix_sign_in_started_at", "sign_in", ["started_at"])
    _authenticators()
    _passkeys()
    _recovery_codes()


def downgrade() -> None:
    """Take them away: everybody signs in again, by a password alone."""
    for table in ("recovery_code", "passkey", "authenticator", "sign_in"):
        op.drop_table(table)


def _authenticators() -> None:
    op.create_table(
        "authenticator",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.String(200), nullable=False),
        sa.Column("last_step", sa.Integer(), nullable=False),
        sa.Column("added_at", MOMENT, nullable=False),
        *_keys("authenticator", primary="person_id"),
    )


def _passkeys() -> None:
    op.create_table(
        "passkey",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("credential", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT, nullable=False),
        *_keys("passkey"),
        sa.UniqueConstraint("credential", name="uq_passkey_credential"),
    )
    op.create_index("ix_passkey_person_id", "passkey", ["person_id"])


def _recovery_codes() -> None:
    op.create_table(
        "recovery_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT),
        *_keys("recovery_code"),
        sa.UniqueConstraint("person_id", "digest", name="uq_recovery_code_person_id_digest"),
    )


def _keys(table: str, *, primary: str = "id") -> list[sa.Constraint]:
    return [
        sa.PrimaryKeyConstraint(primary, name=f"pk_{table}"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=f"fk_{table}_person_id", ondelete="RESTRICT"),
    ]
