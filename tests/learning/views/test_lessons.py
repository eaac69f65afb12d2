"""Does a lesson say what is translated, keep notes, and count as read only when that is said?"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import make
from tests.learning.views.conftest import Learner
from training.accounts.models import Person
from training.content.models import Publication
from training.content.rules.blocks import TextBlock
from training.learning.models import Note, Reading

WHO = "/en/modules/craft/lessons/who"
SPACE = "/en/modules/craft/lessons/space"


def _readings(session: Session) -> list[str]:
    return list(session.scalars(select(Reading.lesson)))


def test_opening_a_lesson_is_not_reading_it(learner: Learner, session: Session) -> None:
    learner.get(WHO)
    assert _readings(session) == []


def test_saying_so_is_reading_and_leads_to_the_next_lesson(learner: Learner, session: Session) -> None:
    answer = learner.send(WHO, read="yes")
    assert (answer.status_code, answer.location, _readings(session)) == (303, SPACE, ["who"])


def test_saying_it_twice_is_reading_once(learner: Learner, session: Session) -> None:
    typed = learner.hidden(WHO) | {"read": "yes"}
    for _ in range(2):
        assert learner.client.post(WHO, data=typed).status_code == 303
    assert _readings(session) == ["who"]


@pytest.mark.parametrize("language", ["en", "sl"])
def test_a_lesson_takes_a_fixed_number_of_statements(
    learner: Learner, statements: Callable[[], AbstractContextManager[list[str]]], language: str
) -> None:
    learner.get(f"/{language}/modules/craft/lessons/who")
    with statements() as seen:
        learner.get(f"/{language}/modules/craft/lessons/who")
    assert len(seen) <= 4, seen


def test_a_lesson_in_a_language_without_translations_shows_the_source_and_says_so(learner: Learner) -> None:
    page = learner.get("/it/modules/craft/lessons/who").text
    assert '<h1 lang="en">Who they are</h1>' in page
    assert "untranslated" in page


def test_a_lesson_that_is_translated_shows_no_source_text(learner: Learner) -> None:
    page = learner.get("/sl/modules/craft/lessons/who").text
    assert "[sl] Who they are" in page
    assert "untranslated" not in page


@pytest.mark.parametrize("state", ["missing", "stale"])
def test_one_text_that_is_not_fresh_is_marked_with_its_language(
    client: object, session: Session, sign_in: Callable[..., object], state: str
) -> None:
    texts = make.pseudo_texts(make.module_value())
    texts["sl"]["who/hook/body"] = (None, state)
    published = make.published_module(session, texts=texts)
    person = make.person(session, everywhere=True)
    make.enrolment(session, person, published)
    sign_in(client, person)
    page = client.get("/sl/modules/craft/lessons/who").text  # type: ignore[attr-defined]
    assert page.count('class="untranslated"') == 1
    assert '<div lang="en"><div class="prose"><p>Ten names' in page


def test_a_paragraph_for_another_region_is_not_shown(learner: Learner) -> None:
    assert "In Austria another law holds" not in learner.get(SPACE).text


def test_a_note_is_kept_and_shown_again(learner: Learner, session: Session) -> None:
    activity = next(part for part in learner.published.value.lessons[0].blocks if part.kind == "activity")
    answer = learner.send(WHO, **{f"note-{activity.key}": "Three < two & five"}, save=activity.key)
    assert "saved=1" in str(answer.location)
    assert session.scalar(select(Note.text)) == "Three < two & five"
    assert "Three &lt; two &amp; five" in learner.get(WHO).text


def test_changing_the_language_keeps_an_unsaved_note(learner: Learner, session: Session) -> None:
    activity = next(part for part in learner.published.value.lessons[0].blocks if part.kind == "activity")
    answer = learner.send(WHO, **{f"note-{activity.key}": "half a thought"}, switch_to="sl")
    assert str(answer.location).startswith("/sl/modules/craft/lessons/who")
    assert session.scalar(select(Note.text)) == "half a thought"
    assert _readings(session) == []


def test_a_note_posted_after_the_session_expired_is_kept(learner: Learner, session: Session) -> None:
    typed = learner.hidden(WHO) | {"note-walk": "written before lunch", "save": "walk"}
    activity = next(part for part in learner.published.value.lessons[0].blocks if part.kind == "activity")
    typed = {key.replace("note-walk", f"note-{activity.key}"): value for key, value in typed.items()}
    learner.sign_out()
    answer = learner.client.post(WHO, data=typed)
    assert "/en/sign-in" in str(answer.location)
    assert "saved=1" in str(answer.location)
    assert session.scalar(select(Note.text)) == "written before lunch"


def test_a_form_without_its_ticket_stores_nothing(learner: Learner, session: Session) -> None:
    answer = learner.client.post(WHO, data={"enrolment": learner.enrolment.id, "read": "yes"})
    assert (answer.status_code, _readings(session)) == (400, [])


def test_a_ticket_is_good_for_its_own_enrolment_only(learner: Learner, session: Session) -> None:
    typed = learner.hidden(WHO) | {"read": "yes", "enrolment": str(learner.enrolment.id + 1)}
    assert (learner.client.post(WHO, data=typed).status_code, _readings(session)) == (400, [])


def test_a_form_of_somebody_else_is_not_taken(learner: Learner, session: Session) -> None:
    typed = learner.hidden(WHO) | {"read": "yes"}
    other = make.person(session, everywhere=True)
    with learner.client.session_transaction() as remembered:
        remembered.update(make.sign_in(session, other))
    assert (learner.client.post(WHO, data=typed).status_code, _readings(session)) == (403, [])


def test_a_lesson_that_is_not_there_is_not_found(learner: Learner) -> None:
    assert learner.get("/en/modules/craft/lessons/nowhere").status_code == 404


def test_whoever_has_not_begun_the_module_is_led_to_its_page(learner: Learner, session: Session) -> None:
    other = make.person(session, everywhere=True)
    with learner.client.session_transaction() as remembered:
        remembered.update(make.sign_in(session, other))
    answer = learner.get(WHO)
    assert (answer.status_code, answer.location) == (303, "/en/modules/craft")


def test_a_note_to_a_module_withdrawn_in_the_meantime_is_kept(learner: Learner, session: Session) -> None:
    activity = next(part for part in learner.published.value.lessons[0].blocks if part.kind == "activity")
    typed = learner.hidden(WHO) | {f"note-{activity.key}": "not in vain"}
    session.add(Publication(module_id=learner.published.row.id, texts={}, published_at=make.NOW))
    session.flush()
    assert learner.client.post(WHO, data=typed).status_code == 303
    assert session.scalar(select(Note.text)) == "not in vain"
    assert learner.get(WHO).status_code == 404


def test_the_page_of_a_test_cannot_be_confirmed_as_read(learner: Learner, session: Session) -> None:
    learner.send("/en/modules/craft/lessons/final", read="yes")
    assert _readings(session) == []


def test_a_ticket_is_good_for_its_own_module_only(learner: Learner, session: Session) -> None:
    make.published_module(session, make.module_value("other"))
    typed = learner.hidden(WHO) | {"read": "yes"}
    answer = learner.client.post("/en/modules/other/lessons/who", data=typed)
    assert (answer.status_code, _readings(session)) == (400, [])


def test_where_some_translations_are_approved_the_others_are_marked_one_by_one(
    client: FlaskClient, session: Session, sign_in: Callable[[FlaskClient, Person], FlaskClient]
) -> None:
    texts = make.pseudo_texts(make.module_value())
    texts["sl"]["who/hook/body"] = ("[sl] Deset imen.", "unreviewed")
    published = make.published_module(session, texts=texts)
    person = make.person(session, everywhere=True)
    make.enrolment(session, person, published)
    page = sign_in(client, person).get("/sl/modules/craft/lessons/who").text
    assert page.count('class="unreviewed small muted"') == 1
    assert page.index('class="unreviewed') < page.index("Deset imen")


def test_a_diagram_is_drawn_for_wide_and_for_narrow_pages(learner: Learner) -> None:
    page = learner.get("/sl/modules/craft/lessons/space").text
    assert page.count('role="img" aria-label="[sl] Ask, look, lend."') == 2
    assert page.count("[sl] Lend</text>") == 2


def test_a_passage_names_its_sources(
    client: FlaskClient, session: Session, sign_in: Callable[[FlaskClient, Person], FlaskClient]
) -> None:
    value = make.module_value()
    first, *rest = value.lessons
    block = first.blocks[0]
    assert isinstance(block, TextBlock)
    hook = replace(block, sources=("report",))
    cited = replace(value, lessons=(replace(first, blocks=(hook, *first.blocks[1:])), *rest))
    published = make.published_module(session, cited)
    person = make.person(session, everywhere=True)
    make.enrolment(session, person, published)
    page = sign_in(client, person).get("/en/modules/craft/lessons/who").text
    assert page.count('<a href="#source-report" aria-label="Source 1">[1]</a>') == 2
