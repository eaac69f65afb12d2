"""Are translations with planted faults told from right ones, in every language, and what may be overruled?"""

import pytest

from tests.translation.rules.checked import checked
from training.translation.rules.checks import HINDERS, Check, findings_of, is_reason, most_characters
from training.translation.rules.glossary import agreed_term

SOURCE = (
    "Send the **form** by 5 March 2024 to [the office](https://a.org/en/form). "
    "It costs EUR 1,250.50 or 4.5 % of the price, and takes 30 minutes.\n\n- {name}\n- the *permit*"
)
RIGHT = {
    "de": "Schicken Sie das **Formular** bis 5. März 2024 an [das Amt](https://a.org/de/form). "
    "Es kostet 1.250,50 Euro oder 4,5 % des Preises und dauert 30 Minuten.\n\n- {name}\n- die *Genehmigung*",
    "cs": "Pošlete **formulář** do 5. 3. 2024 [úřadu](https://a.org/en/form). "
    "Stojí 1 250,50 eura nebo 4,5 % ceny a trvá 30 minut.\n\n- {name}\n- *povolení*",
    "pl": "Wyślij **formularz** do 5 marca 2024 r. do [urzędu](https://a.org/en/form). "
    "Kosztuje 1250,50 euro lub 4,5% ceny i trwa 30 minut.\n\n- {name}\n- *pozwolenie*",
    "it": "Inviate il **modulo** entro il 5 marzo 2024 al [municipio](https://a.org/it/form). "
    "Costa 1.250,50 euro o il 4,5 per cento del prezzo e richiede 30 minuti.\n\n- {name}\n- il *permesso*",
    "sl": "Pošljite **obrazec** do 5. marca 2024 [uradu](https://a.org/en/form). "
    "Stane 1.250,50 evra ali 4,5 odstotka cene in traja 30 minut.\n\n- {name}\n- *dovoljenje*",
    "nl": "Stuur het **formulier** voor 5 maart 2024 naar [het loket](https://a.org/nl/form). "
    "Het kost 1.250,50 euro of 4,5 procent van de prijs en duurt 30 minuten.\n\n- {name}\n- de *vergunning*",
}
#: What is changed in a right translation, by language, and what must be told of it.
PLANTED = (
    (Check.PLACEHOLDERS, dict.fromkeys(RIGHT, ("{name}", "{nome}"))),
    (Check.LINKS, dict.fromkeys(RIGHT, ("a.org", "b.org"))),
    (Check.MARKDOWN, dict.fromkeys(RIGHT, ("- {name}\n- ", "{name}, "))),
    (Check.MARKDOWN, dict.fromkeys(RIGHT, ("**", ""))),
    (Check.MARKDOWN, dict.fromkeys(RIGHT, ("\n\n", "\n"))),
    (Check.NUMBERS, dict.fromkeys(RIGHT, ("2024", "2025"))),
    (Check.NUMBERS, dict.fromkeys(RIGHT, ("4,5", "45"))),
    (
        Check.DATES,
        {
            "de": ("März", "Mai"),
            "cs": ("5. 3.", "5. 4."),
            "pl": ("marca", "maja"),
            "it": ("marzo", "maggio"),
            "sl": ("marca", "maja"),
            "nl": ("maart", "mei"),
        },
    ),
    (
        Check.UNITS,
        {
            "de": ("Minuten", "Stunden"),
            "cs": ("minut", "hodin"),
            "pl": ("minut", "godzin"),
            "it": ("minuti", "ore"),
            "sl": ("minut", "ur"),
            "nl": ("minuten", "uur"),
        },
    ),
    (
        Check.UNITS,
        {
            "de": ("Euro", "Kronen"),
            "cs": (" eura", ""),
            "pl": (" euro", " zł"),
            "it": (" euro", ""),
            "sl": ("evra", "kron"),
            "nl": (" procent", ""),
        },
    ),
)
SEEDED = [(check, into, *change) for check, changes in PLANTED for into, change in changes.items()]


