"""The first tables: people, modules, what learners leave behind, and the audit entries.

Revision 0001 after nothing.
"""

import append_only
import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

FACTS = (
    "audit_entry",
    "module",
    "module_version",
    "publication",
    "media",
    "enrolment",
    "reading",
    "attempt",
    "answer",
    "grade",
    "completion",
)
MOMENT = sa.DateTime(timezone=True)
POINTS = sa.Numeric(8, 2)


def upgrade() -> None:
    """Make every table, then close those that hold facts."""
    _regions_and_organisations()
    _people()
    _audit()
    _modules()
    _publications()
    _translations()
    _enrolments()
    _attempts()
    _grades()
    _completions()
    append_only.install()
    for table in FACTS:
        append_only.close(table)


def downgrade() -> None:
    """Drop every table with its triggers and indexes."""
    for table in ("completion", "grade", "answer", "attempt", "note", "reading", "enrolment", "translation"):
        op.drop_table(table)
    for table in ("publication", "media", "module_version", "module", "audit_entry", "role_grant", "person"):
        op.drop_table(table)
    op.drop_table("organisation")
    op.drop_table("region")
    append_only.uninstall()


def _regions_and_organisations() -> None:
    op.create_table(
        "region",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(40), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("countries", sa.JSON(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        *_keys("region", "id"),
        _unique("region", "key"),
    )
    op.create_table(
        "organisation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(60), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.Column("closed_at", MOMENT),
        *_keys("organisation", "id", region_id="region"),
        _unique("organisation", "key"),
        _check("organisation", "kind_known", "kind IN ('authority', 'partner')"),
    )
    _index("organisation", "region_id")


def _people() -> None:
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("password_hash", sa.String(200)),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("disabled_at", MOMENT),
        sa.Column("erased_at", MOMENT),
        *_keys("person", "id", organisation_id="organisation"),
        _unique("person", "email"),
        _check("person", "email_lower_case", "email = lower(email)"),
    )
    _index("person", "organisation_id")
    roles = "'learner', 'trainer', 'translator', 'partner', 'administrator'"
    op.create_table(
        "role_grant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("region_id", sa.Integer()),
        sa.Column("granted_by", sa.Integer()),
        sa.Column("granted_at", MOMENT, nullable=False),
        *_keys("role_grant", "id", person_id="person", region_id="region", granted_by="person"),
        _unique("role_grant", "person_id", "role", "region_id"),
        _check("role_grant", "role_known", f"role IN ({roles})"),
    )
    _unique_where("uq_role_grant_everywhere", "role_grant", ["person_id", "role"], "region_id IS NULL")


def _audit() -> None:
    op.create_table(
        "audit_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("actor_id", sa.Integer()),
        sa.Column("event", sa.String(40), nullable=False),
        sa.Column("subject", sa.String(200), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("request_id", sa.String(36)),
        *_keys("audit_entry", "id", actor_id="person"),
    )
    _index("audit_entry", "at")


def _modules() -> None:
    op.create_table(
        "module",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(60), nullable=False),
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        *_keys("module", "id", region_id="region"),
        _unique("module", "key"),
    )
    _index("module", "region_id")
    op.create_table(
        "module_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("module_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("origin", sa.String(10), nullable=False),
        sa.Column("saved_by", sa.Integer()),
        sa.Column("saved_at", MOMENT, nullable=False),
        sa.Column("note", sa.String(500), nullable=False),
        *_keys("module_version", "id", module_id="module", saved_by="person"),
        _unique("module_version", "module_id", "number"),
        _unique("module_version", "module_id", "id"),
        _check("module_version", "origin_known", "origin IN ('file', 'editor')"),
    )


def _publications() -> None:
    op.create_table(
        "publication",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("module_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer()),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("published_by", sa.Integer()),
        sa.Column("published_at", MOMENT, nullable=False),
        *_keys("publication", "id", module_id="module", published_by="person"),
        sa.ForeignKeyConstraint(
            ["module_id", "version_id"],
            ["module_version.module_id", "module_version.id"],
            name="fk_publication_module_id_version_id",
            ondelete="RESTRICT",
        ),
    )
    _index("publication", "module_id")
    op.create_table(
        "media",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("type", sa.String(60), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("uploaded_by", sa.Integer()),
        sa.Column("uploaded_at", MOMENT, nullable=False),
        *_keys("media", "digest", uploaded_by="person"),
    )


def _translations() -> None:
    key = ("module_id", "language", "segment", "source_digest")
    four_eyes = "approved_by IS NULL OR translated_by IS NULL OR approved_by <> translated_by"
    op.create_table(
        "translation",
        sa.Column("module_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("segment", sa.String(200), nullable=False),
        sa.Column("source_digest", sa.String(32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("origin", sa.String(10), nullable=False),
        sa.Column("translated_by", sa.Integer()),
        sa.Column("translated_at", MOMENT, nullable=False),
        sa.Column("approved_by", sa.Integer()),
        sa.Column("approved_at", MOMENT),
        *_keys("translation", *key, module_id="module", translated_by="person", approved_by="person"),
        _check("translation", "origin_known", "origin IN ('human', 'machine', 'file', 'carried')"),
        _check("translation", "four_eyes", four_eyes),
    )


def _enrolments() -> None:
    people = {"person_id": "person", "module_id": "module", "organisation_id": "organisation", "region_id": "region"}
    op.create_table(
        "enrolment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("module_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.Column("enrolled_at", MOMENT, nullable=False),
        *_keys("enrolment", "id", **people),
        _unique("enrolment", "person_id", "module_id", "round"),
    )
    for column in ("module_id", "organisation_id", "region_id"):
        _index("enrolment", column)
    op.create_table(
        "reading",
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("lesson", sa.String(60), nullable=False),
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("read_at", MOMENT, nullable=False),
        *_keys("reading", "enrolment_id", "lesson", enrolment_id="enrolment", publication_id="publication"),
    )
    op.create_table(
        "note",
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("activity", sa.String(121), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("saved_at", MOMENT, nullable=False),
        *_keys("note", "enrolment_id", "activity", enrolment_id="enrolment"),
    )


def _attempts() -> None:
    op.create_table(
        "attempt",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.Column("quiz", sa.String(60), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("closes_at", MOMENT),
        *_keys("attempt", "id", enrolment_id="enrolment", publication_id="publication"),
    )
    _index("attempt", "enrolment_id", "quiz")
    op.create_table(
        "answer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("attempt_id", sa.Uuid(), nullable=False),
        sa.Column("question", sa.String(60), nullable=False),
        sa.Column("response", sa.JSON(), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("answered_at", MOMENT, nullable=False),
        *_keys("answer", "id", attempt_id="attempt"),
    )
    _index("answer", "attempt_id")


def _grades() -> None:
    op.create_table(
        "grade",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("attempt_id", sa.Uuid(), nullable=False),
        sa.Column("points", POINTS, nullable=False),
        sa.Column("max_points", POINTS, nullable=False),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.Column("marks", sa.JSON(), nullable=False),
        sa.Column("graded_by", sa.Integer()),
        sa.Column("reason", sa.String(500)),
        sa.Column("graded_at", MOMENT, nullable=False),
        *_keys("grade", "id", attempt_id="attempt", graded_by="person"),
        _check("grade", "regrade_has_reason", "(graded_by IS NULL) = (reason IS NULL)"),
    )
    _index("grade", "attempt_id")
    _unique_where("uq_grade_machine", "grade", ["attempt_id"], "graded_by IS NULL")


def _completions() -> None:
    op.create_table(
        "completion",
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.Column("rule", sa.JSON(), nullable=False),
        sa.Column("points", POINTS, nullable=False),
        sa.Column("max_points", POINTS, nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("completed_at", MOMENT, nullable=False),
        sa.Column("certificate", sa.Uuid(), nullable=False),
        *_keys("completion", "enrolment_id", enrolment_id="enrolment", publication_id="publication"),
        _unique("completion", "certificate"),
    )


def _keys(table: str, *primary: str, **foreign: str) -> list[sa.Constraint]:
    """Return the primary key, and a foreign key for each column that points at another table."""
    return [
        sa.PrimaryKeyConstraint(*primary, name=f"pk_{table}"),
        *(
            sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"fk_{table}_{column}", ondelete="RESTRICT")
            for column, other in foreign.items()
        ),
    ]


def _unique(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name="_".join(("uq", table, *columns)))


def _check(table: str, name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}"))


def _index(table: str, *columns: str) -> None:
    op.create_index("_".join(("ix", table, *columns)), table, list(columns))


def _unique_where(name: str, table: str, columns: list[str], condition: str) -> None:
    where = sa.text(condition)
    op.create_index(name, table, columns, unique=True, sqlite_where=where, postgresql_where=where)
