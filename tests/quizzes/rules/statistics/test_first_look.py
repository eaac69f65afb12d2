"""Is a trainer sent first where it matters most?"""

from typing import Any

import pytest

from training.quizzes.rules.statistics.alarm import Alarm
from training.quizzes.rules.statistics.figures import QuestionFigures, QuizFigures
from training.quizzes.rules.statistics.first_look import FirstLook, first_look
from training.quizzes.rules.statistics.items import Facility, Reliability


def question(key: str, *, discrimination: float | None = 0.4, share: float = 0.7) -> QuestionFigures:
    """Make the figures of a sound question."""
    facility = Facility(share=share, low=share, high=share)
    return QuestionFigures(question=key, enough=True, number=90, facility=facility, discrimination=discrimination)


def quiz(*questions: QuestionFigures, alpha: float | None = 0.8) -> QuizFigures:
    """Make the figures of a quiz."""
    return QuizFigures(number=90, questions=questions, reliability=Reliability(number=90, alpha=alpha, error=1.0))


def alarm(question: str, verdict: Any = "alarm", *, mean: float = -2.0, turned: bool = False) -> Alarm:
    """Let an alarm ring in Czech."""
    return Alarm(
        language="cs",
        question=question,
        focal=90,
        reference=90,
        posterior_mean=mean,
        turned=turned,
        verdict=verdict,
    )


SOUND, AGAINST, WEAK = question("sound"), question("against", discrimination=-0.1), question("weak", discrimination=0)
HARD = question("hard", share=0.1)


@pytest.mark.parametrize(
    ("figures", "alarms", "look"),
    [
        (quiz(SOUND, AGAINST), [alarm("sound")], FirstLook(matter="alarm", question="sound", language="cs")),
        (quiz(AGAINST, WEAK), [alarm("sound", "watch")], FirstLook(matter="against", question="against")),
        (quiz(WEAK), [alarm("sound", "watch")], FirstLook(matter="watch", question="sound", language="cs")),
        (quiz(SOUND, HARD, WEAK), [alarm("sound", "none")], FirstLook(matter="weak", question="weak")),
        (quiz(SOUND, HARD, alpha=0.1), [alarm("x", "not-enough")], FirstLook(matter="hard", question="hard")),
        (quiz(SOUND, alpha=0.1), [], FirstLook(matter="unreliable")),
        (quiz(SOUND, alpha=None), [], FirstLook(matter="nothing")),
        (quiz(question("same", discrimination=None)), [], FirstLook(matter="nothing")),
        (quiz(QuestionFigures(question="few", enough=False), alpha=None), [], FirstLook(matter="too-few")),
    ],
)
def test_what_matters_most_comes_first(figures: QuizFigures, alarms: list[Alarm], look: FirstLook) -> None:
    assert first_look(figures, alarms) == look


def test_a_turned_key_is_worse_than_any_difference_and_a_large_one_worse_than_a_small_one() -> None:
    small, large, turned = alarm("small", mean=-1.6), alarm("large", mean=2.5), alarm("turned", mean=0, turned=True)

    assert first_look(quiz(SOUND), [small, large, turned]).question == "turned"
    assert first_look(quiz(SOUND), [small, large]).question == "large"


def test_of_weak_questions_the_weakest_comes_first() -> None:
    assert first_look(quiz(question("weak", discrimination=0.05), WEAK), []).question == "weak"
    assert first_look(quiz(question("less", discrimination=0.05), WEAK), []).question == "weak"
