"""Are terms of the glossary found in texts, whatever their endings, and is it told where the agreed word is missing?"""

from dataclasses import replace

import pytest

from tests.modules import module_value
from tests.translation.rules.checked import checked
from training.translation.rules.checks import Check
from training.translation.rules.glossary import TermHere, agreed_term, terms_in, terms_of


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
    assert checked(source, target, terms=[agreed_term(term, translated)]) == {}


@pytest.mark.parametrize(
    ("language", "term", "source"),
    [
        ("cs", "veřejná zakázka", "Zadání veřejných zakázek obcí"),
        ("cs", "dávka", "Bez dávek to nejde"),
        ("de", "Leerstand", "Die Leerstände im Ort"),
        ("pl", "nabór", "W naborach wniosków"),
        ("it", "bando", "I bandi aperti"),
        ("sl", "javni razpis", "Na javnem razpisu"),
        ("nl", "vergunning", "Twee vergunningen"),
    ],
)
def test_a_term_is_named_in_any_language_of_a_module(language: str, term: str, source: str) -> None:
    agreed = agreed_term(term, "agreed / accepted", language=language)

    assert terms_in(source, [agreed]) == (TermHere(named=term, words=("agreed", "accepted")),)
    assert Check.GLOSSARY in checked(source, "Nothing", out_of=language, into="en", terms=[agreed])


def test_other_words_are_no_term() -> None:
    assert terms_in("Davy a dávná doba; Bandiera", [agreed_term("veřejná zakázka", "x", language="cs")]) == ()
    assert terms_in("Na razpisih je javnost", [agreed_term("javni razpis", "x", language="sl")]) == ()


def test_a_term_that_is_missing_is_told_with_its_words() -> None:
    said = checked("the temporary use", "die kurze Miete", terms=[agreed_term("temporary use", "Zwischennutzung")])

    assert said == {Check.GLOSSARY: "The word that the glossary gives for “temporary use” is missing"}


def test_the_terms_of_a_module_are_those_with_a_translation_in_its_own_language() -> None:
    module = replace(module_value(), source="cs")
    term = module.glossary[0]

    agreed = terms_of(module, {f"module/{term.key}/term": "Abgabe", "who/hook/body": "x"})

    assert agreed == (agreed_term(term.term, "Abgabe", language="cs"),)
