"""What must readers be told about the texts that they see?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from training.content.rules.module import Module
from training.content.rules.segments import Shown, segments
from training.translation.rules.truth import HELD, MACHINE, REVIEWED, STALE, UNREVIEWED

#: What is shown in the reader's language and not approved as it stands, the weightiest first.
DOUBTFUL = (STALE, MACHINE, UNREVIEWED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is said about some texts in a reader's language.

    `held`: the module is not offered in it yet. `elsewhere`: so many are shown in the original. `older`: so many are
    translations of an older text. `whole`: all are "machine", or all "unreviewed", so that one sentence says it.
    `doubts`: what is said of some, where no sentence says it of all; see `DOUBTFUL`.
    """

    held: bool = False
    elsewhere: int = 0
    older: int = 0
    whole: str = ""
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How well a module can be read in a language: how many texts there are, and how many stand in which state.

    `approved` are shown in it and approved, `shown` are shown in it at all.
    """

    total: int
    approved: int
    shown: int
    machine: int
    unreviewed: int
    told: Told


def doubts_of(texts: Iterable[Shown], language: str) -> tuple[str, ...]:
    """List what is to be said of some of these texts, the weightiest first."""
    return _doubts([text.state for text in texts if text.language == language])


def told_of(texts: Iterable[Shown], language: str) -> Told:
    """Sum up what is to be said about texts to somebody who reads in a language."""
    known = list(texts)
    if any(text.state == HELD for text in known):
        return Told(held=True)
    states = [text.state for text in known if text.language == language]
    return _told(states, elsewhere=len(known) - len(states))


def spread_of(module: Module, texts: Mapping[str, tuple[str | None, str]], language: str) -> Spread:
    """Count how a module can be read in a language, given its texts there; everything is approved in its own."""
    addresses = [address for address, _ in segments(module)]
    total = len(addresses)
    if language == module.source:
        return Spread(total=total, approved=total, shown=total, machine=0, unreviewed=0, told=Told())
    known = [texts[address] for address in addresses if address in texts]
    states = [state for text, state in known if text is not None]
    is_held = any(state == HELD for _, state in known)
    return Spread(
        total=total,
        approved=states.count(REVIEWED),
        shown=len(states),
        machine=states.count(MACHINE),
        unreviewed=states.count(UNREVIEWED),
        told=Told(held=True) if is_held else _told(states, elsewhere=total - len(states)),
    )


def _told(states: Sequence[str], *, elsewhere: int) -> Told:
    found = _doubts(states)
    is_whole = not elsewhere and len(set(states)) == 1 and STALE not in found
    return Told(
        elsewhere=elsewhere,
        older=states.count(STALE),
        whole=found[0] if found and is_whole else "",
        doubts=() if is_whole else found,
    )


def _doubts(states: Iterable[str]) -> tuple[str, ...]:
    there = set(states)
    return tuple(state for state in DOUBTFUL if state in there)
