"""How does a text from elsewhere become ours? HTML and plain text become Markdown; what that cannot say is named.

Read in one pass from left to right, so that no text takes longer than it is long.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from html import unescape

from training.content.rules.texts import clean
from training.foundation.errors import Refused

#: As much as the editor takes.
LONGEST = 20_000
_TOKEN = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)([^<>]*)>|([^<]+)|<")
_LOOKS_LIKE_HTML = re.compile(r"</?[a-zA-Z][^<>]*>|&#?[a-zA-Z0-9]+;")
_ALT = re.compile(r"""\balt\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_EMPTY_LINES = re.compile(r"\n{2,}")
_AROUND_LINES = re.compile(r" *\n *")
# What Markdown would take for a sign: escaped, it stays what it was.
_SIGN = re.compile(r"[\\*`]|_+|<(?=[a-zA-Z/!])|\[(?=[^\[\]]*\]\()|&(?=#?[a-zA-Z0-9]+;)")

_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*", "code": "`", "tt": "`"}
_HIDDEN = {"script", "style", "head", "template"}
_BLOCKS = {"p", "div", "ul", "ol", "section", "article", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "hr"}
#: Elements without a meaning of their own.
_QUIET = {"span", "html", "body", "font", "p", "div", "section", "article", "wbr"}
_LISTS = {"ul", "ol", "li", "blockquote"}
_PICTURES = {"img", "object", "svg", "video", "audio", "iframe", "embed"}


class Style(StrEnum):
    """How a text is written; `AUTO` is HTML where it looks like it."""

    PLAIN = "plain"
    HTML = "html"
    MARKDOWN = "markdown"
    AUTO = "auto"


def converted(raw: str, style: Style, *, blocks: bool = False) -> tuple[str, tuple[str, ...]]:
    """Return a text in our spelling, and the codes of what it has lost; only with `blocks` may it have lists.

    Raises Refused("text-too-long").
    """
    if len(raw) > LONGEST:
        raise Refused("text-too-long", most=LONGEST)
    if style is Style.AUTO:
        style = Style.HTML if _LOOKS_LIKE_HTML.search(raw) else Style.PLAIN
    if style is Style.MARKDOWN:
        return clean(raw), ()
    if style is Style.PLAIN:
        return clean(escaped(raw)), ()
    reader = _Reader(blocks=blocks)
    text = clean(_AROUND_LINES.sub("\n", reader.read(_without_comments(raw))))
    return text if blocks else _EMPTY_LINES.sub("\n", text), tuple(reader.lost)


def escaped(text: str) -> str:
    r"""Keep Markdown from seeing signs in a plain text: ``2*3`` becomes ``2\*3``."""
    return _SIGN.sub(_escape, text)


def unmarked(text: str) -> str:
    """Write one of our texts without the signs of Markdown, for what can show none."""
    return re.sub(r"\\([\\*`_<\[&])", r"\1", re.sub(r"(?<!\\)(\*\*|\*|`)", "", text))


def _escape(found: re.Match[str]) -> str:
    text, start, end = found.string, found.start(), found.end()
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    # Inside a word, or alone, a line below it is only that.
    is_plain = (before.isalnum() and after.isalnum()) or not (before.strip() or after.strip())
    return found[0] if found[0].startswith("_") and is_plain else "".join(f"\\{sign}" for sign in found[0])


class _Reader:
    """Writes Markdown while it walks through HTML."""

    def __init__(self, *, blocks: bool) -> None:
        self.blocks = blocks
        self.lost: dict[str, None] = {}
        self.hidden = 0
        # What has been written inside each mark that is open.
        self.open: list[tuple[str, list[str]]] = [("", [])]

    def read(self, html: str) -> str:
        """Return the Markdown of a whole text."""
        for is_end, name, attributes, text in self._tokens(html):
            if not name:
                self._text(text)
            elif is_end:
                self._end(name)
            else:
                self._start(name, attributes)
        while len(self.open) > 1:
            self._close()
        return "".join(self.open[0][1])

    def _tokens(self, html: str) -> Iterator[tuple[bool, str, str, str]]:
        for found in _TOKEN.finditer(html):
            yield found[1] == "/", (found[2] or "").lower(), found[3] or "", found[4] or found[0]

    def _write(self, text: str) -> None:
        self.open[-1][1].append(text)

    def _text(self, text: str) -> None:
        if not self.hidden:
            plain = _SPACE.sub(" ", unescape(text))
            self._write(plain if self.open[-1][0] == "`" else escaped(plain))

    def _start(self, name: str, attributes: str) -> None:
        if name in _HIDDEN:
            self.hidden += not attributes.endswith("/")
        elif name in _MARKS:
            self.open.append((_MARKS[name], []))
        elif name in _PICTURES:
            self.lost["picture-left"] = None
            alt = _ALT.search(attributes)
            self._text((alt[1] or alt[2] or "") if alt else "")
        elif name == "br":
            self._write("\n")
        elif name == "a":
            self.lost["link-left"] = None
        else:
            self._begin_block(name)

    def _begin_block(self, name: str) -> None:
        if name == "li":
            self._write("\n- " if self.blocks else "\n")
        elif name in _BLOCKS:
            self._write("\n\n" if self.blocks else "\n")
        if name not in _QUIET and not (self.blocks and name in _LISTS):
            self.lost["formatting-left"] = None

    def _end(self, name: str) -> None:
        if name in _HIDDEN:
            self.hidden = max(0, self.hidden - 1)
        elif name in _BLOCKS:
            self._write("\n\n" if self.blocks else "\n")
        elif name in _MARKS and self.open[-1][0] == _MARKS[name]:
            self._close()

    def _close(self) -> None:
        mark, pieces = self.open.pop()
        text = "".join(pieces)
        inner = text.strip()
        if not inner:
            self._write(text)
            return
        before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        self._write(f"{before}{mark}{inner}{mark}{after}")


def _without_comments(html: str) -> str:
    first, *rest = html.split("<!--")
    return first + "".join(piece.partition("-->")[2] for piece in rest)
