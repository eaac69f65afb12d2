"""Translations are written in the browser: earlier wordings, source texts, policies, remarks, work and drafts.

Revision 0017 after 0016.
"""

import json
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import append_only
import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"

CLOSED = ("source_text", "earlier_translation", "same_meaning", "overruled_check", "segment_note")
TABLES = (
    *CLOSED,
    *("translation_revision", "language_policy", "translation_charge", "translation_count"),
    *("translation_task", "draft_order"),
)


def upgrade() -> None:
    """Make the tables, and remember the source texts that translations belong to."""
    op.add_column("translation", sa.Column("revision", sa.Integer(), server_default=sa.text("0"), nullable=False))
    op.create_index("ix_translation_module_id_language_revision", "translation", ["module_id", "language", "revision"])
    op.create_index("ix_translation_source_digest_language", "translation", ["source_digest", "language"])
    _texts()
    _decisions()
    _work()
    _index_words()
    _remember_sources()
    for table in CLOSED:
        append_only.close(table)


def downgrade() -> None:
    """Drop what was added; what people decided about translations is lost."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE source_text_index")
    for table in CLOSED:
        append_only.reopen(table)
    for table in TABLES:
        op.drop_table(table)
    op.drop_index("ix_translation_source_digest_language", "translation")
    op.drop_index("ix_translation_module_id_language_revision", "translation")
    with op.batch_alter_table("translation") as translation:
        translation.drop_column("revision")


def _texts() -> None:
    op.create_table(
        "translation_revision",
        *_pair("translation_revision"),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("restarted_at", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("module_id", "language", name="pk_translation_revision"),
    )
    op.create_table(
        "source_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(32), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_source_text"),
        sa.UniqueConstraint("digest", "language", name="uq_source_text_digest_language"),
    )
    op.create_table(
        "earlier_translation",
        sa.Column("id", sa.Integer(), nullable=False),
        *_pair("earlier_translation"),
        sa.Column("segment", sa.String(200), nullable=False),
        sa.Column("source_digest", sa.String(32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("origin", sa.String(10), nullable=False),
        _person("earlier_translation", "translated_by", nullable=True),
        _moment("translated_at"),
        _person("earlier_translation", "approved_by", nullable=True),
        _moment("approved_at", nullable=True),
        _person("earlier_translation", "replaced_by", nullable=True),
        _moment("replaced_at"),
        sa.PrimaryKeyConstraint("id", name="pk_earlier_translation"),
    )
    _index("earlier_translation", "module_id", "language", "segment")


def _decisions() -> None:
    op.create_table(
        "language_policy",
        *_pair("language_policy"),
        sa.Column("policy", sa.String(10), nullable=False),
        _person("language_policy", "changed_by"),
        _moment("changed_at"),
        sa.PrimaryKeyConstraint("module_id", "language", name="pk_language_policy"),
        sa.CheckConstraint("policy IN ('hold', 'source', 'stale')", name="ck_language_policy_policy_known"),
    )
    op.create_table(
        "same_meaning",
        sa.Column("id", sa.Integer(), nullable=False),
        _module("same_meaning"),
        sa.Column("segment", sa.String(200), nullable=False),
        sa.Column("old_digest", sa.String(32), nullable=False),
        sa.Column("new_digest", sa.String(32), nullable=False),
        sa.Column("reason", sa.String(500), nullable=False),
        _person("same_meaning", "declared_by"),
        _moment("declared_at"),
        sa.PrimaryKeyConstraint("id", name="pk_same_meaning"),
    )
    _index("same_meaning", "module_id", "segment")
    op.create_table(
        "overruled_check",
        sa.Column("id", sa.Integer(), nullable=False),
        *_pair("overruled_check"),
        sa.Column("segment", sa.String(200), nullable=False),
        sa.Column("source_digest", sa.String(32), nullable=False),
        sa.Column("text_digest", sa.String(32), nullable=False),
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("reason", sa.String(500), nullable=False),
        _person("overruled_check", "overruled_by"),
        _moment("overruled_at"),
        sa.PrimaryKeyConstraint("id", name="pk_overruled_check"),
    )
    _index("overruled_check", "module_id", "language", "segment")
    op.create_table(
        "segment_note",
        sa.Column("id", sa.Integer(), nullable=False),
        _module("segment_note"),
        sa.Column("segment", sa.String(200), nullable=False),
        sa.Column("language", sa.String(2)),
        sa.Column("text", sa.String(1000), nullable=False),
        _person("segment_note", "written_by"),
        _moment("written_at"),
        sa.PrimaryKeyConstraint("id", name="pk_segment_note"),
    )
    _index("segment_note", "module_id", "segment")


def _work() -> None:
    op.create_table(
        "translation_charge",
        *_pair("translation_charge"),
        _person("translation_charge", "person_id"),
        _person("translation_charge", "given_by"),
        _moment("given_at"),
        sa.Column("told_number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("module_id", "language", "person_id", name="pk_translation_charge"),
    )
    _index("translation_charge", "person_id")
    op.create_table(
        "translation_count",
        *_pair("translation_count"),
        sa.Column("day", sa.Date(), nullable=False),
        *(
            sa.Column(name, sa.Integer(), nullable=False)
            for name in ("total", "reviewed", "unreviewed", "machine", "stale", "missing")
        ),
        sa.PrimaryKeyConstraint("module_id", "language", "day", name="pk_translation_count"),
    )
    op.create_table(
        "translation_task",
        sa.Column("id", sa.Integer(), nullable=False),
        *_pair("translation_task"),
        sa.Column("segment", sa.String(200), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        _moment("opened_at"),
        _moment("closed_at", nullable=True),
        _person("translation_task", "closed_by", nullable=True),
        sa.Column("outcome", sa.String(20)),
        sa.PrimaryKeyConstraint("id", name="pk_translation_task"),
        sa.CheckConstraint("kind IN ('alarm', 'report', 'returned')", name="ck_translation_task_kind_known"),
        sa.CheckConstraint("outcome IN ('mended', 'nothing-wrong')", name="ck_translation_task_outcome_known"),
    )
    _index("translation_task", "module_id", "language", "closed_at")
    op.create_table(
        "draft_order",
        sa.Column("id", sa.Integer(), nullable=False),
        *_pair("draft_order"),
        _person("draft_order", "ordered_by"),
        _moment("ordered_at"),
        sa.Column("segments", sa.JSON(), nullable=False),
        sa.Column("provider", sa.String(20), nullable=False),
        sa.Column("reference", sa.String(200)),
        _moment("ended_at", nullable=True),
        sa.Column("outcome", sa.String(10)),
        sa.Column("kept", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_draft_order"),
        sa.CheckConstraint("outcome IN ('done', 'failed')", name="ck_draft_order_outcome_known"),
    )
    _index("draft_order", "module_id", "language")


def _index_words() -> None:
    """Let both databases find source texts by their words."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("CREATE INDEX ix_source_text_words ON source_text USING gin (to_tsvector('simple', text))")
        return
    op.execute("CREATE VIRTUAL TABLE source_text_index USING fts5 (text, content='source_text', content_rowid='id')")
    op.execute(
        "CREATE TRIGGER source_text_indexed AFTER INSERT ON source_text "
        "BEGIN INSERT INTO source_text_index (rowid, text) VALUES (new.id, new.text); END"
    )


