"""How does a file look to an office? LibreOffice opens it, in the locale of a country, as after a double click."""

import os
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from defusedxml.ElementTree import parse

from tests import debian

PACKAGE = "libreoffice-calc-nogui"
#: A double click opens a dialog, which cannot be clicked here. These are the answers that it proposes: to cut at
#: commas, semicolons and tabs, to take a number as the locale writes it. One is stricter: formulas are run.
_TEXT_FILES = "--infilter=Text - txt - csv (StarCalc):44/59/9,34,{},1,,0,false,false,false,false,false,-1,true"
#: The letters that it proposes: UTF-8 where a mark says so, otherwise those of Windows in that country.
_MARK, _UTF8, _WESTERN = b"\xef\xbb\xbf", 76, 1
_LETTERS = {"cs-CZ": 33, "pl-PL": 33, "sl-SI": 33}
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N">
<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>{}</value></prop>
</item>
</oor:items>
"""
_SECONDS = 120
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"

#: A cell as the program took it: a number, a day, a text or nothing.
Seen = float | date | str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet as the program opened it: its cells, empty ones at the end of a line cut off, and how many formulas."""

    name: str
    lines: Sequence[Sequence[Seen]]
    formulas: int


class Office:
    """LibreOffice with a profile of its own in the locale of a country ("cs-CZ"); each look starts it once."""

    def __init__(self, folder: Path, locale: str) -> None:
        self._folder, self._locale = folder / locale, locale
        self._program = debian.find(os.environ.get("SOFFICE", "soffice"), package=PACKAGE)
        settings = self._folder / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_SETTINGS.format(locale))

    def opened(self, files: Mapping[str, bytes], *, text: bool = False) -> dict[str, list[Sheet]]:
        """Open files by name, and return their sheets; all of them are `text` (CSV), or none is."""
        asked, seen = self._folder / f"asked-{text}", self._folder / f"seen-{text}"
        for folder in (asked, seen):
            folder.mkdir()
        for name, content in files.items():
            (asked / name).write_bytes(content)
        self._run(*([self._as_text(files)] if text else []), "--convert-to", "fods", "--outdir", seen, *asked.iterdir())
        found = {name: seen / Path(name).with_suffix(".fods") for name in files}
        missing = [name for name, path in found.items() if not path.exists()]
        if missing:
            raise AssertionError(f"LibreOffice did not open {missing}")
        return {name: _sheets(path) for name, path in found.items()}

    def _as_text(self, files: Mapping[str, bytes]) -> str:
        marked = all(content.startswith(_MARK) for content in files.values())
        return _TEXT_FILES.format(_UTF8 if marked else _LETTERS.get(self._locale, _WESTERN))

    def _run(self, *arguments: str | Path) -> None:
        profile = f"-env:UserInstallation={(self._folder / 'profile').as_uri()}"
        command = [self._program, profile, "--headless", "--norestore", "--nolockcheck", *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_SECONDS)
        if done.returncode != 0:
            raise AssertionError(f"LibreOffice failed: {done.stderr.strip()[-500:]}")


def _sheets(path: Path) -> list[Sheet]:
    tables = parse(path).getroot().iter(f"{_TABLE}table")
    return [_sheet(table) for table in tables]


def _sheet(table: Any) -> Sheet:
    rows = [row for row in table.iter(f"{_TABLE}table-row") if _times(row, "rows") < 1000]
    lines = [_line(row) for row in rows for _ in range(_times(row, "rows"))]
    while lines and not lines[-1]:
        lines.pop()
    formulas = sum(f"{_TABLE}formula" in cell.attrib for cell in table.iter(f"{_TABLE}table-cell"))
    return Sheet(name=table.get(f"{_TABLE}name"), lines=lines, formulas=formulas)


def _line(row: Any) -> list[Seen]:
    cells: list[Seen] = []
    for cell in row.iter(f"{_TABLE}table-cell"):
        # The rest of a line is one empty cell, sixteen thousand times.
        seen = _seen(cell)
        cells += [seen] * (_times(cell, "columns") if seen is not None else min(_times(cell, "columns"), 100))
    while cells and cells[-1] is None:
        cells.pop()
    return cells


def _times(element: Any, of: str) -> int:
    return int(element.get(f"{_TABLE}number-{of}-repeated", 1))


def _seen(cell: Any) -> Seen:
    match cell.get(f"{_OFFICE}value-type"):
        case None:
            return None
        case "float" | "percentage" | "currency":
            return float(cell.get(f"{_OFFICE}value"))
        case "date":
            return date.fromisoformat(cell.get(f"{_OFFICE}date-value")[:10])
        case _:
            return "\n".join(_words(cell.iter(f"{_TEXT}p")))


def _words(paragraphs: Iterable[Any]) -> Iterable[str]:
    for paragraph in paragraphs:
        yield "".join(paragraph.itertext())
