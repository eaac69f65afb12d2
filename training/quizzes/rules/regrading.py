"""What is an attempt worth once a wrong key or a wrong translation is put right?"""

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from uuid import UUID

from training.content.rules.blocks import Quiz
from training.quizzes.rules.grading import Mark, worth
from training.quizzes.rules.kinds.short_text import folded
from training.quizzes.rules.responses import Response

#: What a correction does: count more answers as right, let the question count for nobody, give everybody its point.
ACCEPT, DROP, FULL = "accept", "drop", "full"
CHANGES = (ACCEPT, DROP, FULL)

_FULL_POINT = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What is put right: one question, in every language or in one.

    `accepted` are the answers, by `answer_key`, that count fully besides the key.
    """

    question: str
    change: str
    accepted: frozenset[str] = frozenset()
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """A graded attempt as far as one question matters: its mark, and the answer that counts.

    `language` is that of the answer; where the question was left open, that of the attempt's last answer.
    """

    attempt_id: UUID
    enrolment_id: int
    mark: Mark
    response: Response | None
    language: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenAnswer:
    """One answer as often as it was given, in which languages how often, and whether it was worth the full point."""

    key: str
    response: Response
    count: int
    languages: tuple[tuple[str, int], ...]
    right: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Regrading:
    """An attempt whose mark a correction changes."""

    sitting: Sitting
    after: Mark

    @property
    def rises(self) -> bool:
        """Tell whether the share of points becomes larger."""
        return _gain(self.sitting.mark, self.after) > 0

    @property
    def falls(self) -> bool:
        """Tell whether the share of points becomes smaller, or the test is no longer passed."""
        return _gain(self.sitting.mark, self.after) < 0 or self.fails

    @property
    def passes(self) -> bool:
        """Tell whether the test is passed only now."""
        return self.after.passed and not self.sitting.mark.passed

    @property
    def fails(self) -> bool:
        """Tell whether the test was passed and is not any more."""
        return self.sitting.mark.passed and not self.after.passed


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What becomes of results that are graded again: how many, and how many of them rise, fall, pass or fail by it."""

    changed: int
    risen: int
    fallen: int
    passed: int
    failed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What a correction would do: how many attempts it concerns, and what becomes of those that it changes.

    `counts` are as if lowering were confirmed.
    """

    attempts: int
    counts: Counts


def answer_key(response: Response) -> str:
    """Name what was answered, whatever the language and however it was typed.

    A digest, since addresses carry it and what somebody wrote must not stand in a log.
    """
    return sha256(json.dumps(_said(response), sort_keys=True).encode()).hexdigest()[:16]


def regraded(sitting: Sitting, quiz: Quiz, correction: Correction) -> Mark:
    """Return the mark after a correction; the points of all other questions stay, and a second time changes nothing."""
    marks, question = sitting.mark.marks, correction.question
    if not _is_concerned(sitting, correction):
        return sitting.mark
    match correction.change:
        case "drop":
            return worth(quiz, {key: points for key, points in marks.items() if key != question})
        case "accept" if sitting.response is None or answer_key(sitting.response) not in correction.accepted:
            return sitting.mark
        case "accept" | "full":
            return sitting.mark if marks[question] == _FULL_POINT else worth(quiz, marks | {question: _FULL_POINT})
    raise ValueError(correction.change)


def regradings(sittings: Iterable[Sitting], quiz: Quiz, correction: Correction) -> list[Regrading]:
    """List the attempts whose mark a correction changes."""
    after = ((sitting, regraded(sitting, quiz, correction)) for sitting in sittings)
    return [Regrading(sitting=sitting, after=mark) for sitting, mark in after if mark != sitting.mark]


def carried_out(found: Iterable[Regrading], *, lower: bool) -> list[Regrading]:
    """Leave out the attempts that would lose by it, unless lowering was confirmed."""
    return [regrading for regrading in found if lower or not regrading.falls]


def counted(found: Collection[Regrading]) -> Counts:
    """Count what becomes of results."""
    return Counts(
        changed=len(found),
        risen=sum(each.rises for each in found),
        fallen=sum(each.falls for each in found),
        passed=sum(each.passes for each in found),
        failed=sum(each.fails for each in found),
    )


def effect(sittings: Collection[Sitting], quiz: Quiz, correction: Correction) -> Effect:
    """Tell what a correction would do."""
    attempts = sum(_is_concerned(sitting, correction) for sitting in sittings)
    return Effect(attempts=attempts, counts=counted(regradings(sittings, quiz, correction)))


def answers_given(sittings: Iterable[Sitting], question: str) -> tuple[GivenAnswer, ...]:
    """List the answers to a question that count, the most frequent one first."""
    found: defaultdict[str, list[tuple[Response, Sitting]]] = defaultdict(list)
    for sitting in sittings:
        if sitting.response is not None and question in sitting.mark.marks:
            found[answer_key(sitting.response)].append((sitting.response, sitting))
    listed = (_given_answer(key, given, question) for key, given in found.items())
    return tuple(sorted(listed, key=lambda answer: (-answer.count, answer.key)))


def _said(response: Response) -> Response:
    match response:
        case {"number": number}:
            return {"number": f"{Decimal(number).normalize():f}"}
        case {"text": text}:
            return {"text": folded(text)}
        case _:
            return response


def _given_answer(key: str, given: list[tuple[Response, Sitting]], question: str) -> GivenAnswer:
    languages = Counter(sitting.language or "" for _, sitting in given)
    return GivenAnswer(
        key=key,
        response=given[0][0],
        count=len(given),
        languages=tuple(sorted(languages.items(), key=lambda each: (-each[1], each[0]))),
        right=all(sitting.mark.marks[question] == _FULL_POINT for _, sitting in given),
    )


def _is_concerned(sitting: Sitting, correction: Correction) -> bool:
    return correction.question in sitting.mark.marks and correction.language in (None, sitting.language)


def _gain(before: Mark, after: Mark) -> float:
    # Shares of what could be reached, multiplied out: without a question, two points of two are no less than three of
    # three. Rounded, since tenths of points do not add up exactly.
    return round(after.points * before.max_points - before.points * after.max_points, 4)
