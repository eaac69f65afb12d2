"""What is added to a module, new or as a copy, and under which key?"""

from dataclasses import replace
from typing import Any

from training.authoring.rules.beginnings import beginning, new_key, new_lesson, new_test, numbered
from training.authoring.rules.structure.order import inserted, keys_of, quiz_keys
from training.authoring.rules.units import LISTS, key_of, parent_of, siblings, unit_of, with_siblings, with_value
from training.content.rules.blocks import BEFORE_AND_AFTER, BLOCKS, Block, Quiz, Sources
from training.content.rules.module import LESSON, TEST, Lesson, Module, Objective, Statement, Term
from training.content.rules.questions import QUESTIONS
from training.content.rules.quiz_faults import PRACTICE
from training.content.rules.segments import MODULE
from training.foundation.errors import Refused

#: What a module lists besides its lessons, by the word for one of them: the field, and the kind.
LISTED: dict[str, tuple[str, type]] = {
    "objective": ("objectives", Objective),
    "statement": ("statements", Statement),
    "term": ("glossary", Term),
}
_BLOCKS: dict[str, type[Block]] = {kind.kind: kind for kind in BLOCKS}
_QUESTIONS: dict[str, type] = {kind.kind: kind for kind in QUESTIONS}


def added(module: Module, parent: str, kind: str, *, after: str | None = None) -> tuple[Module, str]:
    """Add what is empty to the module, a lesson or a quiz; return the address of it too.

    `kind` is objective, statement, term, lesson or test in the module, a kind of block in a lesson, a kind of question
    in a quiz. It stands after the unit of the address `after`, or at the end; a lesson that has sources gets no others.
    Raises Refused("unit-gone"), or Refused("choice-unknown") for what is no kind.
    """
    holder = unit_of(module, parent)
    match holder:
        case Module():
            return _added_to_module(module, kind, after)
        case Lesson():
            there = next((block for block in holder.blocks if isinstance(block, Sources)), None)
            if kind == Sources.kind and there:
                return module, f"{parent}/{there.key}"
            part, field = _new_block(module, holder, kind), "blocks"
        case Quiz():
            key = numbered("question", taken=keys_of(holder.questions))
            part, field = beginning(_known(_QUESTIONS, kind), key), "questions"
        case _:
            raise Refused("choice-unknown")
    parts = inserted(getattr(holder, field), part, after=after and key_of(after))
    return with_value(module, parent, replace(holder, **{field: parts})), f"{parent}/{part.key}"


def duplicated(module: Module, address: str) -> tuple[Module, str]:
    """Put a copy behind what stands at an address, with keys of its own where it needs them; return its address too.

    The copy of a quiz before and after is for practice, since a module has one; sources stay alone in their lesson.
    """
    unit = unit_of(module, address)
    if address == MODULE:
        raise Refused("choice-unknown")
    if isinstance(unit, Sources):
        return module, address
    copy = _copied(module, unit, taken=_taken_beside(module, address, unit))
    parent = parent_of(address)
    parts = inserted(siblings(module, address), copy, after=unit.key)
    where = copy.key if isinstance(unit, Lesson) else f"{parent}/{copy.key}"
    return with_siblings(module, address, parts), where


def _added_to_module(module: Module, kind: str, after: str | None) -> tuple[Module, str]:
    if kind in (LESSON, TEST):
        address = numbered(kind, taken=keys_of(module.lessons))
        quiz = new_key(f"{address}-quiz", taken=quiz_keys(module))
        part, field = new_test(address, quiz=quiz) if kind == TEST else new_lesson(address), "lessons"
    else:
        field, made = _known(LISTED, kind)
        part = beginning(made, numbered(kind, taken=_listed(module)))
        address = f"{MODULE}/{part.key}"
    listed: dict[str, Any] = {field: inserted(getattr(module, field), part, after=after and key_of(after))}
    return replace(module, **listed), address


def _new_block(module: Module, lesson: Lesson, kind: str) -> Any:
    made, taken = _known(_BLOCKS, kind), keys_of(lesson.blocks)
    if made is Quiz:
        taken += quiz_keys(module)
    return beginning(made, numbered(kind, taken=taken))


def _copied(module: Module, unit: Any, *, taken: list[str]) -> Any:
    copy = replace(unit, key=new_key(unit.key, taken=taken))
    match copy:
        case Lesson():
            return replace(copy, blocks=_copied_blocks(module, copy))
        case Quiz() if copy.purpose == BEFORE_AND_AFTER:
            return replace(copy, purpose=PRACTICE)
    return copy


def _copied_blocks(module: Module, lesson: Lesson) -> tuple[Block, ...]:
    taken, made = [*keys_of(lesson.blocks), *quiz_keys(module)], list[Block]()
    for block in lesson.blocks:
        made.append(_copied(module, block, taken=taken) if isinstance(block, Quiz) else block)
        taken.append(made[-1].key)
    return tuple(made)


def _taken_beside(module: Module, address: str, unit: Any) -> list[str]:
    match unit:
        case Objective() | Statement() | Term():
            return _listed(module)
        case Quiz():
            return [*keys_of(siblings(module, address)), *quiz_keys(module)]
    return keys_of(siblings(module, address))


def _listed(module: Module) -> list[str]:
    return [part.key for name in LISTS for part in getattr(module, name)]


def _known(kinds: dict[str, Any], kind: str) -> Any:
    if kind not in kinds:
        raise Refused("choice-unknown")
    return kinds[kind]
