"""Does the log leave whole: for a spreadsheet without harm, and for a program so that it can be verified?"""

import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from io import StringIO

from training.administration.files.log import written
from training.foundation.chain import START, Link, chained, verified

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
ENTRY = Link(
    id=0,
    at=NOW,
    actor_id=None,
    event="signed-in",
    subject="person 7",
    facts={"role": "učitel"},
    request_id=None,
    previous=START,
)


def test_a_spreadsheet_gets_one_line_an_entry() -> None:
    (bound,) = chained([ENTRY], last=0, head=START)

    (row,) = csv.DictReader(StringIO("".join(written([bound], "csv")).lstrip("\ufeff")))

    assert row == {
        "id": "1",
        "at": "2026-11-20T09:30:00.000000+00:00",
        "actor_id": "",
        "event": "signed-in",
        "subject": "person 7",
        "facts": '{"role": "učitel"}',
        "request_id": "",
        "previous": START,
        "digest": bound.digest,
    }


def test_a_spreadsheet_of_another_country_gets_its_separator() -> None:
    first = "".join(written([], "csv", language="cs")).splitlines()[0]

    assert first.startswith('\ufeff"id";"at";')


def test_no_cell_is_run_as_a_formula() -> None:
    text = "".join(written([replace(ENTRY, subject='=HYPERLINK("http://evil.example")', event="@SUM(A1)")], "csv"))

    (row,) = csv.DictReader(StringIO(text.lstrip("\ufeff")))
    assert (row["subject"], row["event"]) == ('\'=HYPERLINK("http://evil.example")', "'@SUM(A1)")


def test_what_a_program_gets_can_be_verified() -> None:
    chain = list(chained([ENTRY, replace(ENTRY, subject="líně\n")], last=0, head=START))

    read = [json.loads(line) for line in "".join(written(chain, "jsonl")).splitlines()]

    links = [Link(**each | {"at": datetime.fromisoformat(each["at"])}) for each in read]
    assert links == chain
    assert verified(links, noted=chain[-1].digest).found is None


def test_a_long_log_comes_piece_by_piece() -> None:
    """The first piece is there before the last entry is asked for."""
    asked = 0

    def entries() -> Iterator[Link]:
        nonlocal asked
        for _ in range(5000):
            asked += 1
            yield ENTRY

    next(written(entries(), "jsonl"))

    assert asked < 1000
