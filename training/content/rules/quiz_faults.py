"""What is wrong with a quiz? What nobody could answer, and what could never be marked fairly."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from training.content.rules.blocks import BEFORE_AND_AFTER, Quiz
from training.content.rules.fault import Fault, Place, key_faults, reference_faults
from training.content.rules.kind_faults import kind_faults
from training.content.rules.module import TEST
from training.content.rules.questions import WITHOUT_POINTS, Question

PRACTICE = "practice"
PURPOSES = {PRACTICE: "Practice", TEST: "A test", BEFORE_AND_AFTER: "A quiz before and after"}
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
    yield from _of_both_moments(place, quiz)
    if not quiz.questions:
        yield place.fault("The quiz asks nothing", "Add questions")
    for question in quiz.questions:
        yield from _of_question(place.inside(question.key), question, known)


def _of_purpose(place: Place, quiz: Quiz) -> Iterator[Fault]:
    if quiz.purpose not in PURPOSES:
        remedy = f"Write {', '.join(list(PURPOSES)[:-1])} or {list(PURPOSES)[-1]}"
        yield place.fault(f"The purpose “{quiz.purpose}” is not known", remedy)
    if quiz.purpose == TEST and quiz.pass_percent is None:
        yield place.fault("The test lacks pass_percent", "Say how many per cent of the points pass it")
    if quiz.purpose in (PRACTICE, BEFORE_AND_AFTER) and quiz.pass_percent is not None:
        remedy = "Remove pass_percent, or write “purpose: test”"
        yield place.fault(f"{PURPOSES[quiz.purpose]} cannot be passed", remedy)
    if quiz.pass_percent is not None and not 1 <= quiz.pass_percent <= _ALL:
        yield place.fault(f"pass_percent is {quiz.pass_percent}", "Write a number from 1 to 100")


def _of_rules(place: Place, quiz: Quiz) -> Iterator[Fault]:
    limits = {"attempts": quiz.attempts, "wait_hours": quiz.wait_hours or None, "minutes": quiz.minutes}
    for name, limit in limits.items():
        if limit is None:
            continue
        if quiz.purpose != TEST:
            named = PURPOSES.get(quiz.purpose, "The quiz")
            yield place.fault(f"{named} has no {name}", "Remove it, or write “purpose: test”")
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


def _of_both_moments(place: Place, quiz: Quiz) -> Iterator[Fault]:
    """Find what would make two sittings of the same quiz differ, or leave nothing to compare."""
    if quiz.purpose != BEFORE_AND_AFTER:
        return
    if quiz.draws:
        remedy = "Remove “draws” and the pools: only the same questions can be compared"
        yield place.fault("A quiz before and after draws its questions", remedy)
    if all(isinstance(question, WITHOUT_POINTS) for question in quiz.questions):
        yield place.fault("No question of a quiz before and after gives points", "Add questions with points")


def _of_question(place: Place, question: Question, known: Known) -> Iterator[Fault]:
    yield from reference_faults(place, "objective", [question.objective], known.objectives)
    yield from reference_faults(place, "lesson", [question.see] if question.see else [], known.lessons)
    yield from kind_faults(place, question)
