"""Where does a part stand now: further up or down, or in another lesson?"""

from dataclasses import replace
from typing import Any

from training.authoring.rules.beginnings import new_key
from training.authoring.rules.structure.order import arranged, inserted, keys_of, quiz_keys
from training.authoring.rules.units import parent_of, siblings, unit_of, with_siblings, with_value
from training.content.rules.blocks import Block, Quiz, Source, Sources, cited_by
from training.content.rules.module import Lesson, Module
from training.content.rules.segments import MODULE
from training.foundation.errors import Refused


def moved(module: Module, address: str, *, by: int) -> Module:
    """Move a unit up (-1) or down (1) among its like; at the end nothing changes."""
    if address == MODULE:
        raise Refused("choice-unknown")
    unit, parts = unit_of(module, address), siblings(module, address)
    others = [part for part in parts if part is not unit]
    at = min(max(next(number for number, part in enumerate(parts) if part is unit) + by, 0), len(others))
    return with_siblings(module, address, arranged([*others[:at], unit, *others[at:]]))


def moved_to(module: Module, address: str, *, lesson: str) -> Module:
    """Move a block to the end of another lesson, with the sources that it cites.

    It gets another key where its own is taken there. The sources of a lesson stay with it. Raises
    Refused("unit-gone"), or Refused("choice-unknown") for what is no block or no lesson.
    """
    block, target = unit_of(module, address), unit_of(module, lesson)
    home = unit_of(module, parent_of(address))
    if not isinstance(home, Lesson) or not isinstance(target, Lesson):
        raise Refused("choice-unknown")
    if isinstance(block, Sources) or home.key == target.key:
        return module
    left = with_siblings(module, address, (each for each in home.blocks if each is not block))
    taken = [*keys_of(target.blocks), *quiz_keys(module)]
    key = block.key if block.key not in keys_of(target.blocks) else new_key(block.key, taken=taken)
    blocks, cited = _with_sources(home, target, cited_by(block))
    renamed = replace(block, key=key, **({"sources": cited} if cited else {}))
    there = replace(target, blocks=inserted(blocks, renamed, after=None))
    return _with_passed(with_value(left, lesson, there), block, key)


def _with_passed(module: Module, block: Block, key: str) -> Module:
    if not isinstance(block, Quiz):
        return module
    passed = tuple(key if each == block.key else each for each in module.completion.passed)
    return replace(module, completion=replace(module.completion, passed=passed))


def _with_sources(home: Lesson, target: Lesson, cited: tuple[str, ...]) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """Copy sources from one lesson to another; return its blocks with them, and the keys that they have there."""
    known = {source.key: source for source in _sources(home)}
    there, names = list(_sources(target)), []
    for source in (known[key] for key in cited if key in known):
        same = next((each for each in there if replace(each, key=source.key) == source), None)
        names.append(same.key if same else _fitting(source, there))
        if same is None:
            there.append(replace(source, key=names[-1]))
    if not names:
        return target.blocks, ()
    return _with_items(target, tuple(there)), tuple(names)


def _with_items(lesson: Lesson, items: tuple[Source, ...]) -> tuple[Block, ...]:
    if not any(isinstance(block, Sources) for block in lesson.blocks):
        key = new_key(Sources.kind, taken=keys_of(lesson.blocks))
        return (*lesson.blocks, Sources(key=key, items=items))
    return tuple(replace(block, items=items) if isinstance(block, Sources) else block for block in lesson.blocks)


def _fitting(source: Source, there: list[Source]) -> str:
    taken = keys_of(there)
    return source.key if source.key not in taken else new_key(source.key, taken=taken)


def _sources(lesson: Lesson) -> tuple[Any, ...]:
    return next((block.items for block in lesson.blocks if isinstance(block, Sources)), ())
