"""Is a reader told of what is not approved, not up to date or not offered, and does no page stumble over it?"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests import make
from tests.learning.views.conftest import Learner
from tests.modules import Texts
from training.accounts.models import Person
from training.content.rules.segments import segments

#: Every page that shows texts of a module before and while somebody learns.
PAGES = (
    "/",
    "/modules",
    "/my-learning",
    "/modules/craft",
    "/modules/craft/lessons/who",
    "/modules/craft/lessons/space",
    "/modules/craft/glossary",
    "/modules/craft/self-assessment/before",
    "/modules/craft/quizzes/who-quiz",
)
MACHINE = "This translation was drafted by a machine and nobody has approved it yet."
STALE = "This translation is of an older text: the original has changed since."
HELD = "This module is not offered in the language of this page yet (English)."


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Somebody who reads in English what was written in Slovene."""

    learner: Learner

    def page(self, address: str) -> str:
        """Open a page that is there."""
        answer = self.learner.get(f"/en{address}")
        assert answer.status_code == 200, address
        return answer.text


@pytest.fixture
def reading(
    client: FlaskClient, session: Session, sign_in: Callable[[FlaskClient, Person], FlaskClient]
) -> Callable[[Texts], Reading]:
    """Give a learner of the module with these translations."""

    def begin(texts: Texts) -> Reading:
        published = make.published_module(session, make.module_value(source="sl"), texts=texts)
        person = make.person(session, everywhere=True)
        enrolment = make.enrolment(session, person, published)
        return Reading(learner=Learner(sign_in(client, person), person, published, enrolment))

    return begin


def _texts(state: str) -> Texts:
    return {"en": {address: (f"[en] {text}", state) for address, text in segments(make.module_value())}}


def test_each_text_says_what_it_is_where_it_stands(reading: Callable[[Texts], Reading]) -> None:
    texts = _texts("reviewed")
    texts["en"]["who/hook/body"] = ("[en] Nine names.", "stale")
    texts["en"]["who/walk/prompt"] = ("[en] What?", "machine")
    texts["en"]["who/mill/limits"] = (None, "stale")
    texts["en"]["who/who-quiz/who-single/museum/text"] = ("[en] Town museum", "machine")
    del texts["en"]["module/levy/meaning"]
    pages = reading(texts)

    lesson = pages.page("/modules/craft/lessons/who")
    assert "1 text of this lesson is shown in the original language." in lesson
    assert lesson.count('class="unreviewed small muted"') == 3
    assert lesson.index(STALE) < lesson.index("Nine names.") < lesson.index(MACHINE) < lesson.index("[en] What?")
    assert "the original has changed, the translation follows" in lesson
    assert "unreviewed" not in pages.page("/modules/craft/lessons/space")
    attempt = pages.learner.begin("who-quiz")
    assert MACHINE in pages.learner.get(f"{attempt}/questions/1").text
    assert MACHINE not in pages.learner.get(f"{attempt}/questions/2").text
    assert "1 text is shown in the original language." in pages.page("/modules/craft/glossary")
    cover = pages.page("/modules/craft")
    assert "Parts of this translation are of an older text" in cover
    row = "2 texts are shown in the original language; 1 text is the translation of an older text; 2 texts were drafted"
    assert row in cover
    assert row in pages.page("/modules")
    assert "English: 2 texts are shown in the original language" in pages.page("/")


@pytest.mark.parametrize("state", ["machine", "stale"])
def test_what_holds_of_a_whole_page_is_said_once(reading: Callable[[Texts], Reading], state: str) -> None:
    pages = reading(_texts(state))
    for address in PAGES:
        pages.page(address)
    lesson, quiz = pages.page("/modules/craft/lessons/space"), pages.page("/modules/craft/quizzes/who-quiz")
    if state == "stale":
        assert "texts of this lesson are translations of older texts." in lesson
        assert "Parts of this translation are of an older text" in quiz
    else:
        assert lesson.count(MACHINE) == quiz.count(MACHINE) == 1
        assert 'class="unreviewed' not in lesson
    _learn(pages)


def test_a_language_that_is_held_back_says_so_at_the_top_and_nowhere_else(reading: Callable[[Texts], Reading]) -> None:
    held: Texts = {"en": {address: (None, "held") for address, _ in segments(make.module_value())}}
    pages = reading(held)
    for address in PAGES:
        page = pages.page(address)
        assert page.count(HELD) == (address.startswith("/modules/")), address
        assert "untranslated" not in page
        assert 'class="unreviewed' not in page
    assert "not offered yet: the original is shown" in pages.page("/modules/craft")
    assert 'lang="sl"' in pages.page("/modules/craft/lessons/who")
    _learn(pages)


def _learn(pages: Reading) -> None:
    """Read all lessons, take the test, hand it in, and have a receipt and a certificate."""
    learner = pages.learner
    for lesson in ("who", "space"):
        learner.send(f"/en/modules/craft/lessons/{lesson}", read="yes")
    attempt = str(
        learner.client.post("/en/modules/craft/quizzes/final-test", data={"attempt": str(uuid4())}).location
    ).removesuffix("/questions/1")
    for number, response in ((1, "museum"), (2, ["a", "b"]), (3, "4.5")):
        assert learner.send(f"{attempt}/questions/{number}", response=response).status_code == 303
    for page in ("", "/questions/1?beside=de"):
        assert learner.get(f"{attempt}{page}").status_code == 200
    done = learner.client.post(f"{attempt}/finish")
    result = learner.get(str(done.location))
    assert (result.status_code, learner.get(f"{attempt}/receipt").status_code) == (200, 200)
    assert "/certificates/" in result.text
