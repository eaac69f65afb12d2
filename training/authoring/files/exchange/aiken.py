"""How is Aiken read? A line that asks, lines that begin with a letter, and ``ANSWER: B``."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

from training.authoring.rules.exchange import MOST_ANSWERS, MOST_QUESTIONS, Making, Received, received, unreadable
from training.authoring.rules.exchange.building import ALL, NOTHING, Answer, choice
from training.authoring.rules.exchange.texts import Style
from training.content.rules.questions import Question
from training.foundation.errors import Refused

AIKEN = "aiken"
_CHOICE = re.compile(r"([A-Z])[.)]\s+(.*)")
_ANSWER = re.compile(r"ANSWER:\s*(.*)")


@dataclass(slots=True, kw_only=True)
class _Block:
    asking: list[str] = field(default_factory=list)
    choices: list[tuple[str, str]] = field(default_factory=list)
    right: str = ""


def read_aiken(text: str) -> tuple[Received, ...]:
    """Read every question; raise Refused("file-unreadable") where there are none or too many."""
    found = list(_blocks(text))
    if not found:
        raise unreadable(AIKEN, "nothing")
    if len(found) > MOST_QUESTIONS:
        raise unreadable(AIKEN, "too-many")
    return tuple(received(number, partial(_read, block)) for number, block in enumerate(found, 1))


def _blocks(text: str) -> Iterator[_Block]:
    block = _Block()
    for line in filter(None, map(str.strip, text.splitlines())):
        offered = _CHOICE.fullmatch(line)
        if answer := _ANSWER.match(line):
            block.right = answer[1].strip()
            yield block
            block = _Block()
        elif offered and block.asking:
            block.choices.append((offered[1], offered[2]))
        elif block.choices:
            # Its answer is missing: what follows belongs to the next question.
            yield block
            block = _Block(asking=[line])
        else:
            block.asking.append(line)
    if block.asking or block.choices:
        yield block


def _read(block: _Block, making: Making) -> Question:
    """Make the single choice that Aiken knows."""
    making.stem = making.text("\n".join(block.asking), Style.PLAIN)
    if len(block.choices) > MOST_ANSWERS:
        raise Refused("answers-too-many", most=MOST_ANSWERS)
    if not block.right:
        raise Refused("right-answer-missing")
    if [letter for letter, _ in block.choices].count(block.right) != 1:
        raise Refused("right-answer-unknown", name=block.right[:20])
    answers = [
        Answer(text=making.text(text, Style.PLAIN), share=ALL if letter == block.right else NOTHING)
        for letter, text in block.choices
    ]
    return choice(making, answers, several=False)
