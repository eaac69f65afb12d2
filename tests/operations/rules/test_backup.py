"""Is a backup brought back only where it is whole, known, asked for and equal?"""

from dataclasses import replace

import pytest

from training.foundation.errors import Refused
from training.operations.rules.backup import (
    FORMAT,
    Manifest,
    TableRecord,
    refuse_unless_ahead,
    refuse_unless_empty,
    refuse_unless_equal,
    refuse_unless_known,
    refuse_unless_whole,
    superfluous,
)

MANIFEST = Manifest(
    format=FORMAT,
    revision="0002",
    made_at="",
    append_only=(),
    tables={},
    media={},
    lost_media=(),
    members={"a": "1", "b": "2"},
)
NOTE = TableRecord(columns=("id",), rows=1, digest="1")


def test_all_parts_with_their_digests_are_a_whole() -> None:
    refuse_unless_whole(MANIFEST, {"a": "1", "b": "2"})


@pytest.mark.parametrize("found", [{"a": "1"}, {"a": "1", "b": "3"}, {"a": "1", "b": "2", "c": "3"}, {}])
def test_other_parts_are_not(found: dict[str, str]) -> None:
    with pytest.raises(Refused, match="backup-altered"):
        refuse_unless_whole(MANIFEST, found)


def test_a_format_of_the_future_is_refused() -> None:
    with pytest.raises(Refused, match="backup-format-unknown"):
        refuse_unless_whole(replace(MANIFEST, format=FORMAT + 1), MANIFEST.members)


def test_a_revision_of_the_future_is_refused() -> None:
    refuse_unless_known(MANIFEST, revisions=["0001", "0002"])

    with pytest.raises(Refused, match="backup-newer"):
        refuse_unless_known(MANIFEST, revisions=["0001"])


def test_rows_are_lost_only_if_that_was_asked_for() -> None:
    refuse_unless_empty({"note": 0}, replace=False)
    refuse_unless_empty({"note": 3}, replace=True)

    with pytest.raises(Refused) as refused:
        refuse_unless_empty({"note": 3, "person": 2, "grade": 0}, replace=False)

    assert refused.value.facts == {"tables": 2, "rows": 5}


def test_equal_tables_that_refuse_changes_as_before_are_equal() -> None:
    refuse_unless_equal({"note": NOTE}, {"note": NOTE}, append_only=(["grade"], ["grade"]))


@pytest.mark.parametrize(
    "found", [{}, {"note": replace(NOTE, rows=2)}, {"note": replace(NOTE, digest="2")}, {"note": NOTE, "more": NOTE}]
)
def test_other_tables_are_not(found: dict[str, TableRecord]) -> None:
    with pytest.raises(Refused, match="restored-differs"):
        refuse_unless_equal({"note": NOTE}, found, append_only=([], []))


def test_a_table_that_would_not_refuse_changes_is_named() -> None:
    with pytest.raises(Refused, match="restored-open") as refused:
        refuse_unless_equal({}, {}, append_only=(["answer", "grade"], ["answer"]))

    assert refused.value.facts == {"table": "grade"}


def test_the_next_number_is_beyond_the_highest() -> None:
    refuse_unless_ahead({"note": (8, 7), "person": (1, 0)})

    with pytest.raises(Refused, match="restored-sequence"):
        refuse_unless_ahead({"note": (7, 7)})


def test_the_newest_backups_are_kept() -> None:
    names = ["training-20261101T0.tar", "training-20261103T0.tar", "training-20261102T0.tar"]

    assert superfluous(names, keep=2) == ["training-20261101T0.tar"]
    assert superfluous(names, keep=9) == []
