"""Which texts of a module does a translator want to see, and which of them fit on one page?"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from training.content.rules.segments import MODULE
from training.translation.rules.truth import MACHINE, MISSING, REVIEWED, STALE, UNREVIEWED

#: What there is to do first stands first.
STATES = (MISSING, STALE, MACHINE, UNREVIEWED, REVIEWED)
#: Not a state of a text: somebody has asked to look at it.
TASK = "task"
#: So many texts are on a page of the desk.
ON_A_PAGE = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Looking:
    """What somebody looks for: texts in a state, of a lesson (its key, or that of the module), with some words.

    `after` is the address behind which a page begins. What is empty does not matter.
    """

    state: str = ""
    lesson: str = ""
    words: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A page of what was found: addresses in reading order, and how many are in which state, "" for all of them.

    `before` and `behind` are the addresses behind which the page before and the next one begin, or None.
    """

    addresses: tuple[str, ...]
    counts: Mapping[str, int]
    number: int
    before: str | None
    behind: str | None


def found_of(
    looking: Looking,
    order: Sequence[str],
    sources: Mapping[str, str],
    states: Mapping[str, str],
    *,
    by_state: Mapping[str, Sequence[str]],
    saying: Collection[str] = (),
    asked: Collection[str] = (),
) -> Found:
    """Choose a page of texts.

    `by_state` are the same addresses as `order`, by state; `saying` are those whose translations have the words looked
    for, `asked` those with open tasks.
    """
    near = _near(looking, order, sources, saying) if looking.lesson or looking.words else order
    by = by_state if near is order else _by_state(near, states)
    at_task = [address for address in near if address in asked] if asked else []
    counts = {state: len(by.get(state, ())) for state in STATES} | {TASK: len(at_task), "": len(near)}
    chosen = at_task if looking.state == TASK else by.get(looking.state, ()) if looking.state else near
    begin = _begin(chosen, order, looking.after)
    end = begin + ON_A_PAGE
    return Found(
        addresses=tuple(chosen[begin:end]),
        counts=counts,
        number=len(chosen),
        before=(chosen[begin - ON_A_PAGE - 1] if begin > ON_A_PAGE else "") if begin else None,
        behind=chosen[end - 1] if end < len(chosen) else None,
    )


def _near(looking: Looking, order: Sequence[str], sources: Mapping[str, str], saying: Collection[str]) -> Sequence[str]:
    words = looking.words.casefold()
    near = [address for address in order if not looking.lesson or lesson_key(address) == looking.lesson]
    return [each for each in near if not words or each in saying or words in sources[each].casefold()]


def _by_state(near: Sequence[str], states: Mapping[str, str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for address in near:
        found.setdefault(states[address], []).append(address)
    return found


def lesson_key(address: str) -> str:
    """Return the key of the lesson that a text stands in, or the word for the module's own texts."""
    return address.partition("/")[0] or MODULE


def _begin(chosen: Sequence[str], order: Sequence[str], after: str) -> int:
    """Find where a page begins; the text that it begins behind may be in another state by now."""
    if not after or after not in order:
        return 0
    place = order.index(after) + 1
    if chosen is order:
        return place
    passed = set(order[:place])
    return sum(address in passed for address in chosen)
