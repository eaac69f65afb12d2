"""Is a file read in the encoding in which an office has written it?"""

import pytest

from training.accounts.rules.encodings import decoded, depending, guessed
from training.accounts.rules.rosters import languages_spoken_of
from training.foundation.errors import Refused

CZECH = "Jméno;Příjmení;E-mail\nŘehoř;Šťastný;r@x.cz\nJana;Nováková;j@x.cz\n"
POLISH = "Imię;Nazwisko;Adres e-mail\nŁukasz;Żółć;l@x.pl\nMałgorzata;Wiśniewska;m@x.pl\n"
SLOVENE = "Ime in priimek;E-pošta\nMatevž Kovač;m@x.si\nČrt Čuk;c@x.si\n"
ITALIAN = "Nome;Cognome;E-mail\nNicolò;Forlì;n@x.it\nDalò;Però;d@x.it\n"
GERMAN = "Vorname;Nachname;E-Mail\nJörg;Weiß;j@x.de\nÄnne;Müller;a@x.de\n"
DUTCH = "Voornaam;Naam;E-mailadres\nZoë;Daniëls;z@x.be\n"
SPOKEN = languages_spoken_of({"sl": "sl", "it": "it", "italiano": "it"})


def guess(content: bytes, *, likely: str = "en") -> str:
    """Guess as the page does."""
    return guessed(content, likely=likely, spoken_of=SPOKEN)


@pytest.mark.parametrize(
    ("text", "encodings"),
    [
        (CZECH, ("windows-1250", "iso-8859-2")),
        (POLISH, ("windows-1250", "iso-8859-2")),
        (SLOVENE, ("windows-1250",)),
        (ITALIAN, ("windows-1252",)),
        (GERMAN, ("windows-1252", "windows-1250")),
        (DUTCH, ("windows-1252",)),
    ],
    ids=["cs", "pl", "sl", "it", "de", "nl"],
)
@pytest.mark.parametrize("likely", ["en", "de", "cs", "it"])
def test_a_text_of_an_office_is_read_as_it_was_written(text: str, encodings: tuple[str, ...], likely: str) -> None:
    for encoding in (*encodings, "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"):
        content = text.encode(encoding)
        assert decoded(content, guess(content, likely=likely)) == text, encoding


def test_a_language_in_a_cell_is_evidence() -> None:
    """The same bytes are "Nicolò" to an Italian and "Nicolň" to a Czech."""
    content = "email,name,language\nn@x.it,Nicolò,it\n".encode("windows-1252")
    assert guess(content, likely="en") == "windows-1252"
    assert guess(content.replace(b",it", b",").replace(b".it", b".cz"), likely="cs") == "windows-1250"


def test_a_text_that_cannot_be_read_so_is_refused() -> None:
    with pytest.raises(Refused, match="encoding-unfitting"):
        decoded(CZECH.encode("windows-1250"), "utf-8")


def test_words_that_tell_a_wrong_encoding_are_picked_once() -> None:
    assert depending(["Jana", "Nováková", "Nováková", "Řehoř", "Šťastný"], most=2) == ("Nováková", "Řehoř")
