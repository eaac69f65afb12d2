"""Which languages does the house speak, and how does each write dates, numbers and plurals?"""

import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale, dates, lists, negotiate_locale, numbers
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

#: Code and own name, in the order of the header.
LANGUAGES: dict[str, str] = {
    "en": "English",
    "de": "Deutsch",
    "cs": "Čeština",
    "pl": "Polski",
    "it": "Italiano",
    "sl": "Slovenščina",
    "nl": "Nederlands",
}
DEFAULT = "en"
CATALOGUES = Path(__file__).parents[2] / "translations"

# Babel's locale of each language: British dates in English, Flemish ones in Dutch.
_LOCALES = {"en": "en_GB", "nl": "nl_BE"}
# CLDR prints "5. marec" in Slovene where a sentence needs another case; digits are right everywhere.
_DATE_PATTERNS = {"sl": "d. M. y", "cs": "d. M. y"}
_LATIN = "a b c d e f g h i j k l m n o p q r s t u v w x y z"
#: Letters that stand in a place of their own; all others sort as the letter that they are made from.
_ALPHABETS = {
    "cs": "a b c č d e f g h ch i j k l m n o p q r ř s š t u v w x y z ž",
    "pl": "a ą b c ć d e ę f g h i j k l ł m n ń o ó p q r s ś t u v w x y z ź ż",
    "sl": "a b c č d e f g h i j k l m n o p q r s š t u v w x y z ž",
}
#: Letters that Unicode does not take apart.
_PLAIN = {"ł": "l", "đ": "d", "ø": "o"}
_SIGNS = 0x250
_HARD_SPACE = "\N{NO-BREAK SPACE}"


@cache
def locale(language: str) -> Locale:
    """Return the locale whose habits a page in this language follows."""
    return Locale.parse(_LOCALES.get(language, language))


@cache
def catalogue(language: str) -> NullTranslations:
    """Return the words of the interface, compiled on first use; the empty catalogue for the source language."""
    path = CATALOGUES / language / "LC_MESSAGES" / "messages.po"
    if not path.exists():
        return NullTranslations()
    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return Translations(compiled)


def preferred(accepted: Iterable[str]) -> str:
    """Pick the first of these browser languages that the house speaks, else English."""
    return negotiate_locale([code.replace("-", "_") for code in accepted], list(LANGUAGES)) or DEFAULT


def own_name(language: str) -> str:
    """Return a language's name in itself: "Slovenščina"."""
    return LANGUAGES[language]


@cache
def name_in(language: str, *, of: str) -> str:
    """Return the name of one language in another: German in Slovene is "nemščina"."""
    return str(locale(language).languages[of])


@cache
def codes_by_name() -> dict[str, str]:
    """Return the code of each language by the code itself and by all its names here, in small letters."""
    names = {name_in(language, of=code).casefold(): code for code in LANGUAGES for language in LANGUAGES}
    return {code: code for code in LANGUAGES} | names


def day(moment: date | datetime, language: str, *, zone: str = "Europe/Berlin") -> str:
    """Write a day in full: "5 March 2026", "5. März 2026", "5. 3. 2026" with hard spaces."""
    return _written_day(moment.astimezone(ZoneInfo(zone)).date() if isinstance(moment, datetime) else moment, language)


@lru_cache(maxsize=4096)
def _written_day(day: date, language: str) -> str:
    pattern = _DATE_PATTERNS.get(language, "long")
    text = dates.format_date(day, pattern, locale=locale(language))
    return text.replace(" ", _HARD_SPACE)


@lru_cache(maxsize=4096)
def month(first_day: date, language: str) -> str:
    """Name a month with its year, by itself: "July 2026", "červenec 2026"."""
    return dates.format_date(first_day, "LLLL y", locale=locale(language))


def clock_time(moment: datetime, language: str, *, zone: str = "Europe/Berlin") -> str:
    """Write the time of day by the clock of a zone: "14:05"."""
    return dates.format_time(moment, "short", tzinfo=ZoneInfo(zone), locale=locale(language))


def number(value: Decimal | float | str, language: str) -> str:
    """Write a number (as text: with a point) with the language's grouping and decimal sign, every digit kept."""
    exact = Decimal(str(value)).normalize() if isinstance(value, float) else Decimal(value)
    return numbers.format_decimal(exact, locale=locale(language), decimal_quantization=False)


def percent(share: float, language: str) -> str:
    """Write a share of one as whole per cent: "70%", "70 %"."""
    return numbers.format_percent(share, locale=locale(language))


def sort_key(text: str, language: str) -> tuple[tuple[int, ...], str]:
    """Order texts as a dictionary of the language does: ch after h in Czech, č after c in Slovene, ä as a in German.

    Signs come before digits, digits before letters; what differs in capitals or accents only is next to each other.
    """
    letters = _alphabet(language)
    folded, at, places = unicodedata.normalize("NFC", text.casefold()), 0, []
    while at < len(folded):
        size = 2 if folded[at : at + 2] in letters else 1
        letter = folded[at : at + size]
        places.append(letters[letter] if letter in letters else _place_of_other(letter, letters))
        at += size
    return tuple(places), text


def _place_of_other(letter: str, letters: Mapping[str, int]) -> int:
    """Put a letter of another language beside its plain one, a digit or sign before all letters."""
    plain = _PLAIN.get(letter) or unicodedata.normalize("NFD", letter)[0]
    return letters.get(plain) or (ord(letter) - _SIGNS if ord(letter) < _SIGNS else _SIGNS + ord(letter))


@cache
def _alphabet(language: str) -> dict[str, int]:
    return {letter: place for place, letter in enumerate(_ALPHABETS.get(language, _LATIN).split(), start=1)}


def listing(items: Iterable[str], language: str) -> str:
    """Join items as the language does: "a, b and c"."""
    return lists.format_list(list(items), locale=locale(language))
