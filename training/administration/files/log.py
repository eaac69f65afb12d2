"""How does the log look as a file? As CSV for a spreadsheet, and as one JSON object a line."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, fields

from training.administration.rules.log import CSV, LINES
from training.foundation.chain import Link
from training.foundation.sheets import csv_lines, locale_of

TYPES = {CSV: "text/csv; charset=utf-8", LINES: "application/x-ndjson"}
_COLUMNS = tuple(field.name for field in fields(Link))
_MANY = 500


def written(entries: Iterable[Link], kind: str, *, language: str = "en") -> Iterator[str]:
    """Write entries as they come, some hundred a piece: a log may be longer than memory."""
    table = csv_lines(_rows(entries), locale=locale_of(language), quoted=True)
    return _pieces(_lines(entries) if kind == LINES else table)


def _lines(entries: Iterable[Link]) -> Iterator[str]:
    for entry in entries:
        said = asdict(entry) | {"at": _moment(entry)}
        yield json.dumps(said, ensure_ascii=False) + "\n"


def _rows(entries: Iterable[Link]) -> Iterator[tuple[str, ...]]:
    yield _COLUMNS
    for entry in entries:
        facts = json.dumps(entry.facts, ensure_ascii=False, sort_keys=True)
        said = asdict(entry) | {"at": _moment(entry), "facts": facts}
        yield tuple("" if said[name] is None else str(said[name]) for name in _COLUMNS)


def _moment(entry: Link) -> str:
    return entry.at.isoformat(timespec="microseconds")


def _pieces(lines: Iterable[str]) -> Iterator[str]:
    piece: list[str] = []
    for line in lines:
        piece.append(line)
        if len(piece) == _MANY:
            yield "".join(piece)
            piece.clear()
    yield "".join(piece)
