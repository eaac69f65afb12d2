"""What do the headings and rows of a list of people mean, and what would come of each?"""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from training.accounts.rules.search import folded
from training.foundation.errors import Refused

MOST_ROWS = 10_000
#: A title or two may stand above the headings.
_ROWS_ABOVE = 10

EMAIL, NAME, FIRST, LAST, ORGANISATION, LANGUAGE = "email", "name", "first", "last", "organisation", "language"
#: By column, then by language: what an office writes above it. Folded, since "Jméno" comes as "jmeno" too.
_WORDS: dict[str, dict[str, str]] = {
    EMAIL: {
        "en": "email|e-mail|mail|email address|e-mail address",
        "de": "e-mail-adresse|emailadresse|mailadresse|e-mail adresse",
        "cs": "e-mailova adresa|emailova adresa|elektronicka adresa",
        "pl": "adres e-mail|adres email|adres poczty elektronicznej",
        "it": "indirizzo e-mail|indirizzo email|posta elettronica|indirizzo di posta elettronica",
        "sl": "e-posta|e-naslov|e-postni naslov|elektronski naslov|elektronska posta",
        "nl": "e-mailadres|emailadres|mailadres",
    },
    NAME: {
        "en": "name|full name",
        "de": "name|vollstandiger name",
        "cs": "jmeno|jmeno a prijmeni|cele jmeno",
        "pl": "imie i nazwisko|imie nazwisko",
        "it": "nome|nome e cognome|nominativo",
        "sl": "ime|ime in priimek",
        "nl": "naam|volledige naam",
    },
    FIRST: {
        "en": "first name|given name|forename",
        "de": "vorname",
        "cs": "krestni jmeno",
        "pl": "imie",
        "nl": "voornaam",
    },
    LAST: {
        "en": "last name|surname|family name",
        "de": "nachname|familienname",
        "cs": "prijmeni",
        "pl": "nazwisko",
        "it": "cognome",
        "sl": "priimek",
        "nl": "achternaam|familienaam",
    },
    ORGANISATION: {
        "en": "organisation|organization|authority|office",
        "de": "organisation|behorde|dienststelle",
        "cs": "organizace|urad|instituce",
        "pl": "organizacja|urzad|instytucja",
        "it": "organizzazione|ente",
        "sl": "organizacija|ustanova",
        "nl": "organisatie|instelling",
    },
    LANGUAGE: {
        "en": "language",
        "de": "sprache",
        "cs": "jazyk",
        "pl": "jezyk",
        "it": "lingua",
        "sl": "jezik",
        "nl": "taal",
    },
}
_COLUMNS = {word: column for column, told in _WORDS.items() for words in told.values() for word in words.split("|")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One row as it was written; what it does not say is empty."""

    number: int
    email: str
    name: str
    organisation: str
    language: str


def languages_spoken_of(languages: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """Return of which languages a heading, or a language named in a cell, is evidence; headings of all are of none."""
    found: dict[str, set[str]] = {}
    for told in _WORDS.values():
        for language, words in told.items():
            for word in words.split("|"):
                found.setdefault(word, set()).add(language)
    for name, language in languages.items():
        found.setdefault(name, set()).add(language)
    return {word: frozenset(spoken) - {"en"} for word, spoken in found.items()}


def columns_named(cells: Iterable[str]) -> dict[str, int]:
    """Return which columns these headings name, and where they stand; of two alike the first counts."""
    found: dict[str, int] = {}
    for place, cell in enumerate(cells):
        column = _COLUMNS.get(folded(cell).rstrip(":* "))
        if column:
            found.setdefault(column, place)
    return _told_apart(found)


def entries(rows: Sequence[Sequence[str]]) -> list[Entry]:
    """Read the rows under the headings; a row's number is the one that a spreadsheet shows.

    Raises Refused("roster-without-headings"), Refused("roster-empty") and Refused("roster-too-many").
    """
    start, columns = _headings(rows)
    found = [_entry(number, cells, columns) for number, cells in enumerate(rows[start:], start + 1) if any(cells)]
    if not found:
        raise Refused("roster-empty")
    if len(found) > MOST_ROWS:
        raise Refused("roster-too-many", most=MOST_ROWS)
    return found


def one_line(text: str) -> str:
    """Give what is written in a cell its one spelling: one line without stray spaces or signs that nobody sees."""
    if not text.isprintable():
        text = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(unicodedata.normalize("NFC", text).split())


def _told_apart(found: dict[str, int]) -> dict[str, int]:
    # "Name" beside "Vorname" is the family name, "Jméno" beside "Příjmení" the first one.
    apart = dict(found)
    if NAME in apart and FIRST in apart and LAST not in apart:
        apart[LAST] = apart.pop(NAME)
    elif NAME in apart and LAST in apart and FIRST not in apart:
        apart[FIRST] = apart.pop(NAME)
    return apart


def _headings(rows: Sequence[Sequence[str]]) -> tuple[int, dict[str, int]]:
    for number, cells in enumerate(rows[:_ROWS_ABOVE], 1):
        columns = columns_named(cells)
        if EMAIL in columns and columns.keys() & {NAME, FIRST, LAST}:
            return number, columns
    raise Refused("roster-without-headings")


def _entry(number: int, cells: Sequence[str], columns: Mapping[str, int]) -> Entry:
    def cell(column: str) -> str:
        place = columns.get(column)
        return one_line(cells[place]) if place is not None and place < len(cells) else ""

    name = cell(NAME) or one_line(f"{cell(FIRST)} {cell(LAST)}")
    return Entry(number=number, email=cell(EMAIL), name=name, organisation=cell(ORGANISATION), language=cell(LANGUAGE))
