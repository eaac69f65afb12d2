"""How hard is a text to read? One measure for each language, with its source and where it says that difficult begins.

No measure knows whether a text is understood. All count: long words and long sentences go with difficult texts. Where
"difficult" begins is the source's own class: what somebody with a finished secondary school no longer reads with ease.
That is as near as they come to level B2, for which none of them was made.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from training.content.rules.syllables import syllables

#: A link keeps its words, and nothing else of the notation is read.
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_SIGNS = re.compile(r"[*_`|]+|^[ ]*(?:[-+>#]+|[0-9]+[.)])[ ]+", re.MULTILINE)
_WORD = re.compile("[^\\W\\d_]+(?:[-\u2019'.][^\\W\\d_]+)*")
_GAP = re.compile('(?:(?<=[.!?…])|(?<=[.!?…]["”“»)]))\\s+')
#: What a full stop does not end: numbers of a day or a section, initials, and abbreviations of the seven languages.
_NO_END = re.compile(
    r"(?:^|[^\w])(?:\d{1,2}|[^\W\d_]|Art|Abs|Nr|No|Dr|Prof|St|Str|bzw|ca|vgl|ggf|inkl|čl|odst|např|tzv|resp|ul|ust|poz|np|tzn"
    r"|npr|oz|št|tj|ecc|dott|es|bijv|resp|incl)\.$"
)
_LONG = 6
_ALL = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A way to measure; texts at the side of the threshold that `harder_above` names are difficult."""

    name: str
    threshold: int
    harder_above: bool
    of: Callable[["Counts"], float]

    def is_difficult(self, value: float) -> bool:
        """Tell whether a value lies beyond the threshold."""
        return value > self.threshold if self.harder_above else value < self.threshold


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What is counted in a text: its words, their syllables in the language, and how many sentences there are."""

    words: Sequence[str]
    syllables: Sequence[int]
    sentences: int

    @property
    def length(self) -> float:
        """Words in a sentence."""
        return len(self.words) / self.sentences

    def share(self, chosen: Callable[[str, int], bool]) -> float:
        """Words that are chosen by themselves or their syllables, in per cent."""
        pairs = zip(self.words, self.syllables, strict=True)
        return _ALL * sum(chosen(word, count) for word, count in pairs) / len(self.words)


def sentences(text: str) -> list[str]:
    """Take a text in Markdown apart into sentences; an item of a list is one."""
    lines = _SIGNS.sub("", _LINK.sub(r"\1", text)).splitlines()
    return [sentence for line in lines for sentence in _sentences_of(line) if _WORD.search(sentence)]


def _sentences_of(line: str) -> list[str]:
    found: list[str] = []
    for piece in _GAP.split(line.strip()):
        if found and (_NO_END.search(found[-1]) or piece[:1].islower()):
            found[-1] = f"{found[-1]} {piece}"
        else:
            found.append(piece)
    return found


def words(text: str) -> list[str]:
    """List the words of a text; numbers in digits are none."""
    return _WORD.findall(_LINK.sub(r"\1", text))


def counts(texts: Sequence[str], language: str) -> Counts:
    """Count what the measures ask for; the texts hold one word at least."""
    told = [sentence for text in texts for sentence in sentences(text)]
    found = [word for sentence in told for word in words(sentence)]
    return Counts(words=found, syllables=[syllables(word, language) for word in found], sentences=len(told))


def _flesch(text: Counts) -> float:
    """Rudolf Flesch, A New Readability Yardstick, Journal of Applied Psychology 32 (1948): 30 to 50 is difficult."""
    return 206.835 - 1.015 * text.length - 84.6 * sum(text.syllables) / len(text.words)


def _vienna(text: Counts) -> float:
    """Richard Bamberger and Erich Vanecek, Lesen, Verstehen, Lernen, Schreiben, Vienna 1984: the first formula.

    Its value is a school year; beyond 12 it tells of difficulty alone.
    """
    many = text.share(lambda _, count: count > 2)  # noqa: PLR2004 (three syllables and more)
    single = text.share(lambda _, count: count == 1)
    return 0.1935 * many + 0.1672 * text.length + 0.1297 * text.share(_is_long) - 0.0327 * single - 0.875


def _gulpease(text: Counts) -> float:
    """Pietro Lucisano and Maria Emanuela Piemontese, GULPEASE, Scuola e città 3 (1988).

    Below 40 it is difficult for somebody with a diploma of upper secondary school.
    """
    letters = sum(letter.isalpha() for word in text.words for letter in word)
    return 89 + (300 * text.sentences - 10 * letters) / len(text.words)


def _douma(text: Counts) -> float:
    """W. H. Douma, De leesbaarheid van landbouwbladen, Wageningen 1960: 30 to 45 is difficult."""
    return 206.84 - 0.93 * text.length - 77 * sum(text.syllables) / len(text.words)


def _fog(text: Counts) -> float:
    """Robert Gunning, The Technique of Clear Writing, New York 1952; in Polish a hard word has four syllables.

    So do FOG-PL (Wrocław) and Jasnopis (Warsaw). Its value are years of school; beyond 12 begin the studies.
    """
    hard = text.share(lambda _, count: count > 3)  # noqa: PLR2004 (four syllables and more)
    return 0.4 * (text.length + hard)


def _mistrik(text: Counts) -> float:
    """Jozef Mistrík, Meranie zrozumiteľnosti prehovoru, Slovenská reč 33 (1968), used for Czech as well.

    20 to 29 is demanding, 10 to 19 is difficult. How often words come back counts, which short texts have less of.
    """
    variety = len({word.casefold() for word in text.words}) / len(text.words)
    return 50 - sum(text.syllables) / len(text.words) * text.length * variety


def _lix(text: Counts) -> float:
    """C. H. Björnsson, Readability of Newspapers in 11 Languages, Reading Research Quarterly 18 (1983).

    A normal newspaper has 47 in Swedish and 65 in Russian, the only Slavic language of the eleven; there is no class
    for Slovene. 60 lies between the Swedish "very difficult" and the Russian newspaper.
    """
    return text.length + text.share(_is_long)


def _is_long(word: str, _: int) -> bool:
    return len(word) > _LONG


MEASURES = {
    "en": Measure(name="Flesch Reading Ease", threshold=50, harder_above=False, of=_flesch),
    "de": Measure(name="Wiener Sachtextformel", threshold=12, harder_above=True, of=_vienna),
    "it": Measure(name="Gulpease", threshold=40, harder_above=False, of=_gulpease),
    "nl": Measure(name="Flesch-Douma", threshold=45, harder_above=False, of=_douma),
    "pl": Measure(name="FOG", threshold=12, harder_above=True, of=_fog),
    "cs": Measure(name="Mistrík", threshold=20, harder_above=False, of=_mistrik),
    "sl": Measure(name="LIX", threshold=60, harder_above=True, of=_lix),
}
