"""Who works at the desk of these tests? A translator and a reviewer of Slovene, in a browser of their own each."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests import make
from tests.authoring.filled import Filled
from training.accounts.models import Person
from training.content.models import ModuleRow
from training.content.rules.segments import segments, text_digest
from training.foundation.permissions import Role
from training.translation.actions.revising import next_revision
from training.translation.models import Translation

SignIn = Callable[[FlaskClient, Person], FlaskClient]
DESK = "/en/translation/craft/sl"
HOOK = "who/hook/body"
SOURCES = dict(segments(make.module_value()))


@dataclass(frozen=True, slots=True)
class AtDesk:
    """Somebody who works at the desk of the module `craft` in Slovene, in a browser of their own."""

    client: FlaskClient
    person: Person
    session: Session
    row: ModuleRow

    def page(self, query: str = "") -> str:
        """Return what the desk says."""
        answer = self.client.get(f"{DESK}{query}")
        assert answer.status_code == 200, answer.status
        return answer.text

    def form(self, query: str = "?text=February") -> Filled:
        """Open the desk where it shows the hook, and return its form."""
        return Filled(self.page(query), "desk")

    def save(self, text: str, address: str = HOOK, query: str = "?lesson=who") -> TestResponse:
        """Type a translation and press the button beside it."""
        return self.form(query).sent(self.client, {f"text:{address}": text}, act=f"save:{address}")

    def send(self, act: str, query: str = "?lesson=who", **typed: str) -> TestResponse:
        """Press a button of the desk as it stands."""
        return self.form(query).sent(self.client, typed, act=act)

    def standing(self, address: str = HOOK, source: str | None = None) -> Translation | None:
        """Return what stands for the source as it is, or for another."""
        digest = text_digest(SOURCES[address] if source is None else source)
        of_pair = {"module_id": self.row.id, "language": "sl"}
        wanted = select(Translation).filter_by(segment=address, source_digest=digest, **of_pair)
        return self.session.scalar(wanted.execution_options(populate_existing=True))


@pytest.fixture
def craft(session: Session) -> ModuleRow:
    """Give a module in which nothing is translated."""
    return make.published_module(session).row


@pytest.fixture
def translating(client: FlaskClient, session: Session, sign_in: SignIn, craft: ModuleRow) -> AtDesk:
    """Give a translator into Slovene."""
    person = make.person(session, role=None, name="Tina Translator")
    make.grant(session, person, role=Role.TRANSLATOR, language="sl")
    return AtDesk(sign_in(client, person), person, session, craft)


@pytest.fixture
def reviewing(app: Flask, session: Session, sign_in: SignIn, craft: ModuleRow) -> AtDesk:
    """Give a reviewer of the same module elsewhere."""
    person = make.person(session, role=None, name="Rok Reviewer")
    make.grant(session, person, role=Role.REVIEWER, language="sl")
    return AtDesk(sign_in(app.test_client(), person), person, session, craft)


def translated(
    session: Session, row: ModuleRow, address: str = HOOK, *, source: str = "", **columns: object
) -> Translation:
    """Let a text be translated, from a file unless told otherwise, and from its source as it is."""
    source = source or SOURCES[address]
    said = {"text": f"[sl] {source}", "origin": "file", "translated_at": make.NOW - timedelta(days=1)}
    place = {"module_id": row.id, "language": "sl", "segment": address, "source_digest": text_digest(source)}
    made = Translation(**place, **(said | columns), revision=next_revision(session, row.id, "sl"))
    session.add(made)
    session.flush()
    return made
