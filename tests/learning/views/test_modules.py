"""Do the pages about modules tell what there is and what is missing?"""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests import make
from tests.learning.views.conftest import Learner
from training.learning.models import Enrolment


@pytest.mark.parametrize(("language", "title"), [("en", "Rooms for makers"), ("sl", "[sl] Rooms for makers")])
def test_the_catalogue_shows_title_objectives_and_rule_in_the_language_of_the_reader(
    client: FlaskClient, session: Session, language: str, title: str
) -> None:
    make.published_module(session)
    page = client.get(f"/{language}/modules").text
    assert title in page
    assert "calculate a levy" in page
    assert f'href="/{language}/modules/craft"' in page


def test_a_region_without_a_module_says_that_it_is_being_written(client: FlaskClient, session: Session) -> None:
    make.region(session, "linz")
    assert "being written" in client.get("/en/modules").text


def test_the_module_page_says_how_well_each_language_stands(client: FlaskClient, session: Session) -> None:
    make.published_module(session)
    page = client.get("/en/modules/craft").text
    assert "original language" in page
    assert "complete and reviewed" in page
    assert "not translated: the original is shown" in page


def test_a_module_that_is_not_there_is_not_found(client: FlaskClient) -> None:
    assert client.get("/en/modules/nowhere").status_code == 404


def test_beginning_a_module_opens_its_first_lesson(learner: Learner, session: Session) -> None:
    first = learner.client.post("/en/modules/craft/enrol")
    second = learner.client.post("/en/modules/craft/enrol")
    assert first.location == second.location == "/en/modules/craft/lessons/who"
    assert session.scalar(select(func.count()).select_from(Enrolment)) == 1


def test_nobody_begins_a_module_without_signing_in(client: FlaskClient, session: Session) -> None:
    make.published_module(session)
    answer = client.post("/en/modules/craft/enrol")
    assert answer.status_code == 303
    assert "/en/sign-in" in str(answer.location)


def test_my_learning_names_what_is_missing(learner: Learner, session: Session) -> None:
    make.reading(session, learner.enrolment, learner.published, lesson="who")
    page = learner.get("/en/my-learning").text
    assert "1 of 2 lessons read" in page
    assert "Why is this not complete yet?" in page
    assert "2 of 3 conditions are missing." in page
    assert "Continue with lesson 2" in page


def test_my_learning_is_empty_before_anything_is_begun(learner: Learner, session: Session) -> None:
    other = make.person(session, everywhere=True)
    with learner.client.session_transaction() as remembered:
        remembered.update(make.sign_in(session, other))
    assert "No module begun" in learner.get("/en/my-learning").text


def test_a_completion_stays_when_the_module_is_published_anew(learner: Learner, session: Session) -> None:
    make.completion(session, learner.enrolment, learner.published)
    changed = make.module_value(title="Another title")
    make.published_module(session, changed, number=2)
    page = learner.get("/en/my-learning").text
    assert "Complete. The certificate stays valid" in page
    assert "Why is this not complete yet?" not in page
