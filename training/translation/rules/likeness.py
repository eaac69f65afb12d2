"""Does a translation hold what its source holds: numbers, links, emphasis, lists, placeholders, agreed terms?"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from training.content.rules.fault import Fault, Place
from training.foundation.phrases import Phrase

_NUMBER = re.compile(r"\d+(?:[.,:\u00a0\u202f\u2019']\d+)*")
#: "14th" and "1920s" become words or Roman numerals elsewhere.
_IN_WORDS = re.compile(r"\b\d+(?:st|nd|rd|th|s)\b")
#: "22:00" and "177.00" may be 22 and 177.
_NOTHING_AFTER = re.compile(r"[.,:]00$")
_NOT_A_DIGIT = re.compile(r"\D")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_LINK = re.compile(r"\]\(([^)]*)\)")
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
#: A number that begins a text of one line is none: "20. stoletja".
_LIST_ITEM = re.compile(r"^[-*] |^\d+\. (?=.*\n)|(?<=\n)\d+\. ", re.MULTILINE)
_STRONG = re.compile(r"\*\*[^*\n]+\*\*")
_SLANTED = re.compile(r"(?<!\*)\*(?![\s*])[^*\n]+\*(?!\*)")
_WORD = re.compile(r"\w+")
_COPIED = (
    (Phrase("The translation has other links than its source"), _LINK),
    (Phrase("The translation has other placeholders than its source"), _PLACEHOLDER),
)
_MARKED = (
    (Phrase("The translation has %(here)s items in lists, its source %(there)s"), _LIST_ITEM),
    (Phrase("The translation has %(here)s bold passages, its source %(there)s"), _STRONG),
    (Phrase("The translation has %(here)s slanted passages, its source %(there)s"), _SLANTED),
)
#: Words that a text in another language does not need three of.
_ENGLISH = frozenset(
    {"the", "and", "with", "that", "your", "from", "which", "this", "are", "have", "must", "they", "their"}
)
#: So many words may be the same in two languages: "focus group", "hackathon".
_FEW_WORDS = 2
_SHORT = 4
_STEM = 0.65
_OTHER_LETTERS = str.maketrans({"ł": "l", "ß": "ss", "Ł": "L"})


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreedTerm:
    """A term of the glossary with what stands for it in another language; both may give several words for one thing."""

    source: tuple[str, ...]
    target: tuple[str, ...]


def unlikenesses(place: Place, source: str, target: str, *, terms: Sequence[AgreedTerm] = ()) -> Iterator[Fault]:
    """List in what a translation differs from its source where both must be alike."""
    yield from _of_numbers(place, source, target)
    for problem, pattern in _COPIED:
        if Counter(pattern.findall(source)) != Counter(pattern.findall(target)):
            yield place.mend(problem, "Copy them as they are")
    for problem, pattern in _MARKED:
        here, there = len(pattern.findall(target)), len(pattern.findall(source))
        if here != there:
            yield place.mend(problem, "Mark it as the source does", here=here, there=there)
    if len(source.split("\n\n")) != len(target.split("\n\n")):
        yield place.mend("The translation has other paragraphs than its source", "Divide it as the source does")
    yield from _of_language(place, source, target)
    yield from _of_terms(place, source, target, terms)


def agreed_term(source: str, target: str) -> AgreedTerm:
    """Read the words for one thing in two languages, joined by " / " where there are several."""
    return AgreedTerm(source=tuple(source.split(" / ")), target=tuple(target.split(" / ")))


def _of_numbers(place: Place, source: str, target: str) -> Iterator[Fault]:
    spelt = Counter(_NOT_A_DIGIT.sub("", found) for found in _IN_WORDS.findall(source))
    decades = Counter(number[-2:] for number in spelt)
    here, there = _numbers(target), _numbers(source)
    # "5 March" is "5. 3." in Czech and Slovene.
    months = Counter(str(at) for at, name in enumerate(_MONTHS, start=1) for _ in re.findall(rf"\b{name}\b", source))
    missing, added = there - here - spelt, here - there - months - decades
    remedy = "Write the numbers of the source, in digits as there"
    if missing:
        yield place.mend("The translation lacks %(numbers)s", remedy, numbers=", ".join(missing))
    if added:
        yield place.mend("The translation adds %(numbers)s", remedy, numbers=", ".join(added))


def _numbers(text: str) -> Counter[str]:
    """Count numbers without their separators, which differ from language to language."""
    found = (_NOTHING_AFTER.sub("", number) for number in _NUMBER.findall(text))
    return Counter(_NOT_A_DIGIT.sub("", number) for number in found)


def _of_language(place: Place, source: str, target: str) -> Iterator[Fault]:
    english = _ENGLISH.intersection(_WORD.findall(target.lower()))
    # Names stay as they are; words that are no names do not.
    no_names = [word for word in _WORD.findall(source) if word.islower() and len(word) >= _SHORT]
    is_copy = source == target and len(no_names) > _FEW_WORDS
    if is_copy or len(english) > _FEW_WORDS:
        yield place.mend("The text seems to be left in the source language", "Translate it")


def _of_terms(place: Place, source: str, target: str, terms: Sequence[AgreedTerm]) -> Iterator[Fault]:
    folded = _folded(target)
    for term in terms:
        named = next((word for word in term.source if _names(word, source)), None)
        if named and not any(_stands_in(word, folded) for word in term.target):
            problem = "The word that the glossary gives for “%(named)s” is missing"
            remedy = "Use “%(words)s”, or give the glossary one word more"
            yield place.mend(problem, remedy, named=named, words=" / ".join(term.target))


def _names(term: str, text: str) -> bool:
    """Tell whether an English text names a term, in the singular or the plural."""
    stem, ending = (term[:-1], "(?:y|ies)") if term.endswith("y") else (term, "(?:s|es)?")
    return re.search(rf"\b{re.escape(stem)}{ending}\b", text, re.IGNORECASE) is not None


def _stands_in(term: str, folded_text: str) -> bool:
    """Tell whether a term stands in a text, whatever its endings: by the beginnings of its longer words."""
    words = _WORD.findall(_folded(term))
    longer = [word for word in words if len(word) >= _SHORT]
    return all(_stem(word) in folded_text for word in longer or words)


def _stem(word: str) -> str:
    return word if len(word) < _SHORT else word[: max(_SHORT - 1, int(len(word) * _STEM))]


def _folded(text: str) -> str:
    apart = unicodedata.normalize("NFD", text.translate(_OTHER_LETTERS).lower())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
