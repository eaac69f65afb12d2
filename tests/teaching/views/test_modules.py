"""Does a trainer see the modules of the own region and no others, and each with its quizzes and reports?"""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests import make
from tests.modules import final, who
from tests.teaching.conftest import Course
from training.accounts.models import Person
from training.content.models import Publication
from training.content.rules.module import CompletionRule
from training.foundation.permissions import Role

SignIn = Callable[[FlaskClient, Person], FlaskClient]


@pytest.fixture
def elsewhere(session: Session) -> make.Published:
    """Give a published module of Linz."""
    return make.published_module(session, make.module_value("steel", region="linz", title="Rooms of steel"))


@pytest.mark.parametrize(("language", "title"), [("en", "Rooms for makers"), ("sl", "[sl] Rooms for makers")])
def test_a_trainer_sees_the_modules_of_the_own_region(
    teaching: FlaskClient, course: Course, elsewhere: make.Published, language: str, title: str
) -> None:
    page = teaching.get(f"/{language}/teaching").text
    assert f'href="/{language}/teaching/modules/craft"' in page
    assert title in page
    assert "Chemnitz (" in page
    assert "steel" not in page


def test_an_administrator_sees_all(
    client: FlaskClient, session: Session, sign_in: SignIn, course: Course, elsewhere: make.Published
) -> None:
    page = sign_in(client, make.person(session, role=Role.ADMINISTRATOR, everywhere=True)).get("/en/teaching").text
    assert "/en/teaching/modules/craft" in page
    assert "/en/teaching/modules/steel" in page


def test_a_region_without_a_module_says_so(teaching: FlaskClient, elsewhere: make.Published) -> None:
    assert "No module of your region has been published yet." in teaching.get("/en/teaching").text


@pytest.mark.parametrize("role", [Role.LEARNER, Role.EDITOR, Role.TRAINING_OFFICER, Role.PARTNER])
def test_nobody_else_teaches_or_reads_reports(
    client: FlaskClient, session: Session, sign_in: SignIn, course: Course, role: Role
) -> None:
    sign_in(client, make.person(session, role=role, everywhere=True))
    assert client.get("/en/teaching").status_code == 403
    assert client.get("/en/teaching/modules/craft").status_code == 403


def test_another_region_is_not_opened_by_typing_its_address(teaching: FlaskClient, elsewhere: make.Published) -> None:
    assert teaching.get("/en/teaching/modules/steel").status_code == 403


def test_a_module_that_was_never_published_is_not_found(teaching: FlaskClient, session: Session) -> None:
    make.module(session, make.module_value("draft"))
    assert teaching.get("/en/teaching/modules/draft").status_code == 404


@pytest.mark.parametrize(
    ("role", "linked"),
    [
        (Role.TRAINER, True),
        (Role.TRANSLATOR, True),
        (Role.REVIEWER, True),
        (Role.LEARNER, False),
        (Role.PARTNER, False),
    ],
)
def test_the_word_stands_in_the_navigation_for_those_who_may(
    client: FlaskClient, session: Session, sign_in: SignIn, role: Role, linked: bool
) -> None:
    page = sign_in(client, make.person(session, role=role)).get("/en/account").text
    assert ('href="/en/teaching"' in page) is linked


def test_nobody_is_asked_before_signing_in(client: FlaskClient) -> None:
    assert 'href="/en/teaching"' not in client.get("/en/modules").text


def test_a_module_lists_its_quizzes_with_the_attempts_at_each(teaching: FlaskClient, course: Course) -> None:
    course.handed_in()
    course.handed_in()
    make.attempt(course.session, course.learner(), course.published, quiz="who-quiz")
    page = teaching.get("/en/teaching/modules/craft").text
    assert "Version 1" in page
    assert "Learners see this version now." in page
    assert f'href="{course.quiz_address}"' in page
    assert page.index("Try it") < page.index(">0</td>") < page.index("The test") < page.index(">2</td>")


def test_an_earlier_publication_stands_there_as_long_as_it_was_answered(
    teaching: FlaskClient, session: Session, course: Course
) -> None:
    course.handed_in()
    for number, title in ((2, "Second"), (3, "Third")):
        shorter = make.module_value(title=title, lessons=(who(),), completion=CompletionRule(read=("who",)))
        make.published_module(session, shorter, number=number)
    page = teaching.get("/en/teaching/modules/craft").text
    assert "Version 3" in page
    assert "Version 2" not in page
    assert "final-test" in page
    assert teaching.get(course.quiz_address).status_code == 200


def test_a_withdrawn_module_says_that_learners_do_not_see_it(
    teaching: FlaskClient, session: Session, course: Course
) -> None:
    course.handed_in()
    session.add(Publication(module_id=course.published.row.id, texts={}, published_at=make.NOW))
    session.flush()
    page = teaching.get("/en/teaching/modules/craft").text
    assert "Learners see a later version now, or none." in page
    assert course.quiz_address in page


def test_the_pages_take_a_fixed_number_of_statements(
    teaching: FlaskClient, course: Course, statements: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    def asked(path: str) -> list[str]:
        with statements() as seen:
            assert teaching.get(path).status_code == 200
        return seen

    for path in ("/en/teaching", "/en/teaching/modules/craft"):
        asked(path)
    for key in ("mill", "tower"):
        make.published_module(course.session, make.module_value(key, lessons=(who(), final())), number=1)
    for number in range(2, 6):
        later = make.published_module(course.session, make.module_value(title=f"{number}"), number=number)
        Course(course.session, later).handed_in()
    asked("/en/teaching")
    # The person, the regions, the modules, the reports; for one module its publications, attempts and reports.
    assert len(asked("/en/teaching")) == 4
    assert len(asked("/en/teaching/modules/craft")) == 4
