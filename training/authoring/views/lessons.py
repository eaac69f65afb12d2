"""Which page shows a lesson to its author, block by block, as learners see it?"""

from datetime import date
from functools import lru_cache
from secrets import token_urlsafe

from flask_wtf.csrf import generate_csrf
from markupsafe import Markup

from training.authoring.rules.naming import name_of
from training.authoring.views.blueprint import MODULE, opened_draft, pages, region_names, show
from training.authoring.views.finding import found
from training.authoring.views.landing import landed
from training.authoring.views.parsed import MOST_REMEMBERED, Parsed, drawn
from training.content.rules.blocks import BLOCKS
from training.content.rules.module import lesson_of
from training.content.rules.questions import QUESTIONS
from training.content.views.blocks import rendered
from training.foundation.clock import now
from training.foundation.gate import requires
from training.foundation.permissions import Permission

_BLOCK_KINDS = [kind.kind for kind in BLOCKS]
_QUESTION_KINDS = [kind.kind for kind in QUESTIONS]
#: Stands in what is kept for everybody where each reader's own token is put. Nobody can guess it: an author who wrote
#: it into a text would be shown the token of whoever reads, and could have it carried away by a link.
_TOKEN = token_urlsafe()


@pages.get(f"{MODULE}/lessons/<lesson>")
@requires(Permission.EDIT_MODULE)
def lesson(language: str, module: str, lesson: str) -> str:
    """Show a lesson with its findings, and what can be done with each block."""
    opened = opened_draft(module)
    shown = lesson_of(opened.module, lesson)
    regions, today = frozenset(region_names(language)), now().date()
    return show(
        "lesson.html",
        opened=opened,
        module=opened.module,
        lesson=shown,
        blocks=_own(_blocks(opened.state, lesson, language, regions=regions, today=today)),
        block_kinds=_BLOCK_KINDS,
        found=found(opened.state, regions=regions, today=today),
        landed=landed(opened),
    )


@lru_cache(maxsize=MOST_REMEMBERED * 4)
def _blocks(state: Parsed, lesson: str, language: str, *, regions: frozenset[str], today: date) -> str:
    """Render the blocks of a lesson with their buttons, once for all who may write it."""
    module = state.module
    return rendered(
        "authoring/_blocks.html",
        language,
        module=module,
        lesson=lesson_of(module, lesson),
        drawn=drawn(state, lesson),
        elsewhere=[(each.key, name_of(each)) for each in module.lessons if each.key != lesson],
        name_of=name_of,
        block_kinds=_BLOCK_KINDS,
        question_kinds=_QUESTION_KINDS,
        found=found(state, regions=regions, today=today),
        token=_TOKEN,
    )


def _own(blocks: str) -> Markup:
    """Put the token of whoever reads into the forms of blocks that were rendered for everybody."""
    return Markup(blocks.replace(_TOKEN, generate_csrf()))  # noqa: S704 (rendered with escaping, and a signed token)
