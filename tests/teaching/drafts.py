"""Which draft is to be published, and what do the form and the database say of it?"""

import re
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import make
from tests.modules import final, questions, space, who
from training.content.models import Publication
from training.content.rules.blocks import Quiz
from training.content.rules.module import CompletionRule, Module
from training.content.rules.questions import SingleChoice

PAGE, WITHDRAW = "/en/teaching/modules/craft/publish", "/en/teaching/modules/craft/withdraw"
FIELD = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


def fields(page: str, *, button: str = "Publish version") -> dict[str, str]:
    """Read the hidden fields of the form with this button."""
    form = next(part for part in page.split("<form")[1:] if button in part.split("</form>")[0])
    return dict(FIELD.findall(form.split("</form>")[0]))


def notes(session: Session) -> list[tuple[int | None, str]]:
    """List versions (their ids) and notes of all publications."""
    rows = session.execute(select(Publication.version_id, Publication.note).order_by(Publication.id))
    return [(version_id, note) for version_id, note in rows]


def changed_module() -> Module:
    """Change a title, the right answer to a question of the test, and the rule of completion."""
    first, *rest = questions("final")
    assert isinstance(first, SingleChoice)
    turned = replace(first, choices=tuple(replace(choice, right=not choice.right) for choice in first.choices))
    intro, test = final().blocks
    assert isinstance(test, Quiz)
    test = replace(test, questions=(turned, *rest))
    lessons = (replace(who(), title="Who makes"), space(), replace(final(), blocks=(intro, test)))
    return make.module_value(lessons=lessons, completion=CompletionRule(read=("who",), passed=("final-test",)))
