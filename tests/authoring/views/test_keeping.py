"""Does a text outlive the session of its author, for that author alone, until it is taken over or thrown away?"""

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.authoring.filled import Filled
from tests.authoring.views.conftest import CRAFT, SignIn, Writing
from training.authoring.rules.units import unit_of
from training.content.models import KeptText

UNIT = f"{CRAFT}/edit/who/hook"


def sent_signed_out(writing: Writing, sign_in: SignIn, unit: str = "who/hook", **typed: str) -> None:
    """Type, lose the session, press the button, and sign in again."""
    form = writing.opened(unit)
    writing.client.post("/en/sign-out")
    answer = form.send(writing.client, **typed)
    assert answer.location == f"{CRAFT}/edit/{unit}"
    assert "/en/sign-in?next=" in writing.client.get(answer.location).location
    sign_in(writing.client, writing.person)


def kept(session: Session) -> list[KeptText]:
    """List what is kept."""
    return list(session.scalars(select(KeptText)))


def test_what_is_sent_signed_out_is_offered_and_taken_over(
    writing: Writing, sign_in: SignIn, session: Session, colleague: Writing
) -> None:
    sent_signed_out(writing, sign_in, body="Twelve names, on the list.")
    assert writing.versions == 1
    (text,) = kept(session)
    assert not {"ticket", "basis", "act"} & set(text.typed)
    page = writing.client.get(UNIT).text
    assert "Kept on" in page
    assert "Twelve" in page
    # The page of the module says it too; nobody else is told.
    assert "You were signed out before it could be saved." in writing.page()
    assert "Kept on" not in colleague.client.get(UNIT).text
    assert colleague.client.post(f"{CRAFT}/kept/{text.id}/take").status_code == 404
    taken = writing.client.post(f"{CRAFT}/kept/{text.id}/take")
    assert taken.location == f"{UNIT}?saved=2"
    assert unit_of(writing.draft, "who/hook").body == "Twelve names, on the list."
    assert kept(session) == []


def test_what_is_kept_can_be_thrown_away(writing: Writing, sign_in: SignIn, session: Session) -> None:
    sent_signed_out(writing, sign_in, body="Never mind.")
    (text,) = kept(session)
    dropped = writing.client.post(f"{CRAFT}/kept/{text.id}/drop", data={"unit": "who/hook"})
    assert dropped.location == UNIT
    assert kept(session) == []
    assert writing.versions == 1


def test_where_others_have_saved_meanwhile_both_are_shown_and_it_stays_kept_until_decided(
    writing: Writing, colleague: Writing, sign_in: SignIn, session: Session
) -> None:
    sent_signed_out(writing, sign_in, body="Twelve names, on the list.")
    colleague.opened("who/hook").send(colleague.client, body="Ten names, on the wall.")
    (text,) = kept(session)
    answer = writing.client.post(f"{CRAFT}/kept/{text.id}/take")
    assert answer.status_code == 409
    assert "Carlo Colleague" in answer.text
    assert len(kept(session)) == 1
    assert Filled(answer.text).send(writing.client).status_code == 303
    assert kept(session) == []
    assert unit_of(writing.draft, "who/hook").body == "Twelve names, on the list."


def test_what_is_kept_for_a_place_that_is_gone_can_be_put_back(
    writing: Writing, colleague: Writing, sign_in: SignIn, session: Session
) -> None:
    sent_signed_out(writing, sign_in, body="Twelve names, on the list.")
    colleague.act("delete", "who/hook")
    (text,) = kept(session)
    offered = writing.client.post(f"{CRAFT}/kept/{text.id}/take")
    assert offered.status_code == 409
    Filled(offered.text).send(writing.client, "put-back")
    assert unit_of(writing.draft, "who/hook").body == "Twelve names, on the list."
    assert kept(session) == []


def test_whoever_signed_in_after_somebody_else_loses_nothing_of_theirs(
    writing: Writing, colleague: Writing, app: Flask, sign_in: SignIn, session: Session
) -> None:
    form = writing.opened("who/hook")
    answer = form.send(colleague.client, body="Typed on a shared machine.")
    assert answer.status_code == 403
    (text,) = kept(session)
    assert text.person_id == writing.person.id
    assert colleague.versions == 1
