"""Does an author see a version as its learners will, in any language, as any region and as wide as a phone?"""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests import make
from tests.modules import space
from tests.teaching.views.previews.conftest import PREVIEW, Writing
from training.accounts.models import Person
from training.authoring.rules.beginnings import beginning, new_lesson, new_module
from training.content.rules.blocks import BLOCKS
from training.content.rules.segments import segments
from training.foundation.permissions import Role
from training.translation.views.places import address_in_place

FIRST = PREVIEW.format(number=1)
#: Every page of a preview of `make.module_value`.
PAGES = (
    "",
    "/lessons/who",
    "/lessons/space",
    "/lessons/final",
    "/self-assessment/before",
    "/glossary",
    "/quizzes/who-quiz",
    "/quizzes/who-quiz/questions/1?seed=5",
    "/quizzes/who-quiz/answers?seed=5",
    "/quizzes/who-quiz/result?seed=5",
)


def _text(page: str, start: str, end: str) -> str:
    """Take the words out of a part of a page."""
    _, _, rest = page.partition(start)
    assert rest
    return " ".join(re.sub("<[^>]+>", " ", rest.partition(end)[0]).split())


def test_any_version_is_shown_before_anybody_can_learn_with_it(writing: Writing) -> None:
    writing.saved(make.module_value(title="Rooms, first"))
    writing.saved(make.module_value(title="Rooms, second"), number=2)

    page = writing.get(FIRST)

    for words in (
        "This is a preview: nothing is stored.",
        "Version 1 of 2.",
        "Rooms, first",
        "at least 1.8 of 3 points",
    ):
        assert words in page
    for address in (PREVIEW.format(number=2), f"{FIRST}/lessons/who", f"{FIRST}/glossary"):
        assert f'href="{address}"' in page
    assert "Look at the latest version" not in writing.get(PREVIEW.format(number=2))
    assert writing.client.get(PREVIEW.format(number=3)).status_code == 404


def test_a_lesson_says_to_its_author_what_it_says_to_a_learner(
    writing: Writing, session: Session, sign_in: Callable[[FlaskClient, Person], FlaskClient]
) -> None:
    published = make.published_module(session)
    learner = make.person(session)
    make.enrolment(session, learner, published)
    previews = {key: writing.get(f"{FIRST}/lessons/{key}") for key in ("who", "space", "final")}
    sign_in(writing.client, learner)

    for key, page in previews.items():
        seen = writing.client.get(f"/en/modules/craft/lessons/{key}").text
        end = '<aside class="lesson__notes"'
        shown, told = _text(page, '<div class="lesson__text">', end), _text(seen, '<form class="lesson__text"', end)
        assert shown
        assert told.endswith(shown)


def test_a_lesson_is_shown_in_a_language_with_what_is_translated(writing: Writing, session: Session) -> None:
    writing.saved(make.module_value())
    row = make.module(session)
    title, source = "space/title", "Space to work"
    make.translation(session, row, segment=title, source=source, text="Raum zum Arbeiten", approved_at=make.NOW)
    make.translation(session, row, segment="space/empty/body", source="Before it changed.", text="Vorher.")

    page = writing.get(f"{FIRST}/lessons/space?in=de")

    assert '<html lang="en">' in page
    assert '<div lang="de">' in page
    assert "<h1>Raum zum Arbeiten</h1>" in page
    # The page of a German learner says it in German; what is not translated has its own language.
    assert "Half of the hall is empty." in page
    assert "Vorher." not in page
    assert re.search(r'<div lang="en"><div class="prose"><p>Half of the hall', page)
    assert f'href="{FIRST}/lessons/final?in=de"' in page


def test_a_lesson_is_shown_as_a_region_sees_it(writing: Writing, session: Session) -> None:
    make.region(session, "linz", languages=["de"])
    writing.saved(make.module_value())
    law = "In Austria another law holds."

    assert law not in writing.get(f"{FIRST}/lessons/space")
    assert law in writing.get(f"{FIRST}/lessons/space?region=linz")
    assert writing.client.get(f"{FIRST}/lessons/space?region=atlantis").status_code == 404


