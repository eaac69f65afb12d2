"""What learners object to: reports of questions, the words about them, and what was decided.

Revision 0002 after 0001.
"""

import append_only
import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

FACTS = ("question_report", "report_decision")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the three tables, then close those that hold facts; the words stay open, so that they can be erased."""
    _reports()
    _messages()
    _decisions()
    for table in FACTS:
        append_only.close(table)


def downgrade() -> None:
    """Drop the tables with their triggers and indexes."""
    for table in ("report_decision", "report_message", "question_report"):
        op.drop_table(table)


def _reports() -> None:
    op.create_table(
        "question_report",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.Column("quiz", sa.String(60), nullable=False),
        sa.Column("question", sa.String(60), nullable=False),
        sa.Column("segment", sa.String(200), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("reported_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_question_report"),
        _foreign("question_report", "person_id", "person"),
        _foreign("question_report", "publication_id", "publication"),
        _one_of("question_report", "kind", "'translation', 'key', 'unclear', 'other'"),
    )
    for column in ("person_id", "publication_id"):
        op.create_index(f"ix_question_report_{column}", "question_report", [column])


def _messages() -> None:
    op.create_table(
        "report_message",
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("part", sa.String(10), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(1000), nullable=False),
        sa.Column("written_at", MOMENT, nullable=False),
        sa.Column("seen_at", MOMENT),
        sa.PrimaryKeyConstraint("report_id", "part", name="pk_report_message"),
        _foreign("report_message", "report_id", "question_report"),
        _foreign("report_message", "person_id", "person"),
        _one_of("report_message", "part", "'objection', 'reply'"),
    )


def _decisions() -> None:
    op.create_table(
        "report_decision",
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("decision", sa.String(20), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=False),
        sa.Column("decided_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("report_id", name="pk_report_decision"),
        _foreign("report_decision", "report_id", "question_report"),
        _foreign("report_decision", "decided_by", "person"),
        _one_of("report_decision", "decision", "'corrected', 'regraded', 'no-change', 'forwarded'"),
    )


def _foreign(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"fk_{table}_{column}", ondelete="RESTRICT")


def _one_of(table: str, column: str, words: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(f"{column} IN ({words})", name=op.f(f"ck_{table}_{column}_known"))
