"""At what should a trainer look first, of all that the figures of a quiz say?"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from training.quizzes.rules.statistics.alarm import Alarm
from training.quizzes.rules.statistics.figures import QuestionFigures, QuizFigures

Matter = Literal["too-few", "alarm", "against", "watch", "weak", "hard", "unreliable", "nothing"]

#: A question below this hardly tells who knows from who does not. Ebel, Essentials of Educational Measurement (1972),
#: calls less than 0.2 poor; this is half of it, since our tests are short and a rest score of few questions is rough.
WEAK = 0.1
HARD = 0.2
#: Half of what is measured is chance.
UNRELIABLE = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstLook:
    """What matters most, and about which question in which language it is, where it is about one."""

    matter: Matter
    question: str | None = None
    language: str | None = None


def first_look(figures: QuizFigures, alarms: Iterable[Alarm]) -> FirstLook:
    """Choose: a wrong translation, a question that is against those who know, a suspicion, then what is only weak."""
    found = sorted(alarms, key=_loudness, reverse=True)
    looks = (
        *_suspected(found, "alarm"),
        *_least(figures.questions, "against", _discrimination, below=0.0),
        *_suspected(found, "watch"),
        *_least(figures.questions, "weak", _discrimination, below=WEAK),
        *_least(figures.questions, "hard", _share, below=HARD),
    )
    if looks:
        return looks[0]
    if not any(question.enough for question in figures.questions):
        return FirstLook(matter="too-few")
    alpha = figures.reliability.alpha
    return FirstLook(matter="unreliable" if alpha is not None and alpha < UNRELIABLE else "nothing")


def _suspected(alarms: Iterable[Alarm], verdict: Literal["alarm", "watch"]) -> list[FirstLook]:
    suspected = [alarm for alarm in alarms if alarm.verdict == verdict]
    return [FirstLook(matter=verdict, question=alarm.question, language=alarm.language) for alarm in suspected]


def _least(
    questions: Iterable[QuestionFigures],
    matter: Matter,
    number: Callable[[QuestionFigures], float | None],
    *,
    below: float,
) -> list[FirstLook]:
    numbers = [(value, each.question) for each in questions if (value := number(each)) is not None and value < below]
    return [FirstLook(matter=matter, question=question) for _, question in sorted(numbers)]


def _loudness(alarm: Alarm) -> tuple[bool, float]:
    return alarm.turned, abs(alarm.posterior_mean or 0)


def _discrimination(figures: QuestionFigures) -> float | None:
    return figures.discrimination


def _share(figures: QuestionFigures) -> float | None:
    return figures.facility.share if figures.facility else None