def test_on_a_phone_the_page_stands_in_a_frame_and_no_other_page_may_be_framed(writing: Writing) -> None:
    writing.saved(make.module_value())
    outer = writing.client.get(f"{FIRST}/lessons/space?in=de&width=phone")
    found = re.search(r'<iframe [^>]*src="([^"]+)" title="The page on a phone" width="375"', outer.text)
    assert found
    inner = writing.client.get(found[1].replace("&amp;", "&"))

    assert "frame-ancestors 'none'" in outer.headers["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in inner.headers["Content-Security-Policy"]
    assert inner.headers["Content-Security-Policy"].startswith("default-src 'self'")
    assert "Half of the hall is empty." in inner.text
    assert "Half of the hall is empty." not in outer.text
    assert 'class="top"' not in inner.text
    assert f'href="{FIRST}/lessons/final?in=de&amp;width=framed"' in inner.text


def test_what_an_author_has_just_begun_is_shown_with_its_holes(writing: Writing) -> None:
    """A lesson of every kind of block, all of them empty; and a module that has nothing."""
    blocks = tuple(beginning(kind, f"b-{kind.kind}") for kind in BLOCKS)
    lesson = replace(new_lesson("first"), blocks=blocks)
    begun = new_module("craft", region="chemnitz", source="en", title="")
    writing.saved(begun)
    writing.saved(replace(begun, lessons=(lesson,)), number=2)

    assert "<h1>…</h1>" in writing.get(FIRST)
    second = PREVIEW.format(number=2)
    assert "<h1>…</h1>" in writing.get(f"{second}/lessons/first")
    for page in ("", "/self-assessment/before", "/glossary", "/quizzes/b-quiz"):
        writing.get(f"{second}{page}")


def test_whoever_neither_writes_nor_translates_a_module_sees_no_version_of_it(
    client: FlaskClient, session: Session, sign_in: Callable[[FlaskClient, Person], FlaskClient]
) -> None:
    make.version(session)
    strangers = [make.person(session), make.person(session, role=Role.PARTNER)]
    strangers += [make.person(session, role=role, region="linz") for role in (Role.EDITOR, Role.TRANSLATOR)]

    for person in strangers:
        sign_in(client, person)
        assert {client.get(f"{FIRST}{page}").status_code for page in PAGES} == {403}
        assert client.post(f"{FIRST}/quizzes/who-quiz/questions/1").status_code == 403


def test_a_translator_sees_a_draft_and_each_text_where_it_stands(
    client: FlaskClient, session: Session, sign_in: Callable[[FlaskClient, Person], FlaskClient]
) -> None:
    value = make.module_value()
    make.version(session, value)
    make.region(session, "linz")
    translator = make.person(session, role=None)
    make.grant(session, translator, role=Role.TRANSLATOR, language="de")
    sign_in(client, translator)
    with client.application.test_request_context():
        places = {address_in_place("en", value, 1, address, into="de") for address, _ in segments(value)}

    pages = {path: client.get(path, follow_redirects=True) for path in {place.partition("#")[0] for place in places}}

    assert {page.status_code for page in pages.values()} == {200}
    assert not any("Go on writing" in page.text for page in pages.values())
    for path, _, anchor in (place.partition("#") for place in places):
        assert 'lang="de"' in pages[path].text
        assert not anchor or "/asked/" in path or f'id="{anchor}"' in pages[path].text, (path, anchor)


def test_a_page_takes_a_fixed_number_of_statements_and_only_reads(
    writing: Writing, statements: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    writing.saved(make.module_value(lessons=(space(),)))
    writing.saved(make.module_value(), number=2)
    writing.get(f"{FIRST}/lessons/space?in=de")

    for page in PAGES:
        address = f"{PREVIEW.format(number=2)}{page}"
        with statements() as seen:
            writing.get(address)
        with statements() as seen_in_german:
            writing.get(f"{address}{'&' if '?' in page else '?'}in=de")
        # The person, the version, the regions; in another language its translations, and what was decided of it.
        assert (len(seen), len(seen_in_german)) == (3, 5), page
        assert all(statement.lstrip().startswith("SELECT") for statement in (*seen, *seen_in_german))
