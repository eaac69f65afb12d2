"""What came of each question of a file? Taken, taken with changes, or refused, and why."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from training.authoring.rules.exchange.texts import Style, converted
from training.content.rules.fault import is_key
from training.content.rules.questions import Question
from training.content.rules.texts import clean
from training.foundation.errors import Refused

#: In bytes; a question has a few hundred.
LARGEST = 5 * 1024 * 1024
MOST_QUESTIONS = 2000
#: Of one question; nobody reads through more.
MOST_ANSWERS = 200
#: What is worth a word, although the question says what it said.
_ADVICE = frozenset({"feedback-missing", "category-left", "stem-missing", "retry-penalty-left"})
_LONGEST_TITLE = 80


class Verdict(StrEnum):
    """What came of a question."""

    TAKEN = "taken"
    CHANGED = "changed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What was changed or why a question is refused; words stand in the templates, by the code."""

    code: str
    facts: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """One question of a file. Its key and objective are empty where the file comes from elsewhere."""

    number: int
    title: str
    question: Question | None
    verdict: Verdict
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What became of a question on its way out; `how` is the name that the format has for it."""

    question: Question
    how: str
    remarks: tuple[Remark, ...] = ()


@dataclass(slots=True, kw_only=True)
class Making:
    """What is gathered of one question while it is read."""

    title: str = ""
    stem: str = ""
    key: str = ""
    objective: str = ""
    see: str | None = None
    pool: str | None = None
    remarks: dict[tuple[str, str], Remark] = field(default_factory=dict)

    @property
    def told(self) -> dict[str, Any]:
        """What every kind of question has."""
        if not self.stem:
            self.remark("stem-missing")
        return {
            "key": self.key if is_key(self.key) else "",
            "objective": self.objective if is_key(self.objective) else "",
            "stem": self.stem,
            "see": self.see if self.see and is_key(self.see) else None,
            "pool": self.pool if self.pool and is_key(self.pool) else None,
        }

    def remark(self, code: str, **facts: str | int) -> None:
        """Note what was changed, once."""
        self.remarks.setdefault((code, repr(facts)), Remark(code=code, facts=facts))

    def text(self, raw: str, style: Style, *, blocks: bool = False) -> str:
        """Give a text our spelling, and note what it loses by that."""
        text, lost = converted(raw, style, blocks=blocks)
        for code in lost:
            self.remark(code)
        return text


def received(number: int, read: Callable[[Making], Question]) -> Received:
    """Read one question; a refusal is about this one alone."""
    making = Making()
    try:
        question = read(making)
    except Refused as refusal:
        why = Remark(code=refusal.code, facts=refusal.facts)
        return Received(number=number, title=_titled(making), question=None, verdict=Verdict.REFUSED, remarks=(why,))
    remarks = tuple(making.remarks.values())
    is_changed = any(remark.code not in _ADVICE for remark in remarks)
    verdict = Verdict.CHANGED if is_changed else Verdict.TAKEN
    return Received(number=number, title=_titled(making), question=question, verdict=verdict, remarks=remarks)


def unreadable(format: str, why: str, *, line: int = 0) -> Refused:  # noqa: A002 (the word for it)
    """Say that a whole file cannot be read; `line` is 0 where it is not known."""
    return Refused("file-unreadable", format=format, why=why, line=line)


def _titled(making: Making) -> str:
    words = clean(making.title) or making.stem
    words = " ".join(words.split())
    return words if len(words) <= _LONGEST_TITLE else f"{words[:_LONGEST_TITLE]}…"