def _remember_sources() -> None:
    """Find the source texts of translations in the versions of their modules: whatever text has their digest."""
    connection = op.get_bind()
    wanted = set(connection.scalars(sa.text("SELECT DISTINCT source_digest FROM translation")))
    found: dict[tuple[str, str], str] = {}
    for document in connection.scalars(sa.text("SELECT document FROM module_version ORDER BY id")):
        module = json.loads(document)
        for text in _strings(module):
            digest = sha256(text.encode()).hexdigest()[:32]
            if digest in wanted:
                found[digest, module["source"]] = text
    rows = [{"digest": digest, "language": language, "text": text} for (digest, language), text in found.items()]
    if rows:
        columns: tuple[sa.ColumnClause[str], ...] = tuple(map(sa.column, ("digest", "language", "text")))
        connection.execute(sa.table("source_text", *columns).insert(), rows)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _strings(inner)


def _index(table: str, *columns: str) -> None:
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))


def _pair(table: str) -> tuple[sa.Column[Any], sa.Column[Any]]:
    return _module(table), sa.Column("language", sa.String(2), nullable=False)


def _module(table: str) -> sa.Column[int]:
    key = sa.ForeignKey("module.id", name=f"fk_{table}_module_id", ondelete="RESTRICT")
    return sa.Column("module_id", sa.Integer(), key, nullable=False)


def _person(table: str, column: str, *, nullable: bool = False) -> sa.Column[int]:
    key = sa.ForeignKey("person.id", name=f"fk_{table}_{column}", ondelete="RESTRICT")
    return sa.Column(column, sa.Integer(), key, nullable=nullable)


def _moment(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)
