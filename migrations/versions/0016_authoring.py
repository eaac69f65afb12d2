"""Modules are written in the browser: notes of publications, dates of future ones, texts kept, colleagues invited.

Revision 0016 after 0015.
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

ANYWHERE = "region_id IS NULL AND organisation_id IS NULL"
ALONE = f"module IS NULL OR ({ANYWHERE})"
#: By the end of the index's name: which columns besides person, role and language, and where.
UNIQUE = {
    "region": (["region_id"], "region_id IS NOT NULL"),
    "organisation": (["organisation_id"], "organisation_id IS NOT NULL"),
    "everywhere": ([], ANYWHERE),
}
MODULES = {"module": (["module"], "module IS NOT NULL"), "everywhere": ([], f"{ANYWHERE} AND module IS NULL")}


def upgrade() -> None:
    """Add the columns and the two tables."""
    op.add_column("publication", sa.Column("note", sa.String(500), server_default=sa.text("''"), nullable=False))
    _drop_uniques(*UNIQUE)
    with op.batch_alter_table("role_grant") as table:
        table.add_column(sa.Column("module", sa.String(60)))
        table.create_check_constraint("ck_role_grant_module_alone", ALONE)
        table.create_foreign_key("fk_role_grant_module", "module", ["module"], ["key"], ondelete="RESTRICT")
    _uniques(UNIQUE | MODULES)
    op.create_table(
        "scheduled_publication",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("module_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(500), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        _person("scheduled_publication", "scheduled_by"),
        sa.Column("scheduled_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.Column("outcome", sa.String(10)),
        sa.PrimaryKeyConstraint("id", name="pk_scheduled_publication"),
        sa.ForeignKeyConstraint(
            ["module_id", "version_id"],
            ["module_version.module_id", "module_version.id"],
            name="fk_scheduled_publication_module_id_version_id",
            ondelete="RESTRICT",
        ),
        sa.CheckConstraint(
            "outcome IN ('published', 'cancelled', 'refused')", name="ck_scheduled_publication_outcome_known"
        ),
    )
    op.create_index("ix_scheduled_publication_module_id", "scheduled_publication", ["module_id"])
    op.create_table(
        "kept_text",
        sa.Column("id", sa.Integer(), nullable=False),
        _person("kept_text", "person_id"),
        sa.Column("module_id", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(200), nullable=False),
        sa.Column("basis", sa.String(64), nullable=False),
        sa.Column("typed", sa.JSON(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_kept_text"),
        sa.ForeignKeyConstraint(["module_id"], ["module.id"], name="fk_kept_text_module_id", ondelete="RESTRICT"),
    )
    op.create_index("ix_kept_text_person_id_module_id", "kept_text", ["person_id", "module_id"])


def downgrade() -> None:
    """Drop what was added; colleagues invited for one module lose that."""
    op.drop_table("kept_text")
    op.drop_table("scheduled_publication")
    op.execute("DELETE FROM role_grant WHERE module IS NOT NULL")
    _drop_uniques(*UNIQUE, "module")
    with op.batch_alter_table("role_grant") as table:
        table.drop_constraint("fk_role_grant_module", type_="foreignkey")
        table.drop_constraint("ck_role_grant_module_alone", type_="check")
        table.drop_column("module")
    _uniques(UNIQUE)
    op.drop_column("publication", "note")


def _drop_uniques(*names: str) -> None:
    for name in names:
        op.drop_index(f"uq_role_grant_{name}", "role_grant")


def _uniques(indexes: dict[str, tuple[list[str], str]]) -> None:
    for name, (places, where) in indexes.items():
        condition = sa.text(where)
        op.create_index(
            f"uq_role_grant_{name}",
            "role_grant",
            ["person_id", "role", *places, "language"],
            unique=True,
            sqlite_where=condition,
            postgresql_where=condition,
        )


def _person(table: str, column: str) -> sa.Column[int]:
    key = sa.ForeignKey("person.id", name=f"fk_{table}_{column}", ondelete="RESTRICT")
    return sa.Column(column, sa.Integer(), key, nullable=False)
