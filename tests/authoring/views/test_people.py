"""Does a trainer invite a colleague to one module, and to nothing else?"""

from collections.abc import Callable

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import make
from training.accounts.models import Person, RoleGrant
from training.accounts.queries import grants_of
from training.foundation.outbox import OutboxLetter
from training.foundation.permissions import Grant, Role

SignIn = Callable[[FlaskClient, Person], FlaskClient]
PEOPLE = "/en/authoring/basics/people"


def _trainer(session: Session, client: FlaskClient, sign_in: SignIn) -> FlaskClient:
    make.version(session, make.module_value("basics"))
    trainer = make.person(session)
    make.grant(session, trainer, role="trainer")
    return sign_in(client, trainer)


def test_a_colleague_writes_the_module_that_they_were_invited_to(
    session: Session, client: FlaskClient, sign_in: SignIn
) -> None:
    colleague = make.person(session, email="anna@loket.example", name="Anna Nováková")
    make.version(session, make.module_value("other"))
    _trainer(session, client, sign_in).post(PEOPLE, data={"email": "Anna@Loket.example"})

    assert Grant(Role.EDITOR, module="basics") in grants_of(session, colleague.id)
    assert session.scalars(select(OutboxLetter.person_id)).all() == [colleague.id]
    assert "Anna Nováková" in client.get(PEOPLE).text
    hers = sign_in(client, colleague)
    assert hers.get("/en/authoring/basics").status_code == 200
    assert hers.get("/en/authoring/other").status_code == 403
    # An editor writes; inviting is a trainer's.
    assert hers.get(PEOPLE).status_code == 403


def test_an_address_without_an_account_is_told_and_kept_in_the_form(
    session: Session, client: FlaskClient, sign_in: SignIn
) -> None:
    answer = _trainer(session, client, sign_in).post(PEOPLE, data={"email": "nobody@loket.example"})

    assert answer.status_code == 422
    assert "There is no open account with this address" in answer.text
    assert 'value="nobody@loket.example"' in answer.text


def test_an_invitation_is_taken_back(session: Session, client: FlaskClient, sign_in: SignIn) -> None:
    colleague = make.person(session)
    make.grant(session, colleague, role="editor", module=make.module(session, make.module_value("basics")).key)

    _trainer(session, client, sign_in).post(f"{PEOPLE}/dismiss", data={"colleague": colleague.id})

    assert session.scalars(select(RoleGrant).where(RoleGrant.module == "basics")).all() == []
    again = client.post(f"{PEOPLE}/dismiss", data={"colleague": colleague.id})
    assert again.status_code == 404
