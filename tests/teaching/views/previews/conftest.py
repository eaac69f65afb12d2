"""What do tests of previews start from? An editor of the region, and a version that asks every kind of question."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests import make
from tests.kinds import every_kind
from training.accounts.models import Person
from training.content.models import ModuleVersion
from training.content.rules.blocks import Quiz
from training.content.rules.module import Module
from training.foundation.permissions import Role

#: Where the previews of the module of tests begin, by the number of the version.
PREVIEW = "/en/teaching/modules/craft/versions/{number}/preview"


@dataclass(frozen=True, slots=True)
class Writing:
    """An editor at a module."""

    client: FlaskClient
    session: Session

    def saved(self, value: Module, *, number: int = 1) -> ModuleVersion:
        """Save a version."""
        return make.version(self.session, value, number=number, origin="editor")

    def saved_quiz(self, **rules: Any) -> str:
        """Save a version whose first lesson is a quiz of every kind; return the address of its preview."""
        quiz = Quiz(**{"key": "all", "title": "All", "purpose": "practice", "questions": every_kind()} | rules)
        value = make.module_value()
        first, *rest = value.lessons
        self.saved(replace(value, lessons=(replace(first, blocks=(quiz,)), *rest)))
        return f"{PREVIEW.format(number=1)}/quizzes/all"

    def get(self, address: str) -> str:
        """Open a page that is there."""
        answer = self.client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        return answer.text


@pytest.fixture
def writing(client: FlaskClient, session: Session, sign_in: Callable[[FlaskClient, Person], FlaskClient]) -> Writing:
    """Give an editor of Chemnitz."""
    return Writing(sign_in(client, make.person(session, role=Role.EDITOR, region="chemnitz")), session)
