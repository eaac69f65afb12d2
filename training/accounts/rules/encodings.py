"""As what is a text to be read that an office has sent without saying so?

UTF-8 and UTF-16 can be told for certain. The old single-byte encodings differ in a few letters only: each is tried, and
the one wins in which most letters belong to one language, best to one that the headings or a cell speak of. It is a
guess, so whoever uses it is shown words that depend on it.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from training.foundation.errors import Refused

UTF_8, UTF_16, CENTRAL, WESTERN, LATIN_2 = "utf-8", "utf-16", "windows-1250", "windows-1252", "iso-8859-2"
ENCODINGS = (UTF_8, UTF_16, CENTRAL, WESTERN, LATIN_2)

_BOMS = {b"\xef\xbb\xbf": UTF_8, b"\xff\xfe": UTF_16, b"\xfe\xff": UTF_16}
#: The letters beyond the plain ones in each language of the house.
_LETTERS = {
    "de": "äöüß",
    "cs": "áčďéěíňóřšťúůýž",
    "pl": "ąćęłńóśźż",
    "it": "àèéìòù",
    "sl": "čšž",
    "nl": "áéíóúëïöüè",
}
_ALL_LETTERS = frozenset("".join(_LETTERS.values()))
_SIGNS = "€\N{NO-BREAK SPACE}"
_PLAIN = 0x7F
#: Languages whose offices write Windows-1250.
_CENTRAL_LANGUAGES = ("cs", "pl", "sl")
_SPOKEN_OF, _LIKELY = 0.5, 0.25
_HALF_ZERO = 0.3


def guessed(content: bytes, *, likely: str, spoken_of: Mapping[str, Collection[str]]) -> str:
    """Return the encoding in which a text is most likely written.

    `likely` is the language of whoever asks; `spoken_of` says of which languages a folded word or cell is evidence.
    """
    for mark, encoding in _BOMS.items():
        if content.startswith(mark):
            return encoding
    if _zeroes(content):
        return UTF_16
    if _fits(content, UTF_8):
        return UTF_8
    first, second = (CENTRAL, WESTERN) if likely in _CENTRAL_LANGUAGES else (WESTERN, CENTRAL)
    fitting = [encoding for encoding in (first, second, LATIN_2) if _fits(content, encoding)]
    # Of equals the first wins.
    return max(fitting, key=lambda encoding: _score(content.decode(encoding), likely, spoken_of))


def decoded(content: bytes, encoding: str) -> str:
    """Read a text, or raise Refused("encoding-unfitting") where it cannot be read so."""
    try:
        return content.decode(_codec(content, encoding)).removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")
    except UnicodeDecodeError as fault:
        raise Refused("encoding-unfitting", encoding=encoding) from fault


def depending(words: Iterable[str], *, most: int) -> tuple[str, ...]:
    """Return the first words by which a reader sees whether the encoding is right: those beyond plain letters."""
    found: dict[str, None] = {}
    for word in words:
        if any(ord(letter) > _PLAIN for letter in word):
            found.setdefault(word)
        if len(found) == most:
            break
    return tuple(found)


def _codec(content: bytes, encoding: str) -> str:
    if encoding != UTF_16 or content[:2] in _BOMS:
        return encoding
    return _zeroes(content) or encoding


def _zeroes(content: bytes) -> str | None:
    """Tell UTF-16 without a mark by where its zeroes are: every second byte of plain letters."""
    sample = content[:2000]
    half = max(1, len(sample) // 2)
    if sample[1::2].count(0) / half > _HALF_ZERO:
        return "utf-16-le"
    return "utf-16-be" if sample[0::2].count(0) / half > _HALF_ZERO else None


def _fits(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _score(text: str, likely: str, spoken_of: Mapping[str, Collection[str]]) -> float:
    letters = Counter(letter for letter in text.lower() if ord(letter) > _PLAIN)
    named = Counter(language for word in _cells(text) for language in spoken_of.get(word, ()))
    evidence = {language for language, count in named.items() if count == max(named.values())}
    return max(_share(letters, language, evidence, likely) for language in _LETTERS)


def _share(letters: Counter[str], language: str, evidence: Collection[str], likely: str) -> float:
    own = sum(count for letter, count in letters.items() if letter in _LETTERS[language])
    strange = sum(count * _strangeness(letter) for letter, count in letters.items() if letter not in _LETTERS[language])
    weight = 1 + (_SPOKEN_OF if language in evidence else 0) + (_LIKELY if language == likely else 0)
    return own * weight - strange


def _strangeness(letter: str) -> int:
    if letter in _ALL_LETTERS:
        return 1
    if letter in _SIGNS or "\u2010" <= letter <= "\u2027":
        # Dashes and quotation marks of every language.
        return 0
    return 2 if letter.isalpha() else 3


def _cells(text: str) -> Iterable[str]:
    for line in text.splitlines()[:200]:
        for cell in line.replace(";", "\t").replace(",", "\t").split("\t"):
            yield cell.strip().strip('"').casefold()
