"""Is a text easy enough to read? Told as advice: no measure knows whether a text is understood."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from training.content.rules.blocks import Block, Quiz
from training.content.rules.fault import Fact, Fault, Place
from training.content.rules.findings.places import place_of
from training.content.rules.module import Module
from training.content.rules.readability import MEASURES, counts, sentences, words
from training.content.rules.segments import segments

#: The longest sentence that is easy to follow, as the style guide of the British government has it.
MOST_WORDS = 25
#: A measure of fewer words says nothing.
ENOUGH_WORDS = 60
_FIRST_WORDS = 6
#: Running text; labels, titles and choices are no sentences to be measured.
_TOLD = frozenset({"body", "situation", "action", "result", "limits", "purpose", "prompt", "text", "transcript"})


def readable_findings(module: Module) -> Iterator[Fault]:
    """Find sentences that are long, and blocks that the measure of the module's language calls difficult."""
    running: defaultdict[str, list[str]] = defaultdict(list)
    told = {f"{lesson.key}/{block.key}" for lesson in module.lessons for block in lesson.blocks if _is_told(block)}
    for address, text in segments(module):
        # Most texts are too short to hold a long sentence.
        if text.count(" ") >= MOST_WORDS:
            yield from _of_sentences(place_of(address), text)
        block, field = "/".join(address.split("/")[:2]), address.rpartition("/")[2]
        if block in told and field in _TOLD:
            running[block].append(text)
    for block, texts in running.items():
        yield from _of_measure(place_of(block), texts, module.source)


@lru_cache(maxsize=8192)
def long_sentences(text: str) -> tuple[tuple[str, int], ...]:
    """List the sentences of a text that are too long, each with its number of words."""
    found = ((sentence, len(words(sentence))) for sentence in sentences(text))
    return tuple((sentence, count) for sentence, count in found if count > MOST_WORDS)


@lru_cache(maxsize=2048)
def measured(texts: tuple[str, ...], language: str) -> int | None:
    """Measure a block's texts by the measure of their language; None where they are too short, or there is none."""
    if language not in MEASURES or sum(len(words(text)) for text in texts) < ENOUGH_WORDS:
        return None
    # As a whole number, so that what is said to lie below a threshold does.
    return round(MEASURES[language].of(counts(texts, language)))


def _of_sentences(place: Place, text: str) -> Iterator[Fault]:
    for sentence, count in long_sentences(text):
        problem = "A sentence has %(words)s words: “%(beginning)s …”"
        remedy = "Make two of it; up to %(most)s words are easy to follow"
        beginning = " ".join(sentence.split()[:_FIRST_WORDS])
        yield place.advise(problem, remedy, words=count, beginning=beginning, most=MOST_WORDS)


def _of_measure(place: Place, texts: Sequence[str], language: str) -> Iterator[Fault]:
    value = measured(tuple(texts), language)
    if value is None or not MEASURES[language].is_difficult(value):
        return
    measure = MEASURES[language]
    remedy = "Write shorter sentences and more common words; where a long word is needed, explain it"
    facts: dict[str, Fact] = {"measure": measure.name, "value": value, "threshold": measure.threshold}
    if measure.harder_above:
        problem = "The text is difficult to read: %(measure)s is %(value)s, and difficult begins above %(threshold)s"
        yield place.advise(problem, remedy, **facts)
    else:
        problem = "The text is difficult to read: %(measure)s is %(value)s, and difficult begins below %(threshold)s"
        yield place.advise(problem, remedy, **facts)


def _is_told(block: Block) -> bool:
    return not isinstance(block, Quiz)
