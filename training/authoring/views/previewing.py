"""How does a unit look to learners while it is still being written? Nothing of it is saved."""

import re
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from training.authoring.rules.units import unit_of, with_unit
from training.content.rules.blocks import BLOCKS, Quiz, SelfAssessment
from training.content.rules.module import Module, lesson_of
from training.content.rules.questions import QUESTIONS, Numeric, Ordering, Scenario
from training.content.rules.segments import localise
from training.content.views.blocks import block_html, rendered

_DECIMAL = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A unit as learners will see it; without `html` it cannot be shown yet."""

    html: Markup | None


def can_be_previewed(unit: Any) -> bool:
    """Tell whether a unit looks like something by itself."""
    return isinstance(unit, (*BLOCKS, *QUESTIONS)) and not isinstance(unit, Quiz | SelfAssessment)


def preview(module: Module, address: str, unit: Any) -> Preview:
    """Render a unit in its place in the module, in the module's own language."""
    put = with_unit(module, address, unit)
    shown = localise(put, {}, module.source)
    drawn = unit_of(shown, address)
    if isinstance(drawn, QUESTIONS):
        return Preview(html=_question(drawn, module.source))
    return Preview(html=block_html(shown, drawn, lesson_of(shown, address.partition("/")[0]), module.source))


def _question(question: Any, language: str) -> Markup | None:
    if isinstance(question, Scenario) and not question.steps:
        return None
    # Learners see the lines in another order.
    items = tuple(reversed(question.items)) if isinstance(question, Ordering) else ()
    is_answered = not isinstance(question, Numeric) or _DECIMAL.fullmatch(question.answer) is not None
    values = {"question": question, "items": items, "is_answered": is_answered}
    return rendered("authoring/_asked.html", language, **values)
