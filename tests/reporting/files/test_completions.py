"""Does a list of any length leave piece by piece, and say beneath what it adds up to?"""

import csv
from collections.abc import Iterator
from io import StringIO
from itertools import cycle, islice

from training.foundation.sheets import locale_of
from training.reporting.files.completions import COLUMNS, ENROLLED, Words, lines_of, pieces
from training.reporting.rules.completions import State

CZECH = locale_of("cs")
WORDS = Words(
    columns={name: f"[{name}]" for name in COLUMNS},
    labels={ENROLLED: "Zapsáno", **{state.value: state.name for state in State}},
    meanings={ENROLLED: "", **{state.value: "" for state in State}},
    titles={"craft": "=Craft"},
    erased="nobody",
    about={"as_of": "2026-11-29", "organisations": "hall"},
)


def _row(state: State) -> tuple[str | int, ...]:
    # Words may look like a state, and hold what stands between cells.
    return ('A;"completed"', *[""] * 9, state.value)


def test_beneath_the_lines_stands_what_they_are_and_add_up_to() -> None:
    rows = [_row(state) for state in islice(cycle(State), 7)]

    written = b"".join(pieces(lines_of(rows, CZECH), WORDS, CZECH)).decode()

    assert written.startswith('\ufeff"[name]";"[organisation]";')
    assert written.count("\ufeff") == 1
    heading, *lines = csv.reader(StringIO(written.lstrip("\ufeff")), delimiter=";")
    assert lines[0][0] == 'A;"completed"'
    assert {len(line) for line in lines} == {len(heading)} == {len(COLUMNS)}
    assert [line[:3] for line in lines[7:]] == [
        ["", "", ""],
        ["as_of", "2026-11-29", ""],
        ["organisations", "hall", ""],
        ["enrolled", "7", "Zapsáno"],
        ["not-started", "3", "NOT_STARTED"],
        ["in-progress", "2", "IN_PROGRESS"],
        ["completed", "2", "COMPLETED"],
    ]


def test_no_more_lines_are_asked_for_than_go_into_a_piece() -> None:
    asked = 0

    def lines() -> Iterator[bytes]:
        nonlocal asked
        for line in lines_of(cycle([_row(State.COMPLETED)]), CZECH):
            asked += 1
            yield line

    coming = pieces(lines(), WORDS, CZECH)
    next(coming)
    assert asked == 0
    next(coming)
    assert 0 < asked < 5000


def test_a_title_that_would_run_as_a_formula_is_harmless() -> None:
    assert WORDS.harmless_titles() == {"craft": "'=Craft"}
