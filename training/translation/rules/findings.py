"""What would a careful second reader find in a module's translation?"""

from collections.abc import Iterable, Iterator

from training.content.rules.blocks import Diagram
from training.content.rules.drawing.forms import words_too_long
from training.content.rules.fault import Fault, Place
from training.content.rules.findings import asking_findings
from training.content.rules.module import Module
from training.content.rules.segments import localise, segments
from training.translation.rules.likeness import AgreedTerm, agreed_term, unlikenesses
from training.translation.rules.truth import Kept, frozen_texts


def translation_findings(module: Module, language: str, translations: Iterable[Kept], *, file: str) -> Iterator[Fault]:
    """List findings about a translation, each with its address; what is missing or stale is told by the coverage."""
    place = Place(file=file)
    frozen = frozen_texts(module, {language: translations}).get(language, {})
    texts = {address: text for address, (text, _) in frozen.items() if text is not None}
    terms = list(_terms(module, texts))
    for address, source in segments(module):
        if address in texts:
            yield from unlikenesses(place.inside(address), source, texts[address], terms=terms)
    localised = localise(module, frozen, language)
    yield from asking_findings(localised, language=language, place=place)
    yield from drawing_findings(localised, place)


def drawing_findings(module: Module, place: Place) -> Iterator[Fault]:
    """Find words of diagrams that are longer than a phone is wide."""
    for lesson in module.lessons:
        for block in lesson.blocks:
            for word in words_too_long(block) if isinstance(block, Diagram) else ():
                remedy = "Use a shorter word, or join its parts by a hyphen and a space"
                at = place.inside(f"{lesson.key}/{block.key}")
                yield at.mend("“%(word)s” is too long for a phone", remedy, word=word)


def _terms(module: Module, texts: dict[str, str]) -> Iterator[AgreedTerm]:
    for term in module.glossary:
        translated = texts.get(f"module/{term.key}/term")
        if translated is not None:
            yield agreed_term(term.term, translated)
