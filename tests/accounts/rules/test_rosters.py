"""Are headings understood in seven languages, and rows under their numbers?"""

import pytest

from training.accounts.rules.rosters import columns_named, entries, one_line
from training.foundation.errors import Refused


@pytest.mark.parametrize(
    "headings",
    [
        ("email", "name", "organisation", "language"),
        ("E-mail address", "Full name", "Authority", "Language"),
        ("E-Mail-Adresse", "Name", "Behörde", "Sprache"),
        ("E-mailová adresa", "Jméno a příjmení", "Úřad", "Jazyk"),
        ("ADRES E-MAIL", "Imię i nazwisko", "Urząd", "Język"),
        ("Indirizzo e-mail", "Nome e cognome", "Ente", "Lingua"),
        ("E-naslov", "Ime in priimek", "Ustanova", "Jezik"),
        ("E-mailadres:", " Naam ", "Instelling", "Taal *"),
    ],
)
def test_headings_are_known_in_every_language(headings: tuple[str, ...]) -> None:
    assert columns_named(headings) == {"email": 0, "name": 1, "organisation": 2, "language": 3}


@pytest.mark.parametrize(
    ("headings", "cells", "name"),
    [
        (("Name", "Vorname", "E-Mail"), ("Weiß", "Jörg", "a@b.c"), "Jörg Weiß"),
        (("Jméno", "Příjmení", "E-mail"), ("Jana", "Nováková", "a@b.c"), "Jana Nováková"),
        (("Naam", "Voornaam", "E-mail"), ("Daniëls", "Zoë", "a@b.c"), "Zoë Daniëls"),
        (("Cognome", "Nome", "E-mail"), ("Rossi", "Giulia", "a@b.c"), "Giulia Rossi"),
        (("Nazwisko", "Imię", "E-mail"), ("Żółć", "Łukasz", "a@b.c"), "Łukasz Żółć"),
        (("Last name", "E-mail"), ("Rossi", "a@b.c"), "Rossi"),
    ],
)
def test_first_and_last_names_are_told_apart(headings: tuple[str, ...], cells: tuple[str, ...], name: str) -> None:
    assert entries([headings, cells])[0].name == name


def test_rows_keep_the_numbers_that_a_spreadsheet_shows() -> None:
    rows = [("Staff of 2026",), (), ("name", "phone", "email"), ("A", "1", "a@b.c"), (), ("B",)]
    found = [(each.number, each.name, each.email) for each in entries(rows)]
    assert found == [(4, "A", "a@b.c"), (6, "B", "")]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([], "roster-without-headings"),
        ([("a@b.c", "A")], "roster-without-headings"),
        ([("email", "phone")], "roster-without-headings"),
        ([("email", "name"), ()], "roster-empty"),
        ([("email", "name"), *[("a@b.c", "A")] * 10_001], "roster-too-many"),
    ],
)
def test_what_is_no_list_is_refused(rows: list[tuple[str, ...]], code: str) -> None:
    with pytest.raises(Refused, match=code):
        entries(rows)


def test_a_cell_is_one_line_of_one_spelling() -> None:
    assert one_line(" Jana\r\n \u0000Nova\u0301kova\u0301\u202e\t") == "Jana Nováková"