@pytest.mark.parametrize("into", RIGHT)
def test_a_right_translation_is_accepted_in_every_language_and_out_of_it(into: str) -> None:
    assert checked(SOURCE, RIGHT[into], into=into) == {}
    assert checked(RIGHT[into], SOURCE, into="en", out_of=into) == {}
    assert [checked(RIGHT[into], RIGHT[other], into=other, out_of=into) for other in RIGHT if other != into] == [{}] * 5


@pytest.mark.parametrize(("check", "into", "right", "wrong"), SEEDED)
def test_a_planted_fault_is_found_and_no_other(check: Check, into: str, right: str, wrong: str) -> None:
    assert right in RIGHT[into]

    assert list(checked(SOURCE, RIGHT[into].replace(right, wrong), into=into)) == [check]


def test_what_hinders_and_what_warns_is_told_apart() -> None:
    terms = [agreed_term("permit", "Genehmigung")]
    text = "Schicken Sie the form with your data and that which they have must are from 7 " + "x" * 500
    found = findings_of(SOURCE, text, language="de", source_language="en", terms=terms, markdown=True)

    hindering = {finding.check for finding in found if finding.blocks}
    assert hindering == {Check.PLACEHOLDERS, Check.LINKS, Check.MARKDOWN}
    warning = {finding.check for finding in found if not finding.blocks}
    assert warning >= {Check.NUMBERS, Check.LENGTH, Check.LANGUAGE, Check.GLOSSARY}
    assert all(finding.fault.said and finding.fault.advice for finding in found)


def test_an_empty_translation_hinders_and_nothing_else_is_said() -> None:
    assert checked(SOURCE, " \n") == {Check.EMPTY: "The translation is empty"}
    assert Check.EMPTY in HINDERS


def test_marks_are_no_matter_where_a_text_is_no_markdown() -> None:
    found = findings_of("2 * 3 * 4", "2 mal 3 mal 4", language="de", source_language="en", terms=(), markdown=False)

    assert found == ()


def test_a_text_may_be_twice_as_long_and_a_short_one_gets_room() -> None:
    long = "x" * 200
    assert (most_characters("EU"), most_characters(long)) == (52, 400)
    assert checked(long, "y" * 400) == {}
    assert checked(long, "y" * 401) == {Check.LENGTH: "The translation has 401 characters, its source 200"}
    assert checked("permit", " / ".join(["Genehmigung"] * 9)) == {}, "several words for one term are counted each"


@pytest.mark.parametrize("name", ["Linz, Ottensheim, Neumarkt im Mühlkreis", "EDIH Silesia FabLab", "C-mine", "EUR"])
def test_names_may_be_the_same_in_two_languages(name: str) -> None:
    assert checked(name, name) == {}


def test_words_that_stayed_as_they_were_are_told_unless_the_glossary_agrees() -> None:
    assert list(checked("Opening hours", "Opening hours")) == [Check.IDENTICAL]
    assert list(checked("hackathon", "hackathon")) == [Check.IDENTICAL]
    assert checked("hackathon", "hackathon", terms=[agreed_term("hackathon", "Hackathon")]) == {}


@pytest.mark.parametrize(
    ("out_of", "into", "left"),
    [
        ("en", "de", "what the town and your office have"),
        ("de", "en", "was die Stadt und das Amt nicht auch noch sind"),
        ("cs", "pl", "které stavby jsou prázdné a může je také město"),
        ("pl", "cs", "które budynki są puste oraz przez kogo"),
        ("it", "sl", "che cosa sono gli edifici della città"),
        ("sl", "it", "kateri prostori so prazni ali tudi lahko"),
        ("nl", "de", "het gebouw van een stad dat niet wordt gebruikt"),
    ],
)
def test_a_text_left_in_the_language_of_its_source_is_told(out_of: str, into: str, left: str) -> None:
    assert list(checked("Something else", left, out_of=out_of, into=into)) == [Check.LANGUAGE]


def test_a_reason_is_words_that_fit_into_their_column() -> None:
    assert [is_reason(text) for text in ("", "  ", "It is a name", "x" * 501)] == [False, False, True, False]
