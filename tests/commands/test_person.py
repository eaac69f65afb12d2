"""Does a command open an account that works, and refuse what cannot be?"""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.authenticators import app
from tests.commands.conftest import Run, one_line
from tests.databases import opened
from training.accounts.actions import sign_in
from training.accounts.models import Authenticator, Organisation, Person, RoleGrant
from training.foundation.clock import now

JANA = ("person", "add", "--email", "Jana@example.org", "--name", "Jana Nováková")


@pytest.fixture
def ready(call: Run, settings: dict[str, str]) -> dict[str, str]:
    """Give the settings of an installation with tables and regions."""
    assert call("db", "upgrade", **settings).returncode == 0
    return settings


def test_an_account_opens_with_the_printed_password(call: Run, ready: dict[str, str]) -> None:
    roles = ("--role", "trainer:linz", "--role", "translator", "--language", "cs")

    done = call(*JANA, "--organisation", "cwe", *roles, **ready)

    assert done.returncode == 0, done.stderr
    engine = opened(ready["TRAINING_DATABASE_URL"])
    with Session(engine) as session:
        jana = session.get_one(Person, sign_in(session, "jana@example.org", done.stdout.split()[-1], now=now()))
        grants = session.scalars(select(RoleGrant.role).where(RoleGrant.person_id == jana.id)).all()
        assert (jana.name, jana.language) == ("Jana Nováková", "cs")
        assert sorted(grants) == ["learner", "trainer", "translator"]
    engine.dispose()


def test_an_authority_is_made_on_the_way(call: Run, ready: dict[str, str]) -> None:
    new = ("--organisation", "town", "--organisation-name", "Město Loket", "--region", "sokolov")

    done = call(*JANA, *new, **ready)

    assert done.returncode == 0, done.stderr
    engine = opened(ready["TRAINING_DATABASE_URL"])
    with Session(engine) as session:
        assert session.scalars(select(Organisation.kind).where(Organisation.key == "town")).all() == ["authority"]
    engine.dispose()


def test_what_cannot_be_is_one_line(call: Run, ready: dict[str, str]) -> None:
    wrong = {
        "known: arrsa": (*JANA, "--organisation", "nowhere"),
        "There is no region “atlantis”": (*JANA, "--organisation", "cwe", "--role", "trainer:atlantis"),
        "This is no address": ("person", "add", "--email", "jana", "--name", "J", "--organisation", "cwe"),
    }

    said = {says: one_line(call(*words, **ready)) for says, words in wrong.items()}

    assert [says for says, line in said.items() if says not in line] == []


def test_a_weak_password_opens_no_account(call: Run, ready: dict[str, str]) -> None:
    done = call(*JANA, "--organisation", "cwe", "--ask-password", typed="short\nshort\n", **ready)

    assert done.returncode == 1
    assert "at least 12 characters" in done.stderr
    assert call(*JANA, "--organisation", "cwe", **ready).returncode == 0


def test_lost_second_factors_are_taken_away(call: Run, ready: dict[str, str]) -> None:
    call(*JANA, "--organisation", "cwe", **ready)
    engine = opened(ready["TRAINING_DATABASE_URL"])
    with Session(engine) as session, session.begin():
        app(session, session.scalars(select(Person)).one())

    done = call("person", "reset-factors", "JANA@example.org", **ready)

    assert done.returncode == 0, done.stderr
    with Session(engine) as session:
        assert session.scalars(select(Authenticator)).all() == []
    engine.dispose()
    assert "Nobody signs in with" in one_line(call("person", "reset-factors", "nobody@example.org", **ready))
