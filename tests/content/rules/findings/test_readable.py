"""Are long sentences and difficult texts found, as advice?"""

from dataclasses import replace
from typing import Any

import pytest

from tests.modules import module_value
from training.content.rules.blocks import Method, Quiz, Step, TextBlock
from training.content.rules.fault import ADVISES, Fault
from training.content.rules.findings import readable_findings
from training.content.rules.findings.readable import MOST_WORDS
from training.foundation.languages import LANGUAGES

HARD = {
    "en": "Administrative simplification facilitates interdepartmental collaboration considerably.",
    "de": "Verwaltungsvereinfachungen erleichtern abteilungsübergreifende Zusammenarbeitsvereinbarungen.",
    "it": "Semplificazioni amministrative favoriscono considerevolmente collaborazioni interdipartimentali.",
    "nl": "Administratieve vereenvoudigingen vergemakkelijken interdepartementale samenwerkingsverbanden.",
    "pl": "Uproszczenia administracyjne ułatwiają międzywydziałową współpracę przedsiębiorstw.",
    "sl": "Administrativne poenostavitve omogočajo medresorsko sodelovanje ministrstev.",
}
#: Its measure counts the variety of words, so no sentence may come back.
CZECH = (
    "Administrativní zjednodušování umožňuje mezioborovou spolupráci organizací, protože odpovědní zaměstnanci"
    " jednotlivých pracovišť připravují společná stanoviska. Nejvýznamnější překážkou zůstává nejednoznačné vymezení"
    " zodpovědnosti, kterou schválené směrnice přisuzují několika nadřízeným současně, aniž upřesňují posloupnost"
    " rozhodování. Následující ustanovení doporučuje vyhodnocovat dokumentaci průběžně, předkládat připomínky písemně,"
    " archivovat korespondenci a zveřejňovat výsledky hodnocení nejpozději čtrnáct dnů po uzavření výběrového řízení."
    " Vyhotovené protokoly podepisují pověření zástupci zúčastněných zřizovatelů, jejichž příslušnost určuje nadřízený"
    " orgán."
)
EASY = "We ask. They tell. You note it. "


def _found(block: Any, source: str = "en") -> list[Fault]:
    module = module_value(source=source)
    return list(readable_findings(replace(module, lessons=(replace(module.lessons[1], blocks=(block,)),))))


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_a_difficult_text_is_found_in_every_language(language: str) -> None:
    text = CZECH if language == "cs" else f"{HARD[language]} " * 16

    told = [each for each in _found(TextBlock(key="t", body=text), language) if "difficult" in each.said]

    (finding,) = told
    assert (finding.block, finding.weight) == ("t", ADVISES)
    assert str(finding.facts["measure"]) in finding.said
    assert str(finding.facts["threshold"]) in finding.said


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_an_easy_text_is_no_finding(language: str) -> None:
    assert _found(TextBlock(key="t", body=EASY * 10), language) == []


def test_a_short_text_is_not_measured() -> None:
    assert _found(TextBlock(key="t", body=f"{HARD['en']} " * 9)) == []


def test_all_running_text_of_a_block_is_measured_together() -> None:
    steps = tuple(Step(key=f"s{at}", text=HARD["en"]) for at in range(10))
    method = Method(key="m", title="t", purpose=HARD["en"], minutes=5, steps=steps)

    assert [finding.block for finding in _found(method)] == ["m"]


@pytest.mark.parametrize(("length", "found"), [(MOST_WORDS, []), (MOST_WORDS + 1, ["t/body"])])
def test_a_sentence_may_have_twenty_five_words(length: int, found: list[str]) -> None:
    told = _found(TextBlock(key="t", body="Go. " + " ".join(["Word"] + ["word"] * (length - 1)) + "."))

    assert [finding.block for finding in told] == found
    assert all("26 words: “Word word word word word word …”" in finding.said for finding in told)


def test_questions_are_looked_at_for_long_sentences_alone() -> None:
    quiz = module_value().lessons[0].blocks[5]
    assert isinstance(quiz, Quiz)
    asked = tuple(replace(each, stem="Which " + "word " * 30) for each in quiz.questions)

    assert [finding.block for finding in _found(replace(quiz, questions=asked))] == [
        f"who-quiz/{question.key}/stem" for question in asked
    ]
