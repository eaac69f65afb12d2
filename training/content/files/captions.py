"""How are captions read from WebVTT or SRT, and written for a player? Times are checked by `content.rules`."""

import html
import re
from collections.abc import Iterable, Iterator, Sequence

from training.content.rules.blocks import Cue
from training.content.rules.texts import clean
from training.content.rules.video_faults import milliseconds
from training.foundation.errors import Refused

TYPE = "text/vtt"
#: Half an hour of talk, and as many parts as one form may have.
MOST_CUES = 500
LARGEST_CAPTIONS = 1024 * 1024
_MOMENT = r"(?:([0-9]{1,3}):)?([0-5]?[0-9]):([0-5][0-9])[.,]([0-9]{3})"
_TIMES = re.compile(rf"\s*{_MOMENT}[ \t]+-->[ \t]+{_MOMENT}(?:[ \t].*)?")
#: What WebVTT and SRT mark inside a text: voices, classes, moments, italics.
_TAG = re.compile(r"</?(?:[a-z][^<>\n]*|[0-9:.]+)>", re.IGNORECASE)
_SKIPPED = re.compile(r"(?:NOTE|STYLE|REGION)(?:[ \t].*)?")


def cues_in(content: bytes) -> tuple[Cue, ...]:
    """Read captions; their keys are ``c1``, ``c2`` …

    Raises Refused("captions-unreadable") with the number of the first line that cannot be understood,
    Refused("captions-empty"), or Refused("captions-long").
    """
    if len(content) > LARGEST_CAPTIONS:
        raise Refused("captions-long", most=MOST_CUES)
    found = [_cue(number, block) for number, block in enumerate(_blocks(_lines(content)), 1)]
    if not found:
        raise Refused("captions-empty")
    if len(found) > MOST_CUES:
        raise Refused("captions-long", most=MOST_CUES)
    return tuple(found)


def vtt(cues: Iterable[Cue]) -> str:
    """Write captions as WebVTT; what a draft has not finished yet is left out."""
    return "WEBVTT\n" + "".join(
        f"\n{cue.start} --> {cue.end}\n{_escaped(cue.text)}\n" for cue in cues if _is_sound(cue)
    )


def _lines(content: bytes) -> list[str]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise Refused("captions-unreadable", line=content[: fault.start].count(b"\n") + 1) from fault
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _blocks(lines: Sequence[str]) -> Iterator[list[tuple[int, str]]]:
    """Divide lines, each with its number, at empty ones; heading, remarks and styles are left out."""
    block: list[tuple[int, str]] = []
    for number, line in enumerate([*lines, ""], 1):
        if line.strip():
            block.append((number, line))
        elif block:
            if not _is_skipped(block):
                yield block
            block = []


def _is_skipped(block: Sequence[tuple[int, str]]) -> bool:
    number, first = block[0]
    is_heading = number == 1 and first.startswith("WEBVTT") and all("-->" not in line for _, line in block)
    return is_heading or _SKIPPED.fullmatch(first) is not None


def _cue(number: int, block: list[tuple[int, str]]) -> Cue:
    # One line may stand above the times: a number, or a name.
    times_at = 0 if "-->" in block[0][1] else 1
    line, said = block[min(times_at, len(block) - 1)]
    times = _TIMES.fullmatch(said)
    if times is None:
        raise Refused("captions-unreadable", line=line)
    parts = times.groups()
    text = "\n".join(_plain(words) for _, words in block[times_at + 1 :])
    if any("-->" in words for _, words in block[times_at + 1 :]):
        raise Refused("captions-unreadable", line=line + 1)
    return Cue(key=f"c{number}", start=_moment(*parts[:4]), end=_moment(*parts[4:]), text=clean(text))


def _plain(words: str) -> str:
    return html.unescape(_TAG.sub("", words))


def _moment(hours: str | None, minutes: str, seconds: str, thousandths: str) -> str:
    short = f"{int(minutes):02}:{seconds}.{thousandths}"
    return f"{int(hours):02}:{short}" if hours and int(hours) else short


def _escaped(text: str) -> str:
    """Write a text so that it neither marks anything nor ends the caption."""
    lines = (line for line in text.split("\n") if line.strip())
    return html.escape("\n".join(lines), quote=False)


def _is_sound(cue: Cue) -> bool:
    start, end = milliseconds(cue.start), milliseconds(cue.end)
    return start is not None and end is not None and start < end and bool(cue.text.strip())
