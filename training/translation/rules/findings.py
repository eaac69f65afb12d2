"""What would a careful second reader find in a module's translation?"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from training.content.rules.blocks import Diagram
from training.content.rules.drawing.forms import words_too_long
from training.content.rules.fault import MENDS, Fault, Place
from training.content.rules.findings import asking_findings
from training.content.rules.module import Module
from training.content.rules.segments import localise, segments
from training.translation.rules.checks import Check, findings_of
from training.translation.rules.glossary import terms_of
from training.translation.rules.likeness import may_be_borrowed
from training.translation.rules.truth import Kept, frozen_texts


def translation_findings(module: Module, language: str, translations: Iterable[Kept], *, file: str) -> Iterator[Fault]:
    """List findings about a translation, each with its address; what is missing or stale is told by the coverage."""
    place = Place(file=file)
    frozen = frozen_texts(module, {language: translations}).get(language, {})
    texts = {address: text for address, (text, _) in frozen.items() if text is not None}
    yield from _unlikenesses(module, language, texts, file=file)
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


def _unlikenesses(module: Module, language: str, texts: dict[str, str], *, file: str) -> Iterator[Fault]:
    """Say what the checks of the desk say; here a fault of one text hinders nothing, and marks count everywhere."""
    between, terms = {"language": language, "source_language": module.source}, terms_of(module, texts)
    for address, source in segments(module):
        if address in texts:
            for finding in findings_of(source, texts[address], **between, terms=terms, markdown=True):
                if finding.check is Check.IDENTICAL and may_be_borrowed(source):
                    continue
                yield replace(finding.fault, file=file, block=address, weight=MENDS)
