"""Does the register account for everything that is kept about a person?"""

import subprocess
import sys

from tests.source import ROOT
from training.foundation.db import Base
from training.privacy.queries import referring_columns
from training.privacy.rules import REGISTER, End, Erasure, holdings
from training.tables import append_only_tables, make_models_known

#: Tables of which no row is about a person.
ABOUT_NOBODY = {
    *("region", "organisation", "module", "standing_mark"),
    *("source_text", "translation_count", "translation_revision"),
    *("release", "release_cell", "release_hidden", "release_figure", "release_proof"),
}


def _accounted() -> set[tuple[str, str]]:
    return {(holding.table, holding.path[0]) for holding in holdings() if holding.path}


def test_every_column_that_points_at_a_person_is_accounted_for() -> None:
    make_models_known()

    assert referring_columns() - _accounted() == set()


def test_every_table_is_accounted_for() -> None:
    tables = set(make_models_known().tables)

    assert tables - {holding.table for holding in holdings()} == ABOUT_NOBODY


def test_the_site_knows_every_table_of_the_register() -> None:
    """In a process of its own: tests have imported more than the site does."""
    code = "import training.app, training.foundation.db as db; print(*db.Base.metadata.tables)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)

    assert {holding.table for holding in holdings()} <= set(found.stdout.split())


def test_every_value_that_is_shown_stands_in_its_table() -> None:
    make_models_known()
    for holding in holdings():
        columns = Base.metadata.tables[holding.table].columns
        missing = [path for path in holding.shown.values() if path.split(".")[0] not in columns]
        assert missing == [], holding.table


def test_secrets_are_not_shown() -> None:
    shown = {(holding.table, path) for holding in holdings() for path in holding.shown.values()}

    secrets = {
        ("person", "password_hash"),
        ("sign_in", "digest"),
        ("authenticator", "sealed"),
        ("passkey", "public_key"),
        ("recovery_code", "digest"),
        ("access_token", "digest"),
        ("delivery", "sealed"),
    }
    assert shown & secrets == set()


def test_facts_are_not_deleted() -> None:
    facts = set(append_only_tables())

    assert [each.table for each in holdings() if each.table in facts and each.erasure is Erasure.DELETED] == []


def test_a_period_that_ends_has_days() -> None:
    for entry in REGISTER:
        assert (entry.period.days > 0) == (entry.period.end not in (End.ERASED, End.NEVER)), entry.key
