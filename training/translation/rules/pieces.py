"""Which pieces of a text does a machine get, so that its marks, links and placeholders come back as they were?

A machine sees prose and nothing else. What begins a line of Markdown (a heading, an item of a list, a quotation), the
rules of a table, and fenced code stay here. Where a link leads, addresses, placeholders and code leave as `{1}`, `{2}`
…, and each of them has to come back once, or the text is not taken. Bold and slanted marks travel with their words: a
machine may move them, and the check of marks says whether there are as many as before.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

#: A link's end, code, an address, a placeholder; what leaves as a number.
_KEPT_OUT = re.compile(
    r"(?<=\])\((?:[^()\s]|\([^()\s]*\))*(?:\s+\"[^\"]*\")?\)"
    r"|`[^`\n]+`"
    r"|<(?:https?://|mailto:)[^<>\s]+>"
    r"|(?:https?://|mailto:)[^\s<>()\[\]]*[^\s<>()\[\].,;:!?“”„»«’'\"*_]"  # noqa: RUF001 (texts have it)
    r"|%\(\w+\)[sd]|\{\w+\}"
)
_BACK = re.compile(r"\{\s*(\d{1,3})\s*\}")
#: A machine puts spaces before the end of a link, and inside of bold marks.
_LOOSE_END = re.compile(r"\]\s+(?=\{\s*\d{1,3}\s*\})")
_LOOSE_BOLD = re.compile(r"\*\*[ ]*([^*\n]+?)[ ]*\*\*")
#: What begins a line of Markdown, or stands between the cells of a table.
_FRAME = re.compile(r"[ ]*(?:(?:#{1,6}|[-*+]|\d+[.)]|>)[ ]+)*")
_FENCE = re.compile(r"[ ]*(?:```|~~~)")
_CELLS = re.compile(r"([ ]*\|[ ]*)")
_END = re.compile(r"[ ]*\\?\n?\Z")
_SPACE = re.compile(r"\s+")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A text taken apart: what stays here, and between it the pieces by their numbers, with what was kept out of each.

    `parts` are words that stay (str) and numbers of pieces (int), in their order.
    """

    parts: tuple[str | int, ...]
    pieces: tuple[str, ...]
    kept_out: tuple[tuple[str, ...], ...]


def taken_apart(text: str, *, markdown: bool) -> Frame:
    """Take a text apart for a machine."""
    parts: list[str | int] = []
    pieces: list[str] = []
    kept_out: list[tuple[str, ...]] = []
    for is_prose, part in _markdown(text) if markdown else _lines(text):
        if not is_prose:
            parts.append(part)
            continue
        piece, kept = _without(part)
        # What has no words besides what is kept out needs no machine.
        if not _LETTER.search(_BACK.sub("", piece)):
            parts.append(part)
            continue
        parts.append(len(pieces))
        pieces.append(piece)
        kept_out.append(kept)
    return Frame(parts=tuple(parts), pieces=tuple(pieces), kept_out=tuple(kept_out))


def put_together(frame: Frame, said: Mapping[int, str]) -> str | None:
    """Put together what a machine has said for each piece; None where a piece or something kept out is lost."""
    back = {number: _with(said.get(number), kept) for number, kept in enumerate(frame.kept_out)}
    found = [part if isinstance(part, str) else back[part] for part in frame.parts]
    return None if None in found else "".join(part for part in found if part is not None)


def _without(text: str) -> tuple[str, tuple[str, ...]]:
    kept: list[str] = []

    def leave(found: re.Match[str]) -> str:
        kept.append(found[0])
        return f"{{{len(kept)}}}"

    return _KEPT_OUT.sub(leave, text), tuple(kept)


def _with(text: str | None, kept: tuple[str, ...]) -> str | None:
    line = _SPACE.sub(" ", text or "").strip()
    numbers = [int(number) for number in _BACK.findall(line)]
    if not line or sorted(numbers) != list(range(1, len(kept) + 1)):
        return None
    tight = _LOOSE_BOLD.sub(r"**\1**", _LOOSE_END.sub("]", line))
    return _BACK.sub(_giver(kept), tight)


def _giver(kept: tuple[str, ...]) -> Callable[[re.Match[str]], str]:
    return lambda found: kept[int(found[1]) - 1]


def _lines(text: str) -> Iterator[tuple[bool, str]]:
    """Split a text that is no Markdown: every line is prose."""
    for line in text.splitlines(keepends=True):
        words = line.rstrip("\n")
        yield True, words
        yield False, line[len(words) :]


def _markdown(text: str) -> Iterator[tuple[bool, str]]:
    """Split Markdown; lines of one paragraph are one piece, or a sentence would be torn where its line ends."""
    fenced, above = False, ""
    for line in text.splitlines(keepends=True):
        fence = bool(_FENCE.match(line))
        if above and not fenced and not fence and _goes_on(above, line):
            above = f"{above.rstrip()} {line.lstrip(' ')}"
            continue
        yield from _line(above)
        above = ""
        if fence or fenced or not line.strip():
            fenced ^= fence
            yield False, line
        else:
            above = line
    yield from _line(above)


def _goes_on(above: str, line: str) -> bool:
    """Tell whether a line goes on with the paragraph above: it begins nothing, and that was not broken on purpose."""
    frame = _FRAME.match(line)
    begins = bool(frame and frame[0].strip()) or line.lstrip().startswith("|") or above.lstrip().startswith("|")
    is_broken = above.rstrip("\n").endswith(("  ", "\\")) or above.lstrip().startswith("#")
    return bool(line.strip()) and not begins and not is_broken


def _line(line: str) -> Iterator[tuple[bool, str]]:
    """Split a line into what begins it, its words (those of each cell, in a table) and what ends it."""
    frame, end = _FRAME.match(line), _END.search(line)
    start, stop = frame.end() if frame else 0, end.start() if end else len(line)
    yield False, line[:start]
    words = line[start:stop] if stop > start else ""
    cells = _CELLS.split(words) if words.startswith("|") else [words]
    for number, cell in enumerate(cells):
        yield number % 2 == 0 and bool(cell), cell
    yield False, line[max(start, stop) :]
