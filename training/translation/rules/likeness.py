"""Is a translation built like its source, with its links, emphasis, lists and placeholders, and in another language?"""

import re
from collections import Counter
from collections.abc import Collection, Iterator

from training.content.rules.fault import Fault, Place
from training.foundation.phrases import Phrase
from training.translation.rules.vocabulary import COMMON_WORDS

#: The language of a source text and that of its translation.
Between = tuple[str, str]

_LINK = re.compile(r"\]\(([^)]*)\)")
#: Addresses that stand in the text itself; a full stop after one does not belong to it.
_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s<>()\[\]]*[^\s<>()\[\].,;:!?“”„»«\u2019'\"*_]")
#: "/en/", "//en.", "lang=en": what differs between a page in one language and in another.
_IN_LANGUAGE = re.compile(rf"([/=])(?:{'|'.join(COMMON_WORDS)})(?![a-z0-9-])", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
#: A number that begins a text of one line is none: "20. stoletja".
_LIST_ITEM = re.compile(r"^ *[-*+] |^\d+[.)] (?=.*\n)|(?<=\n)\d+[.)] ", re.MULTILINE)
_STRONG = re.compile(r"\*\*[^*\n]+\*\*|__[^_\n]+__")
_SLANTED = re.compile(r"(?<!\*)\*(?![\s*])[^*\n]+\*(?!\*)|(?<![\w_])_(?![\s_])[^_\n]+_(?![\w_])")
_WORD = re.compile(r"\w+")
_MARKED = (
    (Phrase("The translation has %(here)s items in lists, its source %(there)s"), _LIST_ITEM),
    (Phrase("The translation has %(here)s bold passages, its source %(there)s"), _STRONG),
    (Phrase("The translation has %(here)s slanted passages, its source %(there)s"), _SLANTED),
)
_FEW_WORDS = 2
_SHORT = 4


def placeholder_findings(place: Place, source: str, target: str) -> Iterator[Fault]:
    """Find placeholders that were lost, added or changed."""
    if Counter(_PLACEHOLDER.findall(source)) != Counter(_PLACEHOLDER.findall(target)):
        yield place.fault("The translation has other placeholders than its source", "Copy them as they are")


def link_findings(place: Place, source: str, target: str) -> Iterator[Fault]:
    """Find links that were lost, added or changed; the same page may be linked in another language."""
    if _links(source) != _links(target):
        yield place.fault("The translation has other links than its source", "Copy them as they are")


def mark_findings(place: Place, source: str, target: str) -> Iterator[Fault]:
    """Find lists, bold and slanted passages, and paragraphs that are not as many as in the source."""
    for problem, pattern in _MARKED:
        here, there = len(pattern.findall(target)), len(pattern.findall(source))
        if here != there:
            yield place.fault(problem, "Mark it as the source does", here=here, there=there)
    if len(source.split("\n\n")) != len(target.split("\n\n")):
        yield place.fault("The translation has other paragraphs than its source", "Divide it as the source does")


def copy_findings(place: Place, source: str, target: str, agreed: Collection[str]) -> Iterator[Fault]:
    """Find a text that is its source once more; names and `agreed` words stay as they are, other words do not."""
    is_same = source.casefold() == target.casefold() and source.casefold() not in agreed
    if is_same and any(word.islower() and len(word) >= _SHORT for word in source.split()):
        yield place.mend("The translation is the same as its source", "Translate it")


def language_findings(place: Place, source: str, target: str, between: Between) -> Iterator[Fault]:
    """Find a text that holds several small words which only the language of the source has."""
    left = COMMON_WORDS[between[0]] - COMMON_WORDS[between[1]]
    if source != target and len(left.intersection(_WORD.findall(target.lower()))) > _FEW_WORDS:
        yield place.mend("The text seems to be left in the source language", "Translate it")


def may_be_borrowed(source: str) -> bool:
    """Tell whether a text is so short that two languages may have it in common: "focus group", "hackathon"."""
    return len(_WORD.findall(source)) <= _FEW_WORDS


def without_links(text: str) -> str:
    """Leave out where links lead: the numbers in an address are none of the text."""
    return _ADDRESS.sub(" ", _LINK.sub("]", text))


def _links(text: str) -> Counter[str]:
    """Count the links of a text; the addresses of a page in all languages are one."""
    found = (*_LINK.findall(text), *_ADDRESS.findall(_LINK.sub("]", text)))
    return Counter(_IN_LANGUAGE.sub(r"\1*", link) for link in found)
