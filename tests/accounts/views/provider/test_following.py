"""Does an account follow what a real provider says of the person, and keep what was decided here?"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import make
from tests.provider import RealProvider
from tests.signing_on import CLAIMS, come_in, events, jana, person, sign_on
from training.accounts import queries
from training.accounts.models import Identity
from training.accounts.views import provider as views
from training.foundation.outbox import OutboxLetter
from training.foundation.permissions import Grant, Role


def test_whoever_comes_again_is_the_same_person_under_the_new_name(
    client: FlaskClient, provider: RealProvider, session: Session
) -> None:
    come_in(client, provider, jana(provider, locale="cs"))
    first = person(session).id

    come_in(client, provider, jana(provider, name="Jana Nováková-Malá", locale="de"))

    again = person(session)
    assert (again.id, again.name, again.language) == (first, "Jana Nováková-Malá", "de")
    assert len(session.scalars(select(Identity)).all()) == 1


def test_a_language_chosen_here_stays_while_the_provider_says_nothing_new(
    client: FlaskClient, provider: RealProvider, session: Session
) -> None:
    come_in(client, provider, jana(provider, locale="cs"))
    client.post("/cs/account", data={"preferred": "nl"})

    come_in(client, provider, jana(provider, locale="cs"))

    assert person(session).language == "nl"


def test_a_role_that_the_provider_says_no_longer_is_withdrawn(
    client: FlaskClient, provider: RealProvider, session: Session
) -> None:
    come_in(client, provider, jana(provider, groups=["officers", "trainers"]))

    come_in(client, provider, jana(provider, groups=["trainers"]))

    held = queries.grants_of(session, person(session).id)
    assert held == {Grant(Role.LEARNER), Grant(Role.TRAINER, "linz")}
    assert events(session).count("role-withdrawn") == 1


def test_a_role_given_here_stays_whatever_the_provider_says(
    client: FlaskClient, provider: RealProvider, session: Session
) -> None:
    come_in(client, provider, jana(provider))
    make.grant(session, person(session), role=Role.TRAINER, region="linz")

    for groups in (["trainers"], []):
        come_in(client, provider, jana(provider, groups=groups))

    assert Grant(Role.TRAINER, "linz") in queries.grants_of(session, person(session).id)


def test_the_last_administrator_stays_though_the_provider_forgets(
    client: FlaskClient, provider: RealProvider, session: Session, claims_file: Path, app: Flask
) -> None:
    claims_file.write_text(CLAIMS + "  - {claim: groups, value: admins, role: administrator}\n")
    views.init_app(app, provider.settings(claims_file))
    come_in(client, provider, jana(provider, groups=["admins"]))

    answer = come_in(client, provider, jana(provider))

    assert answer.status_code == 303
    assert Grant(Role.ADMINISTRATOR) in queries.grants_of(session, person(session).id)
    make.person(session, role=Role.ADMINISTRATOR, everywhere=True)
    come_in(client, provider, jana(provider))
    assert Grant(Role.ADMINISTRATOR) not in queries.grants_of(session, person(session).id)


def test_a_place_that_is_not_here_gives_nothing_and_keeps_nobody_out(
    client: FlaskClient, provider: RealProvider, session: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = come_in(client, provider, jana(provider, groups=["ghosts"]))

    assert answer.status_code == 303
    assert queries.grants_of(session, person(session).id) == {Grant(Role.LEARNER)}
    assert "atlantis" in capsys.readouterr().err


def test_an_account_is_joined_by_an_address_that_the_provider_has_verified(
    client: FlaskClient, provider: RealProvider, session: Session
) -> None:
    known = make.person(session, email="jana@example.org", language="nl")

    answer = come_in(client, provider, jana(provider, locale="cs"))

    assert answer.location == "/nl/my-learning"
    assert session.scalars(select(Identity.person_id)).all() == [known.id]
    assert session.scalars(select(OutboxLetter.facts)).all() == [{"change": "provider-added"}]


def test_more_roles_cost_no_more_statements_when_nothing_changes(
    client: FlaskClient,
    provider: RealProvider,
    statements: Callable[[], AbstractContextManager[list[str]]],
) -> None:
    counts = []
    for groups in ([], ["officers", "trainers"]):
        come_in(client, provider, jana(provider, groups=groups))
        back = sign_on(client, provider, "jana")
        with statements() as seen:
            client.get(back)
        counts.append(len(seen))

    # The places of roles are looked up by one statement for regions, one for organisations, however many.
    assert counts[0] == counts[1]
