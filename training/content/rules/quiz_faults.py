"""What is wrong with a quiz? What nobody could answer, and what could never be marked fairly."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from training.content.rules.blocks import BEFORE_AND_AFTER, Quiz
from training.content.rules.fault import Fault, Place, given, key_faults, reference_faults
from training.content.rules.kind_faults import kind_faults
from training.content.rules.module import TEST
from training.content.rules.questions import WITHOUT_POINTS, Question
from training.foundation.phrases import Phrase

PRACTICE = "practice"
PURPOSES = (PRACTICE, TEST, BEFORE_AND_AFTER)
_ALL = 100
#: What is said of each limit: of one outside a test, and of one that is too small.
_TRIES = Phrase("Only a test has a number of attempts"), Phrase("The number of attempts is less than 1")
_WAIT = Phrase("Only a test has a wait between attempts"), Phrase("The wait is shorter than 1 hour")
_TIME = Phrase("Only a test has a time limit"), Phrase("The time limit is less than 1 minute")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Which keys a question may name."""

    objectives: Collection[str]
    lessons: Collection[str]


def quiz_faults(place: Place, quiz: Quiz, known: Known) -> Iterator[Fault]:
    """List every fault of a quiz and its questions; `place` is the quiz itself."""
    yield from key_faults(place, [question.key for question in quiz.questions])
    yield from _of_purpose(place, quiz)
    yield from _of_rules(place, quiz)
    yield from _of_pools(place, quiz)
    yield from _of_both_moments(place, quiz)
    if not quiz.questions:
        yield place.fault("The quiz asks nothing", "Add questions")
    for question in quiz.questions:
        yield from _of_question(place.inside(question.key), question, known)


def _of_purpose(place: Place, quiz: Quiz) -> Iterator[Fault]:
    if quiz.purpose and quiz.purpose not in PURPOSES:
        remedy = "Make it one of: %(known)s"
        yield place.fault(
            "The purpose “%(purpose)s” is not known", remedy, purpose=quiz.purpose, known=", ".join(PURPOSES)
        )
    if quiz.purpose == TEST and quiz.pass_percent is None:
        yield place.fault(
            "The test does not say how many per cent of the points pass it", "Write a number from 1 to 100"
        )
    if quiz.purpose in (PRACTICE, BEFORE_AND_AFTER) and quiz.pass_percent is not None:
        remedy = "Remove the per cent that pass it, or make the quiz a test"
        yield place.fault("Only a test can be passed", remedy)
    if quiz.pass_percent is not None and not 1 <= quiz.pass_percent <= _ALL:
        problem = "%(percent)s %% of the points cannot be what passes the test"
        yield place.fault(problem, "Write a number from 1 to 100", percent=quiz.pass_percent)


def _of_rules(place: Place, quiz: Quiz) -> Iterator[Fault]:
    limits = ((_TRIES, quiz.attempts), (_WAIT, quiz.wait_hours or None), (_TIME, quiz.minutes))
    for (elsewhere, too_small), limit in limits:
        if limit is None:
            continue
        if quiz.purpose != TEST:
            yield place.fault(elsewhere, "Remove it, or make the quiz a test")
        elif limit < 1:
            yield place.fault(too_small, "Write 1 or more, or leave it out")


def _of_pools(place: Place, quiz: Quiz) -> Iterator[Fault]:
    sizes = Counter(question.pool for question in quiz.questions if question.pool)
    yield from key_faults(place, [draw.pool for draw in quiz.draws])
    for draw in quiz.draws:
        if not 1 <= draw.count <= sizes[draw.pool]:
            problem = "So many questions cannot be drawn from the pool “%(pool)s”: %(count)s"
            remedy = "Draw at least 1 and at most as many as it holds: %(size)s"
            yield place.fault(problem, remedy, pool=draw.pool, count=draw.count, size=sizes[draw.pool])
    for question in quiz.questions:
        if question.pool and isinstance(question, WITHOUT_POINTS):
            remedy = "Take it out of the pool: every attempt shall be able to reach the same points"
            yield place.inside(question.key).fault("A question without points stands in a pool", remedy)
    for pool in sizes.keys() - {draw.pool for draw in quiz.draws}:
        yield place.fault("Nothing is drawn from the pool “%(pool)s”", "Say how many questions are drawn", pool=pool)


def _of_both_moments(place: Place, quiz: Quiz) -> Iterator[Fault]:
    """Find what would make two sittings of the same quiz differ, or leave nothing to compare."""
    if quiz.purpose != BEFORE_AND_AFTER:
        return
    if quiz.draws:
        remedy = "Draw nothing, and remove the pools: only the same questions can be compared"
        yield place.fault("A quiz before and after draws its questions", remedy)
    if all(isinstance(question, WITHOUT_POINTS) for question in quiz.questions):
        yield place.fault("No question of a quiz before and after gives points", "Add questions with points")


def _of_question(place: Place, question: Question, known: Known) -> Iterator[Fault]:
    yield from reference_faults(place, "objective", given(question.objective), known.objectives)
    yield from reference_faults(place, "lesson", given(question.see), known.lessons)
    yield from kind_faults(place, question)
