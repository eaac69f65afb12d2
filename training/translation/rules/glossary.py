"""Which words of a module's glossary stand in a text, and does its translation use what was agreed for them?"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from training.content.rules.fault import Fault, Place
from training.content.rules.module import Module

_WORD = re.compile(r"\w+")
BETWEEN_WORDS = " / "
_SHORT = 4
_STEM = 0.65
#: An ending replaces what follows the stem, and may be so much longer than it: "hub", "hubech".
_LONGER = 3
_OTHER_LETTERS = str.maketrans({"ł": "l", "ß": "ss", "Ł": "L"})


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreedTerm:
    """A term of the glossary with what stands for it in another language; both may give several words for one thing.

    `language` is that of `source`: the module's own.
    """

    source: tuple[str, ...]
    target: tuple[str, ...]
    language: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class TermHere:
    """A term that a source text names, and the words of which a translation should use one."""

    named: str
    words: tuple[str, ...]


def agreed_term(source: str, target: str, *, language: str = "en") -> AgreedTerm:
    """Read the words for one thing in two languages, joined by " / " where there are several."""
    return AgreedTerm(
        source=tuple(source.split(BETWEEN_WORDS)), target=tuple(target.split(BETWEEN_WORDS)), language=language
    )


def terms_of(module: Module, texts: Mapping[str, str]) -> tuple[AgreedTerm, ...]:
    """List what was agreed for a module's glossary; `texts` maps addresses to translations of one language."""
    translated = ((term.term, texts.get(f"module/{term.key}/term")) for term in module.glossary)
    return tuple(agreed_term(term, text, language=module.source) for term, text in translated if text)


def terms_in(source: str, terms: Iterable[AgreedTerm]) -> tuple[TermHere, ...]:
    """List the terms that a source text names, in the order of the glossary."""
    folded = _folded(source)
    named = ((_named(term, source, folded), term) for term in terms)
    return tuple(TermHere(named=word, words=term.target) for word, term in named if word)


def term_findings(place: Place, source: str, target: str, terms: Sequence[AgreedTerm]) -> Iterator[Fault]:
    """Find terms that the source names and for which the translation has other words than those agreed."""
    folded = _folded(target)
    for here in terms_in(source, terms):
        if not any(_stands_in(word, folded) for word in here.words):
            problem = "The word that the glossary gives for “%(named)s” is missing"
            remedy = "Use “%(words)s”, or give the glossary one word more"
            yield place.mend(problem, remedy, named=here.named, words=BETWEEN_WORDS.join(here.words))


def _named(term: AgreedTerm, source: str, folded: str) -> str | None:
    for word in term.source:
        if _names(word, source) if term.language == "en" else _pattern(word).search(folded):
            return word
    return None


def _names(term: str, text: str) -> bool:
    """Tell whether an English text names a term, in the singular or the plural."""
    stem, ending = (term[:-1], "(?:y|ies)") if term.endswith("y") else (term, "(?:s|es)?")
    return re.search(rf"\b{re.escape(stem)}{ending}\b", text, re.IGNORECASE) is not None


@lru_cache(maxsize=4096)
def _pattern(term: str) -> re.Pattern[str]:
    """Find a term of an inflected language in a folded text: its words one after another, whatever their endings.

    It knows no grammar: a word counts if it begins like one of the term and is at most three letters longer. Stems that
    change inside ("dům", "domu") are not found, and a derived word ("hub", "hubbing") may be taken for the term.
    """
    words = _WORD.findall(_folded(term))
    return re.compile(r"\b" + r"\W+".join(f"{_stem(word)}\\w{{0,{_room(word)}}}" for word in words) + r"\b")


def _room(word: str) -> int:
    return len(word) - len(_stem(word)) + _LONGER


def _stands_in(term: str, folded_text: str) -> bool:
    """Tell whether a term stands in a text, whatever its endings: by the beginnings of its longer words."""
    return all(stem in folded_text for stem in _stems(term))


@lru_cache(maxsize=4096)
def _stems(term: str) -> tuple[str, ...]:
    words = _WORD.findall(_folded(term))
    longer = [word for word in words if len(word) >= _SHORT]
    return tuple(_stem(word) for word in longer or words)


def _stem(word: str) -> str:
    return word if len(word) < _SHORT else word[: max(_SHORT - 1, int(len(word) * _STEM))]


def _folded(text: str) -> str:
    apart = unicodedata.normalize("NFD", text.translate(_OTHER_LETTERS).lower())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
