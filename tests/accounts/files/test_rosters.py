"""Is a list read from CSV with any separator and from a workbook, and a hostile file refused?"""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from training.accounts.files.rosters import LARGEST, Sheet, as_csv, read_sheet
from training.accounts.rules.rosters import entries
from training.foundation.errors import Refused

LANGUAGES = {"de": "de"}


def read(content: bytes, *, encoding: str | None = None) -> Sheet:
    """Read a file as the page does."""
    return read_sheet(content, encoding=encoding, likely="en", languages=LANGUAGES)


def workbook(*rows: tuple[str | float | None, ...]) -> bytes:
    """Write a workbook."""
    book, written = Workbook(), BytesIO()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    book.save(written)
    return written.getvalue()


def altered(content: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """Write a workbook anew with something else in one of its parts."""
    written = BytesIO()
    with ZipFile(BytesIO(content)) as before, ZipFile(written, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            body = before.read(name)
            after.writestr(name, body.replace(old, new) if name == part else body)
    return written.getvalue()


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_separator_and_line_ends_are_found_out(separator: str, end: str) -> None:
    lines = (separator.join(cells) for cells in (("name", "email"), ('"Weiß, Jörg; ""J"""', "j@x.de")))
    found = entries(read(end.join(lines).encode()).rows)
    assert [(each.number, each.name, each.email) for each in found] == [(2, 'Weiß, Jörg; "J"', "j@x.de")]


def test_a_workbook_is_read_with_its_row_numbers() -> None:
    content = workbook(("Name", "E-Mail", "Telefon"), (), ("Jörg Weiß", "j@x.de", 12.0), (None, None, None))
    sheet = read(content)
    assert sheet.encoding is None
    assert sheet.rows == [("Name", "E-Mail", "Telefon"), (), ("Jörg Weiß", "j@x.de", "12")]
    assert [each.number for each in entries(sheet.rows)] == [3]


def test_a_formula_is_not_worked_out() -> None:
    sheet = read(workbook(("name", "email"), ('=HYPERLINK("http://evil.example")', "j@x.de")))
    assert sheet.rows[1] == ("", "j@x.de")


def test_what_was_read_from_a_workbook_is_carried_on_as_text() -> None:
    rows = read(workbook(("name", "email"), (), ("Jörg\n„Weiß“\t;", "j@x.de"))).rows
    assert read(as_csv(rows), encoding="utf-8").rows == rows


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"PK\x03\x04 not a workbook", "roster-unreadable"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "roster-old-workbook"),
        (b"x" * (LARGEST + 1), "roster-too-large"),
        (b"name;email\n" + b'"' + b"x" * 200_000, "roster-unreadable"),
    ],
)
def test_what_is_no_list_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(Refused, match=code):
        read(content)


def test_a_workbook_that_unpacks_to_a_flood_is_refused() -> None:
    content = altered(workbook(("name", "email")), "xl/workbook.xml", b"</workbook>", b" " * 30_000_000)
    assert len(content) < 100_000
    with pytest.raises(Refused, match="roster-too-large"):
        read(content)


def test_a_workbook_with_a_row_far_below_is_refused() -> None:
    book, written = Workbook(), BytesIO()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["B1"], sheet["A900000"] = "name", "email", "Far"
    book.save(written)
    with pytest.raises(Refused, match="roster-too-many"):
        read(written.getvalue())


def test_an_entity_bomb_is_refused() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><worksheet '
    content = altered(workbook(("name", "email"), ("A", "a@b.c")), "xl/worksheets/sheet1.xml", b"<worksheet ", bomb)
    with pytest.raises(Refused, match="roster-unreadable"):
        read(content)
