"""Does a trainer decide for each language what its readers get, see it said before, and publish exactly that?"""

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import make
from tests.teaching.conftest import Course
from tests.teaching.drafts import PAGE, fields
from training.accounts.models import Person
from training.content.models import Publication
from training.content.rules.segments import segments
from training.foundation.permissions import Role
from training.translation.models import LanguagePolicy

POLICIES = "/en/teaching/modules/craft/policies"
HOOK = "who/hook/body"
STEM = "who/who-quiz/who-single/stem"


@pytest.fixture
def translated(session: Session, course: Course) -> None:
    """Translate all but a title into German; a passage and a question are of older texts."""
    make.region(session, "linz")
    for address, source in segments(course.published.value):
        if address == "who/title":
            continue
        older = "Before." if address in (HOOK, STEM) else source
        make.translation(session, course.published.row, segment=address, source=older, text=f"[de] {address}")


def _german(page: str) -> str:
    """Return what is said of German: the counts, and what its readers get."""
    said = (
        page.partition("German</th>")[2].partition("</tr>")[0],
        page.partition("<h4>German</h4>")[2].partition("</p>")[0],
    )
    return " ".join(re.sub("<[^>]+>", " ", " ".join(said)).split())


def _last(session: Session) -> dict[str, list[str | None]]:
    """Return the German texts of the last publication, as JSON gives them back."""
    texts = session.scalars(select(Publication.texts).order_by(Publication.id.desc())).first() or {}
    return {address: list(pair) for address, pair in texts["de"].items()}


@pytest.mark.usefixtures("translated")
def test_the_page_says_what_readers_get_and_that_is_published(teaching: FlaskClient, session: Session) -> None:
    page = teaching.get(PAGE).text
    assert "3 texts in the original language, marked as such." in _german(page)
    shown_before = fields(page)

    older = teaching.post(f"{POLICIES}/de", data={"policy": "stale"})

    assert (older.status_code, older.location) == (303, f"{PAGE}?done=decided#languages")
    page = teaching.get(PAGE).text
    # The question stays in the original: an older translation may be another question.
    assert "2 texts in the original language, marked as such. 1 older translation, marked as such." in _german(page)
    assert '<option value="stale" selected>' in page
    # What was shown before is not what would be published now.
    assert teaching.post(PAGE, data=shown_before | {"when": "now"}).status_code == 409
    teaching.post(PAGE, data=fields(page) | {"when": "now"})
    assert _last(session)[HOOK] == [f"[de] {HOOK}", "stale"]
    assert _last(session)[STEM] == [None, "stale"]

    teaching.post(f"{POLICIES}/de", data={"policy": "hold"})
    page = teaching.get(PAGE).text
    assert "Held back: they read the original" in _german(page)
    # What there is to do is counted all the same.
    assert re.findall(r"^(\d+) (\d+) (\d+) (\d+) (\d+) ", _german(page))[0][2:] == ("0", "2", "1")
    teaching.post(PAGE, data=fields(page) | {"when": "now"})
    assert set(map(tuple, _last(session).values())) == {(None, "held")}
    preview = teaching.get("/en/teaching/modules/craft/versions/1/preview/lessons/who?in=de").text
    assert "it is held back until everything is up to date" in preview
    assert "[de] who/mill/title" in preview

    assert teaching.post(f"{POLICIES}/de", data={"policy": "hold"}).location == f"{PAGE}?done=same#languages"


def test_only_a_publisher_decides_and_only_of_languages_that_there_are(
    teaching: FlaskClient, session: Session, course: Course, sign_in: Callable[[FlaskClient, Person], FlaskClient]
) -> None:
    for into, policy, status in (("en", "hold", 404), ("xx", "hold", 404), ("de", "perhaps", 422), ("de", "", 422)):
        assert teaching.post(f"{POLICIES}/{into}", data={"policy": policy}).status_code == status, into
    for role, region in ((Role.TRANSLATOR, "chemnitz"), (Role.EDITOR, "chemnitz"), (Role.TRAINER, "linz")):
        sign_in(teaching, make.person(session, role=role, region=region))
        assert teaching.post(f"{POLICIES}/de", data={"policy": "hold"}).status_code == 403
    assert session.scalars(select(LanguagePolicy)).all() == []
