"""What is wrong with a quiz? What nobody could answer, and what could never be marked fairly."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal

from training.content.rules.blocks import Quiz
from training.content.rules.fault import Fault, Place, key_faults, reference_faults, twice
from training.content.rules.module import TEST
from training.content.rules.questions import MultipleChoice, Numeric, Question, SingleChoice

PRACTICE = "practice"
_DECIMAL = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
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


def _of_question(place: Place, question: Question, known: Known) -> Iterator[Fault]:
    yield from reference_faults(place, "objective", [question.objective], known.objectives)
    yield from reference_faults(place, "lesson", [question.see] if question.see else [], known.lessons)
    match question:
        case Numeric():
            yield from key_faults(place, "trap", [trap.key for trap in question.traps])
            yield from _of_numbers(place, question)
        case _:
            yield from key_faults(place, "choice", [choice.key for choice in question.choices])
            yield from _of_choices(place, question)


def _of_choices(place: Place, question: SingleChoice | MultipleChoice) -> Iterator[Fault]:
    right, there = sum(choice.right for choice in question.choices), len(question.choices)
    if there < 2:  # noqa: PLR2004 (a choice is between two)
        yield place.fault("There is nothing to choose from", "Write at least two choices")
    match question:
        case SingleChoice() if right != 1:
            remedy = "Mark exactly one with “right: true”, or write “kind: multiple”"
            yield place.fault(f"{right} choices are right in a single choice", remedy)
        case MultipleChoice() if right in (0, there):
            problem = "Every choice is right" if right else "No choice is right"
            yield place.fault(problem, "Have at least one right and one wrong choice")
    for text in twice(choice.text for choice in question.choices):
        yield place.fault(f"Two choices say “{text}”", "Reword one of them")


def _of_numbers(place: Place, question: Numeric) -> Iterator[Fault]:
    numbers = {"answer": question.answer, "tolerance": question.tolerance}
    numbers |= {f"trap {trap.key}": trap.value for trap in question.traps}
    wrong = {name: text for name, text in numbers.items() if not _DECIMAL.fullmatch(text)}
    for name, text in wrong.items():
        remedy = "Write digits, with a point and without a unit, such as 0.5"
        yield place.fault(f"{name}: “{text}” is not a decimal number", remedy)
    if not wrong:
        yield from _of_traps(place, question)


def _of_traps(place: Place, question: Numeric) -> Iterator[Fault]:
    if Decimal(question.tolerance) < 0:
        yield place.fault("tolerance is less than zero", "Write 0 or more")
    for trap in question.traps:
        if abs(Decimal(trap.value) - Decimal(question.answer)) <= Decimal(question.tolerance):
            remedy = "Remove the trap, or make the tolerance smaller"
            yield place.inside(trap.key).fault(f"The trap {trap.value} counts as right", remedy)
    for value in twice(str(Decimal(trap.value).normalize()) for trap in question.traps):
        yield place.fault(f"Two traps have the value {value}", "Remove one of them")
