"""What makes a file of a translator unreadable, and what do all formats have in common?"""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum

from training.content.rules.fault import Fault, Place
from training.foundation.phrases import Phrase

#: Bytes of a file; a module of 1,500 texts has less than one megabyte.
LARGEST = 5_000_000
_MOST_NAMED = 5
_LANGUAGE = re.compile(r"([A-Za-z]{2})(?:[-_@.].*)?")


class Why(StrEnum):
    """Why a file cannot be read."""

    EMPTY = "empty"
    LARGE = "large"
    ENCODING = "encoding"
    KIND = "kind"
    DECLARES = "declares"
    MALFORMED = "malformed"
    PACKAGE = "package"


_SAVE_AGAIN = Phrase("Save it once more with the program that it comes from")
_SENTENCES = {
    Why.EMPTY: (Phrase("The file is empty"), Phrase("Choose another one")),
    Why.LARGE: (Phrase("The file is too large"), Phrase("Send at most 5 megabytes, or the languages one by one")),
    Why.ENCODING: (Phrase("The letters of the file are not UTF-8"), Phrase("Save it once more as UTF-8")),
    Why.KIND: (Phrase("This is no PO or XLIFF file"), Phrase("Send PO, XLIFF 1.2 or 2.1, or a zip of such files")),
    Why.DECLARES: (
        Phrase("In line %(line)s the file declares something (a DOCTYPE), which could do harm"),
        Phrase("Take the declaration out"),
    ),
    Why.MALFORMED: (Phrase("The file is broken in line %(line)s"), _SAVE_AGAIN),
    Why.PACKAGE: (Phrase("The zip cannot be unpacked"), Phrase("Pack the files once more, without a password")),
}


class Broken(Exception):
    """A file cannot be read; `line` is 0 where it is not known."""

    def __init__(self, why: Why, *, line: int = 0) -> None:
        super().__init__(why, line)
        self.why, self.line = why, line


def fault_of(name: str, broken: Broken) -> Fault:
    """Say why a file cannot be read, and what to do."""
    place = Place(file=name)
    if broken.why is Why.MALFORMED and not broken.line:
        return place.fault("The file is broken", _SAVE_AGAIN)
    problem, remedy = _SENTENCES[broken.why]
    return place.fault(problem, remedy, line=broken.line)


def decoded(content: bytes) -> str:
    """Decode a file; raises Broken where it is too large, empty, or not UTF-8."""
    if len(content) > LARGEST:
        raise Broken(Why.LARGE)
    try:
        text = content.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as fault:
        raise Broken(Why.ENCODING) from fault
    if not text.strip():
        raise Broken(Why.EMPTY)
    if "\0" in text:
        raise Broken(Why.ENCODING)
    return text


def language_of(said: str | None) -> str:
    """Return the language that a program writes as "cs", "cs-CZ" or "cs_CZ"; nothing where it names none."""
    found = _LANGUAGE.fullmatch((said or "").strip())
    return found[1].lower() if found else ""


def moment_of(said: str | None) -> datetime | None:
    """Read a moment as we write it; None where somebody has written something else."""
    try:
        moment = datetime.fromisoformat((said or "").strip())
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def twice_faults(name: str, addresses: Iterable[str]) -> tuple[Fault, ...]:
    """Name the first texts that a file translates twice."""
    twice = [address for address, times in Counter(addresses).items() if times > 1]
    place = Place(file=name)
    return tuple(
        place.inside(address).fault("The text is translated twice", "Remove one of the two")
        for address in twice[:_MOST_NAMED]
    )
