"""Who works on the module of these tests? A trainer of its region, and another one."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests import make
from tests.authoring.filled import Filled, opened
from training.accounts.models import Person
from training.authoring.queries.editing import version_heads
from training.content import queries as content
from training.content.files.shapes import module_from_json
from training.content.rules.module import Module
from training.foundation.permissions import Role

SignIn = Callable[[FlaskClient, Person], FlaskClient]
CRAFT = "/en/authoring/craft"


@dataclass(frozen=True, slots=True)
class Writing:
    """Somebody who writes the module `craft` in a browser of their own."""

    client: FlaskClient
    person: Person
    session: Session

    def opened(self, unit: str) -> Filled:
        """Open the page of a unit, and return its form."""
        return opened(self.client, f"{CRAFT}/edit/{unit}")

    def page(self, address: str = "") -> str:
        """Return what a page of the module says."""
        answer = self.client.get(f"{CRAFT}{address}")
        assert answer.status_code == 200, answer.status
        return answer.text

    def act(self, act: str, unit: str, **further: str) -> str:
        """Press a button that puts the module together, and return where it leads."""
        answer = self.client.post(f"{CRAFT}/structure", data={"act": act, "unit": unit, **further})
        assert answer.status_code == 303, answer.text
        return str(answer.location)

    @property
    def draft(self) -> Module:
        """The module as it was saved last."""
        row = content.module_row(self.session, "craft")
        assert row
        version = content.latest_version(self.session, row.id)
        assert version
        return module_from_json(version.document)

    @property
    def versions(self) -> int:
        """How many versions there are."""
        row = content.module_row(self.session, "craft")
        assert row
        return version_heads(self.session, row.id, limit=1)[0].number


@pytest.fixture
def writing(client: FlaskClient, session: Session, sign_in: SignIn) -> Writing:
    """Give a trainer who writes `craft`, which is published."""
    make.published_module(session)
    person = make.person(session, role=Role.TRAINER, name="Tea Trainer")
    return Writing(sign_in(client, person), person, session)


@pytest.fixture
def colleague(writing: Writing, app: Flask, session: Session, sign_in: SignIn) -> Writing:
    """Give another trainer who writes the same module elsewhere."""
    person = make.person(session, role=Role.TRAINER, name="Carlo Colleague")
    return Writing(sign_in(app.test_client(), person), person, session)
