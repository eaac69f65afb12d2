"""Does a trainer see what a publication changes for whom, and publish exactly that, now or later?"""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import make
from tests.teaching.conftest import Course
from tests.teaching.drafts import PAGE, WITHDRAW, changed_module, fields, notes
from training.accounts.models import Person
from training.authoring.queries import publishing as queries
from training.content.models import Publication
from training.foundation.permissions import Role
from training.foundation.settings import Settings, change

SignIn = Callable[[FlaskClient, Person], FlaskClient]
UNREADABLE: tuple[tuple[dict[str, str], str], ...] = (
    ({"when": "later"}, "Choose the day."),
    ({"when": "later", "day": "2027-01-01"}, "Choose the time of day."),
    ({"when": "later", "day": "soon", "hour": "8"}, "Write the day as in the example"),
    ({"when": "later", "day": "2027-01-01", "hour": "noon"}, "Write the time as hours and minutes"),
    ({"when": "later", "day": "2026-11-19", "hour": "08:00"}, "This moment is past."),
    ({"when": "later", "day": "2028-01-01", "hour": "08:00"}, "more than a year away"),
    ({"when": "now", "note": "x" * 501}, "Shorten the note to 500 characters."),
    ({"when": "perhaps"}, "Choose when it is to be published."),
    ({"when": "now", "version": "two"}, "The form was not complete."),
)


@pytest.fixture(autouse=True)
def _regions(session: Session) -> None:
    # The module has a paragraph for this one.
    make.region(session, "linz")


@pytest.fixture
def draft(session: Session, course: Course) -> make.Published:
    """Give the published module with a draft after it."""
    make.version(session, changed_module(), number=2, origin="editor")
    return course.published


def test_the_page_says_what_changes_for_whom(teaching: FlaskClient, session: Session, course: Course) -> None:
    row = course.published.row
    make.version(session, changed_module(), number=2, origin="editor")
    make.translation(session, row, segment="who/title", source="Who they are", text="Wer sie sind")
    make.translation(session, row, segment="module/title", source="Rooms for makers", text="Räume")
    course.handed_in()
    make.completion(session, course.learner(), course.published)
    make.attempt(session, course.learner(), course.published)
    make.attempt(session, course.learner(), course.published, quiz="self-assessment-before")
    closed = make.person(session, disabled_at=make.NOW)
    make.attempt(session, make.enrolment(session, closed, course.published), course.published)

    page = teaching.get(PAGE).text

    assert "Learners see version 1" in page
    assert "The draft is version 2" in page
    assert re.search(r"<ins>.*?makes.*?</ins>", page)
    assert "3 learners have begun the module and not completed it." in page
    assert "1 sits before a quiz at this moment" in page
    assert "The completion rule changes." in page
    assert "The right answer to a question changes." in page
    assert f"publications/{course.published.publication.id}/quizzes/final-test/questions/final-single/regrade" in page
    german = page[page.index("German</th>") :].split("</tr>")[0]
    assert re.findall(r'class="number">(\d+)', german)[1:4] == ["1", "0", "1"]
    assert 'versions/2/preview/lessons/who?in=de">German</a>' in page
    assert 'versions/2/preview?in=de">German</a>' in page
    # Of languages into which nothing is translated there is nothing more to say.
    assert "in=it" not in page
    assert notes(session)[1:] == []


def test_what_was_shown_is_published_with_its_note_and_only_once(
    teaching: FlaskClient, session: Session, draft: make.Published, trainer: Person
) -> None:
    sent = fields(teaching.get(PAGE).text) | {"when": "now", "note": "Who makes,\r\nnot who is."}
    first, again = (teaching.post(PAGE, data=sent) for _ in range(2))
    assert (first.status_code, first.location) == (303, f"{PAGE}?done=published")
    assert again.location == f"{PAGE}?done=same"
    assert [note for _, note in notes(session)] == ["", "Who makes,\nnot who is."]
    assert session.scalars(select(Publication.published_by)).all()[-1] == trainer.id
    page = teaching.get(str(again.location)).text
    assert "Nothing was to be done." in page
    assert "there is nothing to publish" in page


def test_a_draft_that_has_changed_meanwhile_is_not_published_and_the_note_is_not_lost(
    teaching: FlaskClient, session: Session, draft: make.Published
) -> None:
    sent = fields(teaching.get(PAGE).text) | {"when": "now", "note": "Mine"}
    make.version(session, make.module_value(title="By a colleague"), number=3, origin="editor")
    answer = teaching.post(PAGE, data=sent)
    assert answer.status_code == 409
    assert "You were looking at version 2; the draft is version 3 by now." in answer.text
    assert re.search(r"<ins>.*?colleague.*?</ins>", answer.text)
    assert "Mine</textarea>" in answer.text
    assert len(notes(session)) == 1
    # The page of the answer is up to date.
    assert teaching.post(PAGE, data=fields(answer.text) | {"when": "now"}).status_code == 303


