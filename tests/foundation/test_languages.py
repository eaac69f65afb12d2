"""Does each language write dates, numbers and lists as its readers do?"""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from training.foundation import languages

HARD = "\N{NO-BREAK SPACE}"
NARROW = "\N{NARROW NO-BREAK SPACE}"
MOMENT = datetime(2026, 3, 5, 13, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "5 March 2026"),
        ("de", "5. März 2026"),
        ("cs", "5. 3. 2026"),
        ("pl", "5 marca 2026"),
        ("it", "5 marzo 2026"),
        ("sl", "5. 3. 2026"),
        ("nl", "5 maart 2026"),
    ],
)
def test_a_day_is_written_as_the_language_does(language: str, written: str) -> None:
    assert languages.day(date(2026, 3, 5), language) == written.replace(" ", HARD)


def test_a_month_is_named_by_itself() -> None:
    named = {language: languages.month(date(2026, 7, 1), language) for language in ("en", "de", "cs", "pl", "sl")}
    assert list(named.values()) == ["July 2026", "Juli 2026", "červenec 2026", "lipiec 2026", "julij 2026"]


def test_a_moment_is_the_day_that_it_was_here() -> None:
    late = datetime(2026, 3, 5, 23, 30, tzinfo=UTC)

    assert languages.day(late, "cs") == f"6.{HARD}3.{HARD}2026"


@pytest.mark.parametrize("language", languages.LANGUAGES)
def test_the_time_of_day_is_that_of_the_clock_on_the_wall(language: str) -> None:
    assert languages.clock_time(MOMENT, language) in ("14:05", "14.05")


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "1,234,567.5"),
        ("de", "1.234.567,5"),
        ("cs", f"1{HARD}234{HARD}567,5"),
        ("pl", f"1{HARD}234{HARD}567,5"),
        ("it", "1.234.567,5"),
        ("sl", "1.234.567,5"),
        ("nl", "1.234.567,5"),
    ],
)
def test_a_number_is_grouped_as_the_language_does(language: str, written: str) -> None:
    assert languages.number(Decimal("1234567.5"), language) == written


def test_a_number_keeps_every_digit() -> None:
    assert languages.number(Decimal("0.12345678"), "de") == "0,12345678"


@pytest.mark.parametrize(("language", "written"), [("en", "70%"), ("de", f"70{HARD}%"), ("sl", f"70{HARD}%")])
def test_a_share_is_written_in_per_cent(language: str, written: str) -> None:
    assert languages.percent(0.7, language) == written


@pytest.mark.parametrize(
    ("language", "written"),
    [("en", "a, b and c"), ("de", "a, b und c"), ("cs", f"a, b a{HARD}c"), ("sl", "a, b in c"), ("nl", "a, b en c")],
)
def test_a_list_is_joined_as_the_language_does(language: str, written: str) -> None:
    assert languages.listing(["a", "b", "c"], language) == written


def test_a_list_of_one_is_itself() -> None:
    assert languages.listing(["a"], "sl") == "a"


def test_a_language_has_a_name_in_every_other() -> None:
    assert languages.name_in("sl", of="de") == "nemščina"
    assert languages.name_in("de", of="sl") == "Slowenisch"
    assert all(languages.name_in(one, of=other) for one in languages.LANGUAGES for other in languages.LANGUAGES)


@pytest.mark.parametrize(
    ("accepted", "chosen"),
    [
        (["sl-SI", "sl", "en"], "sl"),
        (["de-AT"], "de"),
        (["fr", "pl"], "pl"),
        (["fr"], "en"),
        ([], "en"),
        (["*"], "en"),
        (["", "-", "x" * 300], "en"),
    ],
)
def test_the_browser_s_first_language_that_the_house_speaks_is_taken(accepted: list[str], chosen: str) -> None:
    assert languages.preferred(accepted) == chosen


def test_the_source_language_needs_no_catalogue() -> None:
    assert languages.catalogue("en").gettext("Sign in") == "Sign in"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("cs", ["cena", "čas", "dům", "ham", "chata", "idea", "řád", "sad", "šach"]),
        ("sl", ["cena", "čas", "dom", "sad", "šah", "zima", "žaga"]),
        ("pl", ["ala", "ąma", "las łąki", "lato", "łan", "nos"]),
        ("de", ["Aal", "Ähre", "Baum", "Straße", "strasse zwei", "Ufer"]),
        ("en", ["12 towns", "apple", "Banana", "Łódź", "zebra"]),
    ],
)
def test_words_stand_in_the_order_of_the_language(language: str, words: list[str]) -> None:
    shuffled = words[::-1]
    assert sorted(shuffled, key=lambda word: languages.sort_key(word, language)) == words
