"""Is a module's translation read as a careful second reader would?"""

from dataclasses import replace

from tests.modules import module_value
from training.content.rules.blocks import Diagram
from training.content.rules.module import Module
from training.content.rules.segments import segments, text_digest
from training.translation.rules import Kept
from training.translation.rules.findings import translation_findings

FILE = "translations/de.po"


def _translated(module: Module, **other: str) -> list[Kept]:
    """Translate every text by adding a word, but for those given: address with double underscores, and text."""
    said = {address.replace("__", "/"): text for address, text in other.items()}
    return [
        Kept(address=address, source_digest=text_digest(source), text=said.get(address, f"{source} ☂"), reviewed=False)
        for address, source in segments(module)
    ]


def _found(**other: str) -> list[tuple[str | None, str]]:
    module = module_value()
    found = translation_findings(module, "de", _translated(module, **other), file=FILE)
    return [(finding.block, finding.said) for finding in found]


def test_a_faithful_translation_has_no_findings() -> None:
    assert _found() == []


def test_a_finding_names_the_address() -> None:
    assert ("who/mill/title", "The translation adds 7") in _found(who__mill__title="Die Mühle 7")


def test_the_glossary_of_the_module_is_kept_to() -> None:
    found = _found(module__levy__term="Abgabe", module__count__text="eine Steuer berechnen")

    assert ("module/count/text", "The word that the glossary gives for “levy” is missing") in found


def test_a_text_that_is_stale_or_missing_is_the_matter_of_coverage() -> None:
    module = module_value()
    stale = replace(_translated(module)[0], source_digest=text_digest("older"), text="9 9 9")

    assert list(translation_findings(module, "de", [stale], file=FILE)) == []


def test_a_word_too_long_for_the_drawing_is_found() -> None:
    address = "space__way__ask__label"
    found = _found(**{address: "Donaudampfschifffahrtsgesellschaftskapitän"})

    assert any(block == "space/way" and "too long for a phone" in problem for block, problem in found)
    assert isinstance(module_value().lessons[1].blocks[2], Diagram)
