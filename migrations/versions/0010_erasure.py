"""Words that somebody typed as an answer can be taken out, once that person has been erased; nothing else can.

Revision 0010 after 0009.
"""

import append_only
from alembic import op

revision = "0010"
down_revision = "0009"

SAME = ("id", "attempt_id", "question", "language", "answered_at")
OF_SOMEBODY_ERASED = """
EXISTS (SELECT 1 FROM attempt
        JOIN enrolment ON enrolment.id = attempt.enrolment_id
        JOIN person ON person.id = enrolment.person_id
        WHERE attempt.id = OLD.attempt_id AND person.erased_at IS NOT NULL)
"""
WITHOUT_WORDS = """'{"text": ""}'"""


def upgrade() -> None:
    """Let the trigger of answers pass that one change."""
    if op.get_bind().dialect.name == "postgresql":
        same = " AND ".join(f"NEW.{column} IS NOT DISTINCT FROM OLD.{column}" for column in SAME)
        op.execute(f"""
            CREATE FUNCTION refuse_change_of_answer() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            IF TG_OP = 'UPDATE' AND {same} AND NEW.response::text = {WITHOUT_WORDS} AND {OF_SOMEBODY_ERASED}
            THEN RETURN NEW; END IF;
            RAISE EXCEPTION 'append-only' USING ERRCODE = 'integrity_constraint_violation', TABLE = TG_TABLE_NAME;
            END $$
        """)
        op.execute("DROP TRIGGER answer_append_only ON answer")
        op.execute(
            "CREATE TRIGGER answer_append_only BEFORE UPDATE OR DELETE ON answer "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change_of_answer()"
        )
        return
    same = " AND ".join(f"NEW.{column} IS OLD.{column}" for column in SAME)
    op.execute("DROP TRIGGER answer_append_only_update")
    op.execute(
        "CREATE TRIGGER answer_append_only_update BEFORE UPDATE ON answer "
        f"WHEN NOT ({same} AND NEW.response = {WITHOUT_WORDS} AND {OF_SOMEBODY_ERASED}) "
        "BEGIN SELECT RAISE(ABORT, 'append-only'); END"
    )


def downgrade() -> None:
    """Refuse every change again."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER answer_append_only ON answer")
        op.execute("DROP TRIGGER answer_append_only_truncate ON answer")
        op.execute("DROP FUNCTION refuse_change_of_answer()")
    else:
        for change in ("update", "delete"):
            op.execute(f"DROP TRIGGER answer_append_only_{change}")
    append_only.close("answer")
