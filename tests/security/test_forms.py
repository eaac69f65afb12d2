"""Can another site, or a form with more fields than ours has, make somebody do what they did not want?"""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import make
from tests.security.walk import Victim, addresses
from training.accounts.models import Organisation, Person, RoleGrant
from training.foundation.extensions import csrf

#: The forms that outlive the session: a ticket, signed for one person and one subject, does what the token does.
BY_TICKET = {
    "training.authoring.views.saving.unit_submit",
    "training.learning.views.assessments.assessment_submit",
    "training.learning.views.lessons.lesson_submit",
    "training.learning.views.questions.question_submit",
    "training.translation.views.drafts.drafted_elsewhere",
    "training.translation.views.saving.save",
}
#: What a provider of sign-on sends from its server: it is signed by the provider, and no browser is involved.
BY_PROVIDER = {"training.accounts.views.provider.sign_off"}
#: What a person may change of their own row by forms that are meant for it.
OF_ONES_OWN = {"language", "wants_reminders"}
MORE_FIELDS = {
    "id": "1",
    "person": "1",
    "person_id": "1",
    "role": "administrator",
    "grants": "administrator",
    "organisation_id": "999",
    "region": "linz",
    "email": "other@example.org",
    "password_hash": "x",
    "disabled_at": "2020-01-01",
    "erased_at": "2020-01-01",
    "extra_time_percent": "300",
    "points": "100",
    "passed": "1",
    "seed": "1",
    "closes_at": "2099-01-01",
}


@pytest.mark.usefixtures("csrf")
def test_no_form_is_taken_without_a_token_or_a_ticket(app: Flask, everybody: FlaskClient, victim: Victim) -> None:
    """Even from a browser that is signed in and may do everything."""
    taken = {
        each.endpoint: status
        for each in addresses(app, victim.values, "POST", "PUT", "PATCH", "DELETE")
        if (status := everybody.open(each.path, method=each.method, data={"next": "/en/"}).status_code) != 400
        and each.endpoint != "accounts.sign_off"
    }

    assert taken == {}


@pytest.mark.usefixtures("csrf")
@pytest.mark.parametrize("token", ["", "x", "IjAi.aaaa.bbbb"])
def test_a_forged_token_is_no_token(app: Flask, everybody: FlaskClient, victim: Victim, token: str) -> None:
    forged = {"csrf_token": token, "ticket": token}

    answers = {
        everybody.post(each.path, data=forged).status_code
        for each in addresses(app, victim.values, "POST")
        if each.endpoint != "accounts.sign_off"
    }

    assert answers == {400}


@pytest.mark.usefixtures("csrf")
def test_the_token_of_another_session_is_no_token(app: Flask, everybody: FlaskClient, victim: Victim) -> None:
    page = app.test_client().get("/en/sign-in").text
    token = page.partition('name="csrf_token" value="')[2].partition('"')[0]

    answer = everybody.post("/en/account", data={"csrf_token": token, "preferred": "sl"})

    assert token
    assert answer.status_code == 400


def test_only_forms_with_a_ticket_need_no_token() -> None:
    assert set(csrf._exempt_views) == BY_TICKET | BY_PROVIDER  # noqa: SLF001 (it tells nowhere else)


def test_what_a_form_does_not_ask_for_is_not_changed(
    app: Flask,
    client: FlaskClient,
    session: Session,
    sign_in: Callable[[FlaskClient, Person], FlaskClient],
    victim: Victim,
) -> None:
    learner = make.person(session)
    before = _accounts(session)

    for each in addresses(app, victim.values, "POST"):
        # Anew each time: one of the forms signs out.
        sign_in(client, learner).post(each.path, data=MORE_FIELDS | {"preferred": "en"})

    assert _accounts(session) == before


def _accounts(session: Session) -> list[tuple[object, ...]]:
    """Read every column of who is here and what they may do."""
    session.expire_all()
    return [
        (
            table.__name__,
            *(getattr(row, column.key) for column in table.__mapper__.column_attrs if column.key not in OF_ONES_OWN),
        )
        for table in (Organisation, Person, RoleGrant)
        for row in session.scalars(select(table).order_by(table.id))
    ]
