"""Is a module a training of its own? What two modules say in the same words is counted."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from training.content.rules.blocks import Block, Sources
from training.content.rules.fault import Fact, Fault, Place
from training.content.rules.module import Lesson, Module
from training.content.rules.segments import MODULE, segments

#: At most so many per cent of a module's blocks may say what another module says too.
MOST_SHARED = 20
#: Two blocks say the same when they share so many per cent of the shorter one's runs of words.
_ALIKE = 40
_RUN = 4
_ALL = 100

Runs = dict[str, frozenset[str]]


def repeat_findings(modules: Sequence[Module]) -> Iterator[tuple[str, Fault]]:
    """Find modules that repeat too much of the others; yields the module's key and the finding."""
    runs = {module.key: _runs(module) for module in modules}
    holders: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for key, blocks in runs.items():
        for block, said in blocks.items():
            for run in said:
                holders[run].add((key, block))
    for module in modules:
        own = runs[module.key]
        shared = [block for block, said in own.items() if _said_elsewhere(module.key, said, holders, runs)]
        if own and len(shared) * _ALL > MOST_SHARED * len(own):
            problem = "%(shared)s of %(all)s blocks say what another module says too, more than %(most)s %%"
            remedy = "Tell it by this region's own examples: %(where)s"
            facts: dict[str, Fact] = {
                "shared": len(shared),
                "all": len(own),
                "most": MOST_SHARED,
                "where": ", ".join(shared),
            }
            yield module.key, Place(file="module.yaml").mend(problem, remedy, **facts)


def _said_elsewhere(
    module: str, said: frozenset[str], holders: dict[str, set[tuple[str, str]]], runs: dict[str, Runs]
) -> bool:
    common: defaultdict[tuple[str, str], int] = defaultdict(int)
    for run in said:
        for holder in holders[run]:
            if holder[0] != module:
                common[holder] += 1
    return any(
        count * _ALL >= _ALIKE * min(len(said), len(runs[other][block])) for (other, block), count in common.items()
    )


def _runs(module: Module) -> Runs:
    """Take the blocks of a module apart into runs of four words; blocks of fewer words are left out."""
    texts: defaultdict[str, list[str]] = defaultdict(list)
    known = {f"{lesson.key}/{block.key}" for lesson in module.lessons for block in _telling(lesson)}
    for address, text in segments(module):
        first, block, *_ = address.split("/")
        if first != MODULE and f"{first}/{block}" in known:
            texts[f"{first}/{block}"] += re.findall(r"\w+", text.lower())
    return {
        block: frozenset(" ".join(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1))
        for block, words in texts.items()
        if len(words) >= _RUN
    }


def _telling(lesson: Lesson) -> list[Block]:
    return [block for block in lesson.blocks if not isinstance(block, Sources)]
