"""Which kind of file is this? Told from what stands in it, never from its name."""

import re
from dataclasses import dataclass

from training.accounts.rules.encodings import decoded, guessed
from training.authoring.files.exchange.aiken import AIKEN, read_aiken
from training.authoring.files.exchange.gift import GIFT, read_gift
from training.authoring.files.exchange.moodle import read_moodle
from training.authoring.files.exchange.moodle.names import MOODLE
from training.authoring.files.exchange.qti import read_qti
from training.authoring.files.exchange.qti.names import QTI
from training.authoring.rules.exchange import LARGEST, Received, unreadable
from training.foundation.errors import Refused

_ZIP = b"PK\x03\x04"
_UTF_16_TEXT = (b"<\0", b"\0<")
_ROOT = re.compile(r"<(?![?!])(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)")
_AIKEN_ANSWER = re.compile(r"^\s*ANSWER:", re.MULTILINE)
_AIKEN_CHOICE = re.compile(r"^\s*[A-Z][.)]\s", re.MULTILINE)
_ROOTS = {"quiz": MOODLE, "assessmentItem": QTI, "qti-assessment-item": QTI, "questestinterop": QTI}
_SAMPLE = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """What was read from a file: its kind, its encoding where that was guessed, and its questions."""

    format: str
    encoding: str | None
    questions: tuple[Received, ...]


def read(content: bytes, *, likely: str) -> File:
    """Read a file of any kind; raises Refused("file-unreadable").

    `likely` is the language of whoever sends it, for texts that do not say how they are written.
    """
    if len(content) > LARGEST:
        raise unreadable("", "too-large")
    if not content.strip(b"\0 \t\r\n"):
        raise unreadable("", "empty")
    found = recognised(content)
    if found is None:
        raise unreadable("", "kind-unknown")
    if found in (MOODLE, QTI):
        return File(format=found, encoding=None, questions=(read_moodle if found == MOODLE else read_qti)(content))
    encoding = guessed(content, likely=likely, spoken_of={})
    try:
        text = decoded(content, encoding)
    except Refused as refusal:
        raise unreadable(found, "encoding") from refusal
    questions = (read_aiken if found == AIKEN else read_gift)(text)
    return File(format=found, encoding=encoding, questions=questions)


def recognised(content: bytes) -> str | None:
    """Tell the kind of file; None where it is none that holds questions."""
    if content.startswith(_ZIP):
        return QTI
    start = _start(content)
    if start.lstrip().startswith(("<?xml", "<!")) or _ROOT.match(start.lstrip()):
        root = _ROOT.search(start)
        return _ROOTS.get(root[1]) if root else None
    text = _text(content)
    if _AIKEN_ANSWER.search(text) and _AIKEN_CHOICE.search(text):
        return AIKEN
    return GIFT if "{" in text else None


def _start(content: bytes) -> str:
    sample = content[:_SAMPLE]
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return sample.decode("utf-16", "ignore")
    if sample[:2] in _UTF_16_TEXT:
        return sample.decode("utf-16-le" if sample[1] == 0 else "utf-16-be", "ignore")
    return sample.decode("utf-8", "ignore").removeprefix("\ufeff")


def _text(content: bytes) -> str:
    # Signs that all encodings have in common suffice.
    return content.replace(b"\0", b"").decode("latin-1")
