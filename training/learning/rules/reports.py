"""What can be said against a question, how often, and what can come of it?"""

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Protocol

from training.content.rules.blocks import Quiz
from training.content.rules.module import Lesson, Module
from training.content.rules.questions import Question, Scenario
from training.content.rules.segments import Shown, segments
from training.content.rules.texts import clean
from training.foundation.errors import Refused

TRANSLATION, KEY, UNCLEAR, OTHER = KINDS = ("translation", "key", "unclear", "other")
FORWARDED = "forwarded"
DECISIONS = ("corrected", "regraded", "no-change", FORWARDED)
#: The two parts of what is written about a report: the learner's words and the answer to them.
OBJECTION, REPLY = PARTS = ("objection", "reply")
MOST_WORDS = 1000
#: How many reports a person may send in a day, and how long a day is.
MOST_REPORTS, A_DAY = 20, timedelta(hours=24)

# What a learner reads before answering. Everything else may tell what is right: feedback, accepted words, a model.
_READ_BEFORE = {"stem", "text", "unit", "low", "high"}
_GAP = re.compile(r"\{[^{}]+\}")


class Matter(Protocol):
    """What a report is about."""

    @property
    def quiz(self) -> str:
        """The key of the quiz."""

    @property
    def question(self) -> str:
        """The key of the question."""

    @property
    def kind(self) -> str:
        """One of KINDS."""

    @property
    def language(self) -> str:
        """The language in which the question was read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A text of a question, by the address of its segment, in the language in which it is shown."""

    address: str
    text: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """What a learner says against a question; `segment` is the address of a text, or of the whole question."""

    segment: str
    kind: str
    words: str


def places(module: Module, lesson: Lesson, quiz: Quiz, question: Question) -> tuple[Place, ...]:
    """List the texts of a question of a localised module: first what is asked, then the rest in the order of letters.

    The order in which they were written may be the right answer, and so may be what comes after a decision.
    """
    alone = replace(module, lessons=(replace(lesson, blocks=(replace(quiz, questions=(_begun(question),)),)),))
    address = whole(lesson, quiz, question)
    found = [
        Place(address=at, text=_GAP.sub("…", text), language=text.language)
        for at, text in segments(alone)
        if at.startswith(f"{address}/") and at.rpartition("/")[2] in _READ_BEFORE and isinstance(text, Shown)
    ]
    return tuple(sorted(found, key=lambda place: (place.address != f"{address}/stem", place.text.casefold())))


def whole(lesson: Lesson, quiz: Quiz, question: Question) -> str:
    """Return the address that stands for a question with all its texts."""
    return f"{lesson.key}/{quiz.key}/{question.key}"


def kinds_in(language: str, *, source: str) -> tuple[str, ...]:
    """List what can be wrong for a reader in a language: who reads the original reads no translation."""
    return tuple(kind for kind in KINDS if kind != TRANSLATION or language != source)


def objection(
    *, about: str, kind: str, words: str, whole: str, places: Sequence[Place], kinds: Sequence[str]
) -> Objection:
    """Make an objection from what a form sent; `about` is the number of a place, counted from one, or "0" for all.

    A number and no address, since the keys in an address may tell what belongs together. Raises Refused with
    "nothing-chosen" (no kind), "choice-unknown", "report-without-words" or "report-too-long".
    """
    addresses = (whole, *(place.address for place in places))
    if not kind:
        raise Refused("nothing-chosen")
    if kind not in kinds or about not in map(str, range(len(addresses))):
        raise Refused("choice-unknown")
    written = written_words(words)
    if kind == OTHER and not written:
        raise Refused("report-without-words")
    return Objection(segment=addresses[int(about)], kind=kind, words=written)


def written_words(typed: str) -> str:
    """Give words about a report their one spelling, or raise Refused("report-too-long")."""
    text = clean(typed)
    if len(text) > MOST_WORDS:
        raise Refused("report-too-long", most=MOST_WORDS)
    return text


def check_decision(decision: str) -> None:
    """Raise Refused("choice-unknown") for what nobody can decide."""
    if decision not in DECISIONS:
        raise Refused("choice-unknown")


def check_rate(sent: int) -> None:
    """Raise Refused("reports-too-many") where this many were sent within a day: one person must not bury the rest."""
    if sent >= MOST_REPORTS:
        raise Refused("reports-too-many", most=MOST_REPORTS)


def alike(reports: Iterable[Matter]) -> Counter[Hashable]:
    """Count the reports by what they are about, as `subject` names it."""
    return Counter(subject(report) for report in reports)


def subject(report: Matter) -> Hashable:
    """Say what a report is about: a translation is wrong in one language, everything else in all."""
    language = report.language if report.kind == TRANSLATION else None
    return report.quiz, report.question, report.kind, language


def _begun(question: Question) -> Question:
    """Leave out the steps of a scenario to which a decision leads."""
    return replace(question, steps=question.steps[:1]) if isinstance(question, Scenario) else question
