"""What is wrong with a question of one kind? What nobody could answer, or what could not be marked."""

import re
from collections.abc import Iterator
from decimal import Decimal

from training.content.rules.fault import Fault, Place, given, key_faults, reference_faults, twice
from training.content.rules.naming import field_name
from training.content.rules.questions import (
    GapText,
    Matching,
    MultipleChoice,
    Numeric,
    Ordering,
    Question,
    Scenario,
    SingleChoice,
)

_DECIMAL = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_PLACEHOLDER = re.compile(r"\{([a-z0-9-]+)\}")
_TWO = 2


def kind_faults(place: Place, question: Question) -> Iterator[Fault]:
    """List what is wrong with a question as one of its kind; `place` is the question itself."""
    match question:
        case SingleChoice() | MultipleChoice():
            yield from key_faults(place, [choice.key for choice in question.choices])
            yield from _of_choices(place, question)
        case Numeric():
            yield from key_faults(place, [trap.key for trap in question.traps])
            yield from _of_numbers(place, question)
        case GapText():
            yield from _of_gaps(place, question)
        case Matching():
            yield from _of_pairs(place, question)
        case Ordering():
            yield from key_faults(place, [item.key for item in question.items])
            yield from _of_same_texts(place, [item.text for item in question.items])
            if len(question.items) < _TWO:
                yield place.fault("There is nothing to order", "Write at least two items")
        case Scenario():
            yield from _of_steps(place, question)


def _of_choices(place: Place, question: SingleChoice | MultipleChoice) -> Iterator[Fault]:
    right, there = sum(choice.right for choice in question.choices), len(question.choices)
    if there < _TWO:
        yield place.fault("There is nothing to choose from", "Write at least two choices")
    match question:
        case SingleChoice() if right != 1:
            remedy = "Mark exactly one choice as right, or ask a question with several right choices"
            yield place.fault("A single choice has one right choice, not %(right)s", remedy, right=right)
        case MultipleChoice() if right in (0, there):
            problem = "Every choice is right" if right else "No choice is right"
            yield place.fault(problem, "Have at least one right and one wrong choice")
    yield from _of_same_texts(place, [choice.text for choice in question.choices])


def _of_same_texts(place: Place, texts: list[str]) -> Iterator[Fault]:
    for text in twice(filter(None, texts)):
        yield place.fault("Two choices say “%(text)s”", "Reword one of them", text=text)


def _of_numbers(place: Place, question: Numeric) -> Iterator[Fault]:
    numbers = [(place, "answer", question.answer), (place, "tolerance", question.tolerance)]
    numbers += [(place.inside(trap.key), "value", trap.value) for trap in question.traps]
    wrong = [(at, name, text) for at, name, text in numbers if not _DECIMAL.fullmatch(text)]
    for at, name, text in wrong:
        if not text:
            continue
        remedy = "Write digits, with a point and without a unit, such as 0.5"
        yield at.fault("%(field)s: “%(text)s” is not a decimal number", remedy, field=field_name(name), text=text)
    if not wrong:
        yield from _of_traps(place, question)


def _of_traps(place: Place, question: Numeric) -> Iterator[Fault]:
    if Decimal(question.tolerance) < 0:
        yield place.fault("The tolerance is less than zero", "Write 0 or more")
    for trap in question.traps:
        if abs(Decimal(trap.value) - Decimal(question.answer)) <= Decimal(question.tolerance):
            remedy = "Remove the trap, or make the tolerance smaller"
            yield place.inside(trap.key).fault("The trap %(value)s counts as right", remedy, value=trap.value)
    for value in twice(str(Decimal(trap.value).normalize()) for trap in question.traps):
        yield place.fault("Two traps have the value %(value)s", "Remove one of them", value=value)


def _of_gaps(place: Place, question: GapText) -> Iterator[Fault]:
    keys = [gap.key for gap in question.gaps]
    yield from key_faults(place, keys)
    if sorted(_PLACEHOLDER.findall(question.text)) != sorted(keys) or not keys:
        yield place.fault(
            "The gaps are not those of the text", "Write the key of each gap once in the text, in braces: {key}"
        )
    for gap in question.gaps:
        inside = place.inside(gap.key)
        yield from key_faults(inside, [option.key for option in gap.options])
        yield from _of_same_texts(inside, [option.text for option in gap.options])
        if sum(option.right for option in gap.options) != 1 or len(gap.options) < _TWO:
            yield inside.fault("A gap has not exactly one right word among several", "Mark exactly one as right")


def _of_pairs(place: Place, question: Matching) -> Iterator[Fault]:
    targets = [target.key for target in question.targets]
    # They share the addresses of their texts.
    yield from key_faults(place, [*(pair.key for pair in question.pairs), *targets])
    yield from _of_same_texts(place, [target.text for target in question.targets])
    if len(question.pairs) < _TWO or len(targets) < _TWO:
        yield place.fault("There is nothing to match", "Write at least two pairs and two targets")
    for pair in question.pairs:
        yield from reference_faults(place.inside(pair.key), "target", given(pair.target), targets)


def _of_steps(place: Place, question: Scenario) -> Iterator[Fault]:
    steps = [step.key for step in question.steps]
    yield from key_faults(place, steps)
    if not steps:
        yield place.fault("The case has no steps", "Write at least one step")
    for step in question.steps:
        inside = place.inside(step.key)
        yield from key_faults(inside, [decision.key for decision in step.decisions])
        yield from reference_faults(inside, "step", [each.next for each in step.decisions if each.next], steps)
        if sum(decision.right for decision in step.decisions) != 1 or len(step.decisions) < _TWO:
            yield inside.fault("A step has not exactly one right decision among several", "Mark exactly one as right")
    if steps and not _ends(question):
        yield place.fault(
            "The right decisions lead in a circle", "Let one of them end the case: name no next step there"
        )


def _ends(question: Scenario) -> bool:
    """Tell whether the right decisions lead from the first step to an end."""
    following = {step.key: [each.next for each in step.decisions if each.right] for step in question.steps}
    seen: set[str] = set()
    at: str | None = question.steps[0].key
    while at is not None and at not in seen and following.get(at):
        seen.add(at)
        at = following[at][0]
    return at is None
