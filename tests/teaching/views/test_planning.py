"""Is what was planned shown, called off and explained, and does a withdrawn module come back as it was?"""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import make
from tests.teaching.conftest import Course
from tests.teaching.drafts import PAGE, WITHDRAW, changed_module, fields, notes
from training.accounts.models import Person
from training.authoring.actions import scheduling
from training.authoring.models import ScheduledPublication
from training.content.models import Publication

SignIn = Callable[[FlaskClient, Person], FlaskClient]


@pytest.fixture(autouse=True)
def _regions(session: Session) -> None:
    # The module has a paragraph for this one.
    make.region(session, "linz")


@pytest.fixture
def draft(session: Session, course: Course) -> make.Published:
    """Give the published module with a draft after it."""
    make.version(session, changed_module(), number=2, origin="editor")
    return course.published


@pytest.mark.usefixtures("clock")
def test_a_moment_to_come_is_planned_shown_and_called_off(
    teaching: FlaskClient, session: Session, draft: make.Published
) -> None:
    typed = {"when": "later", "day": "2026-12-01", "hour": "08:00", "note": "Soon"}
    answer = teaching.post(PAGE, data=fields(teaching.get(PAGE).text) | typed)
    assert answer.location == f"{PAGE}?done=planned"
    page = teaching.get(PAGE).text
    assert "Version 2 is planned for 1\N{NO-BREAK SPACE}December\N{NO-BREAK SPACE}2026 at 08:00." in page
    assert "Planned by Martin Vogel" in page
    plan = session.scalars(select(ScheduledPublication)).one()
    assert plan.due_at.isoformat() == "2026-12-01T07:00:00+00:00"
    assert teaching.post("/en/teaching/modules/craft/unschedule").location == f"{PAGE}?done=called-off"
    assert "is planned for" not in teaching.get(PAGE).text


@pytest.mark.usefixtures("clock")
def test_a_plan_that_came_to_nothing_says_why(teaching: FlaskClient, session: Session, draft: make.Published) -> None:
    typed = {"when": "later", "day": "2026-12-01", "hour": "08:00"}
    teaching.post(PAGE, data=fields(teaching.get(PAGE).text) | typed)
    gone = make.NOW + timedelta(days=1)
    session.add(Publication(module_id=draft.row.id, texts={}, published_at=gone, note="A law"))
    session.flush()
    assert scheduling.publish_due(session, draft.row.id, now=make.NOW + timedelta(days=30))
    session.commit()
    page = teaching.get(PAGE).text
    assert "was planned for 1\N{NO-BREAK SPACE}December\N{NO-BREAK SPACE}2026 and was not published." in page
    assert "Something else was published or withdrawn meanwhile." in page


def test_a_withdrawn_module_lets_attempts_end_and_comes_back_as_it_was(
    teaching: FlaskClient, session: Session, sign_in: SignIn, draft: make.Published, trainer: Person
) -> None:
    client = teaching
    learner = make.person(session)
    make.enrolment(session, learner, draft)
    sign_in(client, learner)
    begun = client.post("/en/modules/craft/quizzes/final-test", data={"attempt": str(uuid4())}).location
    sign_in(client, trainer)

    assert "1 sits before a quiz at this moment" in teaching.get(WITHDRAW).text
    assert teaching.post(WITHDRAW, data={"reason": " "}).status_code == 422
    assert teaching.post(WITHDRAW, data={"reason": "The law has changed."}).location == f"{PAGE}?done=withdrawn"
    assert teaching.post(WITHDRAW, data={"reason": "Twice"}).location == f"{PAGE}?done=same"
    assert notes(session)[1:] == [(None, "The law has changed.")]
    assert "there is nothing to withdraw" in teaching.get(WITHDRAW).text

    sign_in(client, learner)
    assert client.get("/en/modules/craft").status_code == 404
    assert 'href="/en/modules/craft"' not in client.get("/en/modules").text
    assert client.get(str(begun)).status_code == 200
    attempt = str(begun).removesuffix("/questions/1")
    assert client.post(f"{attempt}/finish").status_code == 303

    sign_in(client, trainer)
    page = teaching.get(PAGE).text
    assert "The law has changed." in page
    back = fields(page, button="Bring back version 1")
    assert teaching.post(PAGE, data=back).location == f"{PAGE}?done=published"
    assert notes(session)[-1] == (draft.version.id, "")
    assert client.get("/en/modules/craft").status_code == 200
