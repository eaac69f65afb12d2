"""Which remembered texts are like a new one: by which words to look for them, and how alike are they?"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import accumulate, combinations

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Indel

SAME = 100
_WORD = re.compile(r"[^\W_]+")
_PIECE = re.compile(r"\w+|[^\w\s]")
#: So many of the rarest words of a text are looked for alone, at most, or two of so many together.
#: More words find hardly more texts and take longer: `python -m benchmarks.memory`.
_ALONE, _TOGETHER = 6, 3
#: Words are looked for alone as long as so few texts are to be expected, and two together if they are.
_FEW = 40
#: The only word that is worth looking for may stand in so many.
_MANY = 500
#: So many of the best by characters are compared word by word.
_CLOSE = 8

#: A word with others of which one must stand beside it, or with none; one such condition is enough.
Conditions = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """A remembered source text by its digest, and how alike it is: from 0 to 99."""

    digest: str
    source: str
    score: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Wordlist:
    """In how many of all texts each word stands, about, as some of them tell.

    `least` is what a single one of those stands for: a word that is in none of them may be in so many of all.
    """

    texts: int = 0
    least: float = 0
    numbers: Mapping[str, float] = field(default_factory=dict)

    def number(self, word: str) -> float:
        """Tell in how many texts a word stands."""
        return self.numbers.get(word, self.least / 2)

    def together(self, one: str, other: str) -> float:
        """Tell in how many texts two words stand, if they have nothing to do with each other."""
        return self.number(one) * self.number(other) / max(self.texts, 1)


def words_to_find(source: str, known: Wordlist) -> Conditions:
    """Choose by which words to look for a text: the rarest alone as long as they are in few, the next ones in pairs."""
    words = dict.fromkeys(word.lower() for word in _WORD.findall(source))
    rarest = sorted(words, key=lambda word: (known.number(word), -len(word)))
    expected = accumulate(map(known.number, rarest))
    alone = [word for word, number in zip(rarest, expected, strict=True) if number <= _FEW][:_ALONE]
    pairs = combinations(rarest[len(alone) : _TOGETHER], 2)
    beside: dict[str, tuple[str, ...]] = {}
    for one, other in pairs:
        if known.together(one, other) <= _FEW:
            beside[one] = (*beside.get(one, ()), other)
    if not alone and not beside:
        return tuple((word, ()) for word in rarest[:1] if known.number(word) <= _MANY)
    return (*((word, ()) for word in alone), *beside.items())


def wordlist_of(sample: Collection[str], texts: int) -> Wordlist:
    """Learn from some of all texts how rare words are."""
    counts = Counter(word for text in sample for word in {word.lower() for word in _WORD.findall(text)})
    times = texts / max(len(sample), 1)
    return Wordlist(texts=texts, least=times, numbers={word: count * times for word, count in counts.items()})


def alike(source: str, remembered: Mapping[str, str], *, limit: int, least: int) -> list[Alike]:
    """Rank remembered texts (digest → text) by how alike they are to another text, the best first."""
    return list(_ranked(source, remembered, least))[:limit]


def _ranked(source: str, remembered: Mapping[str, str], least: int) -> Iterator[Alike]:
    # By characters first, which costs little; by both, the translations of what is found are a little more alike.
    close = process.extract(source, remembered, scorer=fuzz.ratio, score_cutoff=max(0, least - SAME // 4), limit=_CLOSE)
    pieces = _PIECE.findall(source)
    scored = (
        (int((by_characters + SAME * Indel.normalized_similarity(pieces, _PIECE.findall(text))) / 2), digest, text)
        for text, by_characters, digest in close
        if text != source
    )
    for score, digest, text in sorted(scored, reverse=True):
        if score >= least:
            yield Alike(digest=digest, source=text, score=min(score, SAME - 1))
