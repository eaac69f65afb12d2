"""How does the list of who has come how far look as a file? It is written line by line, however long it is."""

import csv
from collections import Counter
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from itertools import islice

from training.foundation.sheets import Locale, csv_lines, harmless
from training.reporting.rules.completions import State

#: The keys at the end stay the same in every language; the last cell of a line tells its state.
COLUMNS = (
    *("name", "organisation", "module", "round", "enrolled", "state", "completed", "language"),
    *("organisation_key", "module_key", "state_key"),
)
#: All lines together.
ENROLLED = "enrolled"
_MANY = 2000
_LAST = '"{}"\r\n'


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What the file says in the reader's language.

    `labels` and `meanings` are those of states and of `ENROLLED`, `about` are facts about the whole by machine key.
    """

    columns: Mapping[str, str]
    labels: Mapping[str, str]
    meanings: Mapping[str, str]
    titles: Mapping[str, str]
    erased: str
    about: Mapping[str, str]

    def harmless_titles(self) -> dict[str, str]:
        """Return the titles of modules as cells hold them."""
        return {key: harmless(title) for key, title in self.titles.items()}


def pieces(lines: Iterable[bytes], words: Words, locale: Locale) -> Iterator[bytes]:
    """Write a heading and the lines, many at a time; beneath an empty line what they are and add up to."""
    counted: Counter[bytes] = Counter()
    separator, coming = locale.separator.encode(), iter(lines)
    yield "".join(csv_lines([[words.columns[name] for name in COLUMNS]], locale=locale, quoted=True)).encode()
    while piece := list(islice(coming, _MANY)):
        counted.update([line.rpartition(separator)[2] for line in piece])
        yield b"".join(piece)
    by_state = {state: counted[_LAST.format(state).encode()] for state in State}
    bare = csv_lines([_full(row) for row in _beneath(by_state, words)], locale=locale, quoted=True)
    next(bare)  # the byte order mark, which stands at the beginning of the file
    yield "".join(bare).encode()


def lines_of(rows: Iterable[Sequence[str | int | None]], locale: Locale) -> Generator[bytes, None, None]:
    """Write rows whose words are harmless as lines, each cell in quotation marks, as PostgreSQL writes them."""
    buffer = StringIO()
    writer = csv.writer(buffer, delimiter=locale.separator, quoting=csv.QUOTE_ALL)
    for row in rows:
        writer.writerow(row)
        yield buffer.getvalue().encode()
        buffer.seek(0)
        buffer.truncate()


def _beneath(by_state: Mapping[State, int], words: Words) -> Iterator[Sequence[str | int]]:
    yield ()
    yield from words.about.items()
    for key, number in ((ENROLLED, sum(by_state.values())), *by_state.items()):
        yield key, number, words.labels[key], words.meanings[key]


def _full(row: Sequence[str | int]) -> list[str | int]:
    return [*row, *[""] * (len(COLUMNS) - len(row))]
