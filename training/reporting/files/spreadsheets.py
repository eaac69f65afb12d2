"""How do figures look as an OpenDocument spreadsheet? As the workbook for Excel does, sheet for sheet."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from html import escape
from io import BytesIO
from string import ascii_uppercase
from typing import TYPE_CHECKING, Any

from training.foundation.sheets import Cell, Locale
from training.reporting.files.archives import packed, unpacked
from training.reporting.files.tables import Table, definitions, facts, sheet_name, tidy, wide, width_of
from training.reporting.files.words import Words
from training.reporting.rules.datasets import Dataset

if TYPE_CHECKING:
    from odfdo import Document

_CONTENT, _EMPTY = "content.xml", b"<office:spreadsheet/>"
#: What no XML may hold.
_CONTROL = dict.fromkeys(each for each in range(32) if chr(each) not in "\t\n\r")
_MILLIMETRES = 2.1
_OF_NOTES = (24, 24, 100)
_HEAD = (
    '<style:style style:name="head" style:family="table-cell">'
    '<style:table-cell-properties fo:wrap-option="wrap" fo:border-bottom="0.5pt solid #000000"/>'
    '<style:text-properties fo:font-weight="bold"/></style:style>'
)
_TEXT = (
    '<style:style style:name="text" style:family="table-cell">'
    '<style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top"/></style:style>'
)
#: The first line stays where it is while the others are scrolled.
_FROZEN = {
    "HorizontalSplitMode": ("short", 0),
    "VerticalSplitMode": ("short", 2),
    "VerticalSplitPosition": ("int", 1),
    "ActiveSplitRange": ("short", 2),
    "PositionTop": ("int", 0),
    "PositionBottom": ("int", 1),
}


def as_ods(told: Dataset, words: Words, locale: Locale) -> bytes:
    """Write the same sheets as `as_xlsx`; numbers look as they do in the country of the locale."""
    from odfdo import Document  # noqa: PLC0415 (as for Excel)

    tables = (wide(told, words), tidy(told, words))
    document = Document("ods")
    document.body.clear()
    _add_styles(document, tables, locale)
    _freeze(document, tables)
    _tell_about(document, told, words)
    target = BytesIO()
    document.save(target)
    body = "".join((*map(_sheet, tables), _notes(told, words), _filters(tables)))
    files = [
        (name, _filled(content, body) if name == _CONTENT else content) for name, content in unpacked(target.getvalue())
    ]
    return packed(files, stored=frozenset({"mimetype"}))


def _filled(content: bytes, body: str) -> bytes:
    """Put sheets into a document without any: to add them by odfdo takes time with the square of their cells."""
    before, empty, after = content.partition(_EMPTY)
    if not empty:
        raise ValueError("the document that is to be filled is not empty")
    return b"".join((before, _EMPTY.replace(b"/>", b">"), body.encode(), b"</office:spreadsheet>", after))


def _sheet(table: Table) -> str:
    name = escape(sheet_name(table.name))
    columns = "".join(f'<table:table-column table:style-name="{_style(width)}"/>' for width in _widths(table))
    head = "".join(f'<table:table-cell table:style-name="head"{_text(each)}' for each in table.heads)
    lines = "".join(_line(line) for line in table.lines)
    rows = f"<table:table-header-rows><table:table-row>{head}</table:table-row></table:table-header-rows>{lines}"
    return f'<table:table table:name="{name}">{columns}{rows}</table:table>'


def _notes(told: Dataset, words: Words) -> str:
    lines: list[Sequence[Cell]] = [tuple(fact) for fact in facts(told, words)]
    lines += [(key, None, sentence) for key, sentence in words.about.items()]
    lines += [(each.key, each.label, each.meaning) for each in definitions(words)]
    columns = "".join(
        f'<table:table-column table:style-name="{_style(width)}" table:default-cell-style-name="text"/>'
        for width in _OF_NOTES
    )
    rows = "".join(_line(line) for line in lines)
    return f'<table:table table:name="{escape(sheet_name(words.definitions))}">{columns}{rows}</table:table>'


def _line(cells: Sequence[Cell]) -> str:
    return f"<table:table-row>{''.join(map(_cell, cells))}</table:table-row>"


def _cell(cell: Cell) -> str:
    match cell:
        case None:
            return "<table:table-cell/>"
        case str():
            return f"<table:table-cell{_text(cell)}"
        case date():
            return f'<table:table-cell office:value-type="date" office:date-value="{cell}"/>'
        case int() | float() | Decimal():
            return f'<table:table-cell office:value-type="float" office:value="{cell!r}"/>'


def _text(text: str) -> str:
    """Write the rest of a cell: what looks like a formula is text, since nothing says that it is one."""
    said = escape(text.translate(_CONTROL))
    return f' office:value-type="string"><text:p>{said}</text:p></table:table-cell>'


def _filters(tables: Sequence[Table]) -> str:
    ranges = "".join(
        f'<table:database-range table:name="filter{number}" table:display-filter-buttons="true" '
        f'table:target-range-address="{escape(_address(table))}"/>'
        for number, table in enumerate(tables)
    )
    return f"<table:database-ranges>{ranges}</table:database-ranges>"


def _address(table: Table) -> str:
    """Name the cells of a table as OpenDocument does: 'Figures'.A1:'Figures'.Z9."""
    name, last = sheet_name(table.name), len(table.heads)
    before, letter = divmod(last - 1, len(ascii_uppercase))
    letters = f"{ascii_uppercase[before - 1] if before else ''}{ascii_uppercase[letter]}"
    return f"'{name}'.A1:'{name}'.{letters}{len(table.lines) + 1}"


def _widths(table: Table) -> list[int]:
    return [width_of(table, number) for number in range(len(table.heads))]


def _style(width: int) -> str:
    return f"wide{width}"


def _add_styles(document: "Document", tables: Sequence[Table], locale: Locale) -> None:
    from odfdo import Element  # noqa: PLC0415

    widths = {*_OF_NOTES, *(width for table in tables for width in _widths(table))}
    content: Any = document.get_part(_CONTENT)
    automatic = content.get_element("//office:automatic-styles")
    for style in (_HEAD, _TEXT, *map(_column_style, sorted(widths))):
        automatic.append(Element.from_tag(style))
    language, _, country = locale.name.partition("-")
    styles: Any = document.get_part("styles.xml")
    for default in styles.get_elements("//style:default-style/style:text-properties"):
        default.set_attribute("fo:language", language)
        default.set_attribute("fo:country", country)


def _column_style(width: int) -> str:
    return (
        f'<style:style style:name="{_style(width)}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{width * _MILLIMETRES:.1f}mm"/></style:style>'
    )


def _freeze(document: "Document", tables: Sequence[Table]) -> None:
    from odfdo import Element  # noqa: PLC0415

    settings: Any = document.get_part("settings.xml")
    views = settings.get_element('//config:config-item-map-named[@config:name="Tables"]')
    views.clear()
    views.set_attribute("config:name", "Tables")
    for table in tables:
        items = "".join(
            f'<config:config-item config:name="{name}" config:type="{kind}">{value}</config:config-item>'
            for name, (kind, value) in _FROZEN.items()
        )
        entry = f'<config:config-item-map-entry config:name="{escape(sheet_name(table.name))}">{items}'
        views.append(Element.from_tag(f"{entry}</config:config-item-map-entry>"))
    active = settings.get_element('//config:config-item[@config:name="ActiveTable"]')
    active.text = sheet_name(tables[0].name)


def _tell_about(document: "Document", told: Dataset, words: Words) -> None:
    """Say what the file is, and of which moment: that of the release, or its bytes would differ each time."""
    about = document.meta
    about.clear_user_defined_metadata()
    about.set_creation_date(told.heading.made_at.replace(microsecond=0))
    about.set_language(words.language)
    about.set_title(f"{words.figures} {told.heading.key}")
