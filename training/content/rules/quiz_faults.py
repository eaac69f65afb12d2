"""What is wrong with a quiz? What nobody could answer, and what could never be marked fairly."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from training.content.rules.blocks import Quiz
from training.content.rules.fault import Fault, Place, key_faults, reference_faults
from training.content.rules.kind_faults import kind_faults
from training.content.rules.module import TEST
from training.content.rules.questions import WITHOUT_POINTS, Question

PRACTICE = "practice"
_ALL = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Which keys a question may name."""

    objectives: Collection[str]
    lessons: Collection[str]


def quiz_faults(place: Place, quiz: Quiz, known: Known) -> Iterator[Fault]:
    """List every fault of a quiz and its questions; `place` is the quiz itself."""
    yield from key_faults(place, "question", [question.key for question in quiz.questions])
    yield from _of_purpose(place, quiz)
    yield from _of_rules(place, quiz)
    yield from _of_pools(place, quiz)
    if not quiz.questions:
        yield place.fault("The quiz asks nothing", "Add questions")
    for question in quiz.questions:
        yield from _of_question(place.inside(question.key), question, known)


def _of_purpose(place: Place, quiz: Quiz) -> Iterator[Fault]:
    if quiz.purpose not in (PRACTICE, TEST):
        yield place.fault(f"The purpose “{quiz.purpose}” is not known", "Write practice or test")
    if quiz.purpose == TEST and quiz.pass_percent is None:
        yield place.fault("The test lacks pass_percent", "Say how many per cent of the points pass it")
    if quiz.purpose == PRACTICE and quiz.pass_percent is not None:
        yield place.fault("Practice cannot be passed", "Remove pass_percent, or write “purpose: test”")
    if quiz.pass_percent is not None and not 1 <= quiz.pass_percent <= _ALL:
        yield place.fault(f"pass_percent is {quiz.pass_percent}", "Write a number from 1 to 100")


def _of_rules(place: Place, quiz: Quiz) -> Iterator[Fault]:
    limits = {"attempts": quiz.attempts, "wait_hours": quiz.wait_hours or None, "minutes": quiz.minutes}
    for name, limit in limits.items():
        if limit is None:
            continue
        if quiz.purpose != TEST:
            yield place.fault(f"Practice has no {name}", "Remove it, or write “purpose: test”")
        elif limit < 1:
            yield place.fault(f"{name} is less than 1", "Write 1 or more, or leave it out")


def _of_pools(place: Place, quiz: Quiz) -> Iterator[Fault]:
    sizes = Counter(question.pool for question in quiz.questions if question.pool)
    yield from key_faults(place, "pool", [draw.pool for draw in quiz.draws])
    for draw in quiz.draws:
        if not 1 <= draw.count <= sizes[draw.pool]:
            remedy = f"The pool holds {sizes[draw.pool]}: draw at least 1 and at most so many"
            yield place.fault(f"{draw.count} questions cannot be drawn from the pool “{draw.pool}”", remedy)
    for question in quiz.questions:
        if question.pool and isinstance(question, WITHOUT_POINTS):
            remedy = "Take it out of the pool: every attempt shall be able to reach the same points"
            yield place.inside(question.key).fault("A question without points stands in a pool", remedy)
    for pool in sizes.keys() - {draw.pool for draw in quiz.draws}:
        yield place.fault(f"Nothing is drawn from the pool “{pool}”", "Say under “draws” how many questions")


def _of_question(place: Place, question: Question, known: Known) -> Iterator[Fault]:
    yield from reference_faults(place, "objective", [question.objective], known.objectives)
    yield from reference_faults(place, "lesson", [question.see] if question.see else [], known.lessons)
    yield from kind_faults(place, question)
