"""Organisations in a tree, roles for an organisation or a language, a search without marks, settings of the site.

Revision 0004 after 0003.
"""

import unicodedata
from collections.abc import Callable, Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

MOMENT = sa.DateTime(timezone=True)
ROLES = ("learner", "editor", "trainer", "translator", "reviewer", "training-officer", "partner", "administrator")
ROLES_BEFORE = ("learner", "trainer", "translator", "partner", "administrator")
EMPTY = sa.text("''")
#: Of a grant, before this step.
OLD_COLUMNS = 6
PLAIN = str.maketrans({"ł": "l", "ß": "ss", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})


def upgrade() -> None:
    """Add what is new; nobody's role changes."""
    op.execute("ALTER TABLE region ADD COLUMN time_zone VARCHAR(40) DEFAULT 'Europe/Brussels' NOT NULL")
    with op.batch_alter_table("organisation") as table:
        table.add_column(sa.Column("parent_id", sa.Integer()))
        table.add_column(sa.Column("mail_domains", sa.String(1000), server_default=EMPTY, nullable=False))
        table.add_column(sa.Column("folded", sa.String(300), server_default=EMPTY, nullable=False))
        table.create_foreign_key(
            "fk_organisation_parent_id", "organisation", ["parent_id"], ["id"], ondelete="RESTRICT"
        )
    op.create_index("ix_organisation_parent_id", "organisation", ["parent_id"])
    yes = "true" if op.get_bind().dialect.name == "postgresql" else "1"
    op.execute(f"ALTER TABLE person ADD COLUMN wants_reminders BOOLEAN DEFAULT {yes} NOT NULL")
    op.execute("ALTER TABLE person ADD COLUMN folded VARCHAR(500) DEFAULT '' NOT NULL")
    op.create_index("ix_person_folded_id", "person", ["folded", "id"])
    _fold("organisation", "name", "key")
    _fold("person", "name", "email")
    _settings()
    _make_grants_anew(_grants)


def downgrade() -> None:
    """Take it away again: roles for an organisation, for a language, and those that are new are lost."""
    _make_grants_anew(_grants_before, kept=ROLES_BEFORE)
    op.drop_table("site_setting")
    op.drop_index("ix_person_folded_id", "person")
    op.execute("ALTER TABLE person DROP COLUMN folded")
    op.execute("ALTER TABLE person DROP COLUMN wants_reminders")
    op.drop_index("ix_organisation_parent_id", "organisation")
    with op.batch_alter_table("organisation") as table:
        table.drop_constraint("fk_organisation_parent_id", type_="foreignkey")
        for name in ("parent_id", "mail_domains", "folded"):
            table.drop_column(name)
    op.execute("ALTER TABLE region DROP COLUMN time_zone")


def _fold(table: str, *columns: str) -> None:
    connection = op.get_bind()
    rows = connection.execute(sa.text(f"SELECT id, {', '.join(columns)} FROM {table}")).all()
    values = [{"id": id_, "folded": _folded(" ".join(texts))} for id_, *texts in rows]
    if values:
        connection.execute(sa.text(f"UPDATE {table} SET folded = :folded WHERE id = :id"), values)


def _folded(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return " ".join(plain.translate(PLAIN).split())


def _settings() -> None:
    op.create_table(
        "site_setting",
        sa.Column("key", sa.String(40), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("changed_by", sa.Integer()),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_site_setting"),
        _foreign("site_setting", "changed_by", "person"),
    )


def _make_grants_anew(make: Callable[[], None], *, kept: Sequence[str] = ROLES) -> None:
    # A constraint cannot be changed in place on SQLite, and no table points at this one.
    connection = op.get_bind()
    columns = "person_id, role, region_id, granted_by, granted_at"
    before = sa.inspect(connection).get_columns("role_grant")
    narrowed = "WHERE organisation_id IS NULL AND language = ''" if len(before) > OLD_COLUMNS else ""
    rows = connection.execute(sa.text(f"SELECT {columns} FROM role_grant {narrowed} ORDER BY id")).mappings().all()
    op.drop_table("role_grant")
    make()
    values = ", ".join(f":{name}" for name in columns.split(", "))
    if insertable := [dict(row) for row in rows if row["role"] in kept]:
        connection.execute(sa.text(f"INSERT INTO role_grant ({columns}) VALUES ({values})"), insertable)


def _grants() -> None:
    op.create_table(
        "role_grant",
        *_columns_of_a_grant(),
        sa.Column("organisation_id", sa.Integer()),
        sa.Column("language", sa.String(2), server_default=EMPTY, nullable=False),
        *_constraints_of_a_grant(ROLES),
        _foreign("role_grant", "organisation_id", "organisation"),
        sa.CheckConstraint("region_id IS NULL OR organisation_id IS NULL", name="ck_role_grant_one_place"),
    )
    _unique_where("region", ["person_id", "role", "region_id", "language"], "region_id IS NOT NULL")
    _unique_where("organisation", ["person_id", "role", "organisation_id", "language"], "organisation_id IS NOT NULL")
    _unique_where("everywhere", ["person_id", "role", "language"], "region_id IS NULL AND organisation_id IS NULL")


def _grants_before() -> None:
    op.create_table(
        "role_grant",
        *_columns_of_a_grant(),
        *_constraints_of_a_grant(ROLES_BEFORE),
        sa.UniqueConstraint("person_id", "role", "region_id", name="uq_role_grant_person_id_role_region_id"),
    )
    _unique_where("everywhere", ["person_id", "role"], "region_id IS NULL")


def _columns_of_a_grant() -> list[sa.Column[Any]]:
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("region_id", sa.Integer()),
        sa.Column("granted_by", sa.Integer()),
        sa.Column("granted_at", MOMENT, nullable=False),
    ]


def _constraints_of_a_grant(roles: Sequence[str]) -> list[sa.Constraint]:
    known = ", ".join(f"'{role}'" for role in roles)
    return [
        sa.PrimaryKeyConstraint("id", name="pk_role_grant"),
        sa.CheckConstraint(f"role IN ({known})", name="ck_role_grant_role_known"),
        _foreign("role_grant", "person_id", "person"),
        _foreign("role_grant", "region_id", "region"),
        _foreign("role_grant", "granted_by", "person"),
    ]


def _foreign(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=f"fk_{table}_{column}", ondelete="RESTRICT")


def _unique_where(name: str, columns: list[str], where: str) -> None:
    condition = sa.text(where)
    op.create_index(
        f"uq_role_grant_{name}",
        "role_grant",
        columns,
        unique=True,
        sqlite_where=condition,
        postgresql_where=condition,
    )
