"""How is GIFT read? Text with the answers of each question in braces, as Moodle describes it."""

import re
from collections.abc import Iterator
from functools import partial

from training.authoring.files.exchange.gift_answers import answered, unescaped
from training.authoring.rules.exchange import MOST_ANSWERS, MOST_QUESTIONS, Making, Received, received, unreadable
from training.authoring.rules.exchange.arranging import matching
from training.authoring.rules.exchange.building import (
    choice,
    joined,
    numeric,
    reflection,
    short_text,
    true_false,
)
from training.authoring.rules.exchange.texts import Style
from training.content.rules.questions import Question
from training.foundation.errors import Refused

GIFT = "gift"
_ESCAPES = {char: chr(place) for place, char in enumerate("~=#{}:\\", 1)}
_ESCAPED = re.compile(r"\\([~=#{}:\\])")
_TITLE = re.compile(r"::(.*?)::", re.DOTALL)
_STYLE = re.compile(r"\[(html|moodle|plain|markdown)\]")
_STYLES = {"html": Style.HTML, "moodle": Style.AUTO, "plain": Style.PLAIN, "markdown": Style.MARKDOWN}
_CATEGORY = re.compile(r"\$CATEGORY:(.*)")
_TAGGED = re.compile(r"\[(?:tag|id):")
_CONTROL = re.compile("[\x00-\x08]")
_TRUTH = re.compile(r"(TRUE|T|FALSE|F)\s*(?:#(.*))?", re.DOTALL | re.IGNORECASE)
_GAP = "_____"


def read_gift(text: str) -> tuple[Received, ...]:
    """Read every question; raise Refused("file-unreadable") where there are none or too many."""
    found = list(_blocks(_CONTROL.sub("", text)))
    if not found:
        raise unreadable(GIFT, "nothing")
    if len(found) > MOST_QUESTIONS:
        raise unreadable(GIFT, "too-many")
    return tuple(received(number, partial(_read, block, notes)) for number, (block, notes) in enumerate(found, 1))


def _blocks(text: str) -> Iterator[tuple[str, list[str]]]:
    """List the questions, which blank lines part, each with codes of what stood before it and is left out."""
    lines: list[str] = []
    notes: list[str] = []
    for line in [*text.splitlines(), ""]:
        if line.lstrip().startswith("//"):
            notes += ["tags-left"] if _TAGGED.search(line) else []
        elif category := _CATEGORY.match(line.strip()):
            notes += [f"category-left:{category[1].strip()}"]
        elif line.strip():
            lines.append(line)
        elif lines:
            yield "\n".join(lines), notes
            lines, notes = [], []


def _read(block: str, notes: list[str], making: Making) -> Question:
    """Read title, text and answers of one question."""
    for note in notes:
        code, _, name = note.partition(":")
        making.remark(code, **({"name": name[:80]} if name else {}))
    text = _ESCAPED.sub(lambda found: _ESCAPES[found[1]], block.strip())
    if title := _TITLE.match(text):
        making.title, text = unescaped(title[1]).strip(), text[title.end() :].strip()
    style = Style.AUTO
    if named := _STYLE.match(text):
        style, text = _STYLES[named[1]], text[named.end() :]
    before, brace, rest = text.partition("{")
    inside, end, after = rest.partition("}")
    making.stem = making.text(unescaped(_with_gap(before, after, inside)), style)
    if not brace:
        raise Refused("nothing-asked")
    if not end:
        raise Refused("brace-open")
    return _question(making, inside.strip(), style)


def _with_gap(before: str, after: str, inside: str) -> str:
    """Put a line where the words of the answer are missing in the sentence."""
    if not after.strip() or not inside.strip():
        return f"{before.rstrip()} {after.lstrip()}".strip()
    return f"{before.rstrip()} {_GAP} {after.strip()}"


def _question(making: Making, inside: str, style: Style) -> Question:
    inside, _, general = inside.partition("####")
    told = making.text(unescaped(general), style)
    inside = inside.strip()
    if inside.count("=") + inside.count("~") > MOST_ANSWERS:
        raise Refused("answers-too-many", most=MOST_ANSWERS)
    if not inside:
        return reflection(making, making.text(unescaped(general), style, blocks=True))
    if inside.startswith("#"):
        return _numeric(making, inside[1:].strip(), style, told)
    if truth := _TRUTH.fullmatch(inside):
        wrong, _, right = (truth[2] or "").partition("#")
        right, wrong = (making.text(unescaped(each), style) for each in (right, wrong))
        is_true = truth[1].upper().startswith("T")
        return true_false(making, answer=is_true, right=joined(right, told), wrong=joined(wrong, told))
    if inside[0] not in "=~":
        raise Refused("answer-unreadable")
    if "->" in inside and "~" not in inside:
        return matching(making, *_pairs(making, inside, style), right=told, wrong=told)
    return _chosen(making, inside, style, told)


def _chosen(making: Making, inside: str, style: Style, told: str) -> Question:
    if "~" in inside:
        found = answered(making, inside, style)
        several = not any(is_right and not weighed for is_right, weighed, _ in found)
        _leave(making, told)
        return choice(making, [answer for _, _, answer in found], several=several)
    found = answered(making, inside, style, plain=True)
    right = next((answer.feedback for _, _, answer in found if answer.share), "")
    return short_text(making, [answer for _, _, answer in found], right=joined(right, told), wrong=told)


def _numeric(making: Making, inside: str, style: Style, told: str) -> Question:
    inside = inside if inside[:1] in ("=", "~") else f"={inside}"
    found = [answer for _, _, answer in answered(making, inside, style, numbers=True)]
    others = [answer for answer in found if answer.text in ("", "*")]
    wrong = next((answer.feedback for answer in others if not answer.share), "")
    answers = [answer for answer in found if answer not in others]
    right = next((answer.feedback for answer in answers if answer.share), "")
    return numeric(making, answers, right=joined(right, told), wrong=joined(wrong, told))


def _pairs(making: Making, inside: str, style: Style) -> tuple[list[tuple[str, str]], list[str]]:
    pairs: list[tuple[str, str]] = []
    further: list[str] = []
    for piece in inside.split("=")[1:]:
        left, arrow, right = piece.partition("->")
        if not arrow:
            raise Refused("answer-unreadable")
        text, target = (making.text(unescaped(each), style) for each in (left, right))
        if text:
            pairs.append((text, target))
        else:
            further.append(target)
    return pairs, further


def _leave(making: Making, told: str) -> None:
    if told:
        making.remark("general-feedback-left", text=told[:200])