def test_problems_are_listed_and_nothing_can_be_published(
    teaching: FlaskClient, session: Session, draft: make.Published
) -> None:
    sent = fields(teaching.get(PAGE).text) | {"when": "now"}
    make.version(session, make.module_value(summary=""), number=3)
    page = teaching.get(PAGE).text
    assert "These problems keep the draft from learners." in page
    assert "/en/authoring/craft/edit/module" in page
    assert 'name="basis"' not in page
    basis = queries.candidate(session, queries.publishing(session, "craft"), 3).basis
    faulty = teaching.post(PAGE, data=sent | {"version": "3", "basis": basis})
    assert faulty.status_code == 422
    assert "the module has problems that have to be mended first." in faulty.text
    assert len(notes(session)) == 1


@pytest.mark.usefixtures("clock")
def test_what_cannot_be_read_is_said_at_its_field(
    teaching: FlaskClient, session: Session, draft: make.Published
) -> None:
    sent = fields(teaching.get(PAGE).text)
    for typed, sentence in UNREADABLE:
        answer = teaching.post(PAGE, data=sent | typed)
        assert answer.status_code == 422, typed
        assert sentence in answer.text, typed
    assert len(notes(session)) == 1


@pytest.mark.usefixtures("clock")
def test_where_four_eyes_are_wanted_the_page_says_who_may(
    teaching: FlaskClient, session: Session, course: Course, trainer: Person
) -> None:
    make.version(session, changed_module(), number=2, origin="editor", saved_by=trainer)
    sent = fields(teaching.get(PAGE).text) | {"when": "now"}
    change(session, Settings(four_eyes_regions=("chemnitz",)), person_id=None, now=make.NOW)
    page = teaching.get(PAGE).text
    assert "Somebody else has to publish this." in page
    assert 'name="basis"' not in page
    for further in ({}, {"when": "later", "day": "2026-12-01", "hour": "08:00"}):
        refused = teaching.post(PAGE, data=sent | further)
        assert refused.status_code == 403
        assert "Any trainer of the region, or an administrator" in refused.text
    assert len(notes(session)) == 1


def test_a_module_that_was_never_published_is_published(teaching: FlaskClient, session: Session) -> None:
    make.version(session)
    page = teaching.get(PAGE).text
    assert "Learners have never seen this module." in page
    assert teaching.post(PAGE, data=fields(page) | {"when": "now"}).status_code == 303
    assert "Rooms for makers" in teaching.get("/en/modules").text


@pytest.mark.parametrize("role", [Role.LEARNER, Role.EDITOR, Role.TRANSLATOR, Role.PARTNER])
def test_nobody_else_publishes(
    client: FlaskClient, session: Session, sign_in: SignIn, draft: make.Published, role: Role
) -> None:
    sign_in(client, make.person(session, role=role))
    for answer in (client.get(PAGE), client.post(PAGE), client.get(WITHDRAW), client.post(WITHDRAW)):
        assert answer.status_code == 403
    assert client.post("/en/teaching/modules/craft/unschedule").status_code == 403


def test_another_region_is_not_published_by_typing_its_address(teaching: FlaskClient, session: Session) -> None:
    make.version(session, make.module_value("steel", region="linz"))
    assert teaching.get("/en/teaching/modules/steel/publish").status_code == 403
    assert teaching.post("/en/teaching/modules/steel/withdraw", data={"reason": "No"}).status_code == 403


def test_the_page_takes_a_fixed_number_of_statements(
    teaching: FlaskClient,
    session: Session,
    draft: make.Published,
    statements: Callable[[], AbstractContextManager[list[str]]],
) -> None:
    def asked() -> int:
        teaching.get(PAGE)
        with statements() as seen:
            assert teaching.get(PAGE).status_code == 200
        return len(seen)

    before = asked()
    for number in range(3, 9):
        make.version(session, make.module_value(title=f"State {number}"), number=number)
        enrolment = make.enrolment(session, make.person(session), draft)
        make.attempt(session, enrolment, draft)
        make.translation(session, draft.row, segment="who/title", source=f"{number}", text="Wer")
    # The person, the module, its draft, regions, two publications, settings, translations, the plan, writers, learners.
    assert asked() == before <= 12


def test_the_page_of_the_module_leads_to_it(teaching: FlaskClient, draft: make.Published) -> None:
    page = teaching.get("/en/teaching/modules/craft").text
    assert f'href="{PAGE}"' in page
    assert 'href="/en/teaching/modules/craft/versions/1/preview"' in page
