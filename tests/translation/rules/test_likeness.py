"""Is it found when a translation does not say what its source says?"""

import pytest

from training.content.rules.fault import Place
from training.translation.rules.likeness import agreed_term, unlikenesses

PLACE = Place(file="translations/de.po", block="who/hook/body")
HARD = "\N{NO-BREAK SPACE}"


def _problems(source: str, target: str, **terms: str) -> list[str]:
    agreed = [agreed_term(one, other) for one, other in terms.items()]
    return [finding.said for finding in unlikenesses(PLACE, source, target, terms=agreed)]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("EUR 12,345.50 and 4.9%", f"12.345,50{HARD}Euro und 4,9{HARD}%"),
        ("EUR 12,345", f"12{HARD}345 eur"),
        ("until 22:00", "bis 22 Uhr"),
        ("5 March 2026", f"5.{HARD}3.{HARD}2026"),
        ("2019/2022", "2019 až 2022"),
        ("a 14th-century fresco", "un affresco del Trecento"),
        ("the 1920s", "dvajseta leta"),
        ("the 1920s", "20. leta"),
        ("EUR 177", "177,00 EUR"),
        ("**four** *halls*", "**vier** *Hallen*"),
        ("[Law](https://a.org/1) 1", "[Gesetz](https://a.org/1) 1"),
        ("one\n\n- two\n- three", "eins\n\n- zwei\n- drei"),
        ("EDIH Silesia FabLab", "EDIH Silesia FabLab"),
        ("Linz, Ottensheim, Neumarkt im Mühlkreis", "Linz, Ottensheim, Neumarkt im Mühlkreis"),
    ],
)
def test_what_is_written_in_the_habit_of_the_language_is_alike(source: str, target: str) -> None:
    assert _problems(source, target) == []


@pytest.mark.parametrize(
    ("source", "target", "problem"),
    [
        ("EUR 200", "2000 Euro", "adds 2000"),
        ("in 2025", "damals", "lacks 2025"),
        ("then", "2025", "adds 2025"),
        ("5 March 2026", "4. 3. 2026", "lacks 5"),
        ("[Law](https://a.org)", "[Gesetz](https://b.org)", "other links"),
        ("Dear %(name)s", "Liebe %(nome)s", "other placeholders"),
        ("Dear {name}", "Liebe", "other placeholders"),
        ("- a\n- b", "- a, b", "1 items in lists"),
        ("**so**", "so", "0 bold passages"),
        ("*so*", "**so**", "slanted passages"),
        ("one\n\ntwo", "eins zwei", "other paragraphs"),
        ("the empty house of the town", "the empty house of the town", "left in the source language"),
        ("What stands empty?", "what the town and your office have", "left in the source language"),
    ],
)
def test_what_is_not_alike_is_told_with_a_remedy(source: str, target: str, problem: str) -> None:
    findings = list(unlikenesses(PLACE, source, target))

    assert any(problem in finding.said for finding in findings), findings
    assert all(finding.advice and finding.block == "who/hook/body" for finding in findings)


@pytest.mark.parametrize(
    ("term", "source", "target", "translated"),
    [
        ("temporary use", "Allow Temporary uses.", "Zwischennutzungen erlauben.", "Zwischennutzung"),
        ("public procurement", "on public procurement", "při veřejných zakázkách", "veřejná zakázka"),
        ("call", "an open call", "otwartego naboru wniosków", "nabór wniosków"),
        ("call", "an open call", "razpisu", "javni poziv / razpis"),
        ("levy", "two levies", "dvě dávky", "dávka"),
        ("levy", "levity", "nic", "dávka"),
        ("mill", "milling", "nic", "mlýn"),
    ],
)
def test_a_term_is_found_whatever_its_ending(term: str, source: str, target: str, translated: str) -> None:
    assert _problems(source, target, **{term: translated}) == []


def test_a_term_that_is_missing_is_told() -> None:
    assert _problems("the temporary use", "die kurze Miete", **{"temporary use": "Zwischennutzung"}) == [
        "The word that the glossary gives for “temporary use” is missing"
    ]
