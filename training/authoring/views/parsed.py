"""What is worked out once for each state of a module? Its value, and its blocks as learners see them."""

from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup

from training.content.queries import module_in
from training.content.rules.module import Module, lesson_of
from training.content.rules.segments import localise
from training.content.views.blocks import block_html

#: A version never changes, so what is worked out of one stays true; authors work on few modules at a time.
MOST_REMEMBERED = 32


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Parsed:
    """A state of a module, equal only to itself, so that it can key what was worked out of it."""

    module: Module


@lru_cache(maxsize=MOST_REMEMBERED)
def parsed(document: str) -> Parsed:
    """Read a version's document, once a process."""
    return Parsed(module=module_in(document))


@lru_cache(maxsize=MOST_REMEMBERED * 8)
def drawn(state: Parsed, lesson: str) -> dict[str, Markup | None]:
    """Render the blocks of a lesson as learners see them, by key; None where one cannot be drawn yet."""
    module = _shown(state)
    shown = lesson_of(module, lesson)
    return {block.key: block_html(module, block, shown, module.source) for block in shown.blocks}


@lru_cache(maxsize=MOST_REMEMBERED)
def _shown(state: Parsed) -> Module:
    """Return a module with its texts as readers of its own language see them."""
    return localise(state.module, {}, state.module.source)
