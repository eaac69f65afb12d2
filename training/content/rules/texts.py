"""What is a text? One spelling, and two kinds that a person translates."""

import re
import unicodedata
from typing import Annotated

#: A plain translatable text.
Text = Annotated[str, "segment"]
#: A translatable text in Markdown.
Markdown = Annotated[str, "segment", "markdown"]

# YAML reads NEL, LINE and PARAGRAPH SEPARATOR as line ends and would not give them back.
_LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")
_SPACES_AT_END = re.compile(r"[ \t]+$", re.MULTILINE)
_MANY_EMPTY_LINES = re.compile(r"\n{3,}")


def clean(text: str) -> str:
    """Give a text its one spelling: NFC, LF, no control characters, no stray spaces or empty lines.

    Applying it twice changes nothing. Hard spaces inside a line are kept.
    """
    text = _UNPRINTABLE.sub("", _LINE_ENDS.sub("\n", text)).replace("\t", " ")
    text = _SPACES_AT_END.sub("", unicodedata.normalize("NFC", text))
    return _MANY_EMPTY_LINES.sub("\n\n", text).strip()
