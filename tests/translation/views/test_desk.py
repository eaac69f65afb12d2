"""Does the desk show each text with its source, its state and all that helps, and find what is looked for?"""

from collections.abc import Callable
from contextlib import AbstractContextManager

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests import make
from tests.translation.views.conftest import DESK, HOOK, SOURCES, AtDesk, SignIn, translated
from training.content.models import ModuleRow
from training.content.rules.blocks import TextBlock
from training.content.rules.module import Lesson
from training.content.rules.segments import text_digest
from training.foundation.permissions import Role
from training.translation.models import SourceText, TranslationTask

Statements = Callable[[], AbstractContextManager[list[str]]]


def test_a_text_stands_with_its_place_its_source_and_its_state(translating: AtDesk, session: Session) -> None:
    translated(session, translating.row, text="Na **seznamu** je deset imen.", translated_by=translating.person.id)
    page = translating.page("?text=seznamu")
    assert "Who they are · Text 1 · Text</h2>" in page
    assert 'lang="en">Ten names stand on the **list**.</div>' in page
    assert "Na **seznamu** je deset imen.</textarea>" in page
    assert "Waiting for review" in page
    assert "written by Tina Translator" in page
    assert "/preview/" in page
    assert "in=sl#hook" in page
    # Words are found in source and translation; a question's choices say whether they are right.
    assert HOOK in translating.page("?text=TEN NAMES")
    assert "Answer 1 of 2 (right) · Text" in translating.page("?text=town museum")
    assert "There is no such text." in translating.page("?text=100%25")
    assert 'alt="The picture that this text belongs to"' in translating.page("?text=map of the hall")


def test_texts_are_found_by_state_with_counts_beside_them(
    translating: AtDesk, reviewing: AtDesk, session: Session
) -> None:
    row = translating.row
    translated(session, row)
    translated(session, row, "who/title", origin="machine")
    translated(session, row, "who/hook/title", source="A desk in March")
    translated(session, row, "who/mill/title", translated_by=translating.person.id, approved_at=make.NOW)
    session.add(
        TranslationTask(
            module_id=row.id, language="sl", segment="who/mill/place", kind="alarm", facts={}, opened_at=make.NOW
        )
    )
    session.flush()
    expected = {
        "machine": "who/title",
        "stale": "who/hook/title",
        "unreviewed": HOOK,
        "reviewed": "who/mill/title",
        "task": "who/mill/place",
    }
    for state, address in expected.items():
        form = translating.form(f"?state={state}")
        assert form.fields["at"] == [address]
        page = translating.page(f"?state={state}")
        assert 'aria-current="page"' in page.partition('<nav class="tabs"')[2]
    missing = str(len(SOURCES) - 4)
    assert f'Missing <span class="number">{missing}</span>' in translating.page()
    assert "approve:" not in translating.page("?state=unreviewed")
    assert reviewing.form("?state=unreviewed").acts.count(f"approve:{HOOK}") == 1
    # What nobody knows is no state.
    assert len(translating.form("?state=nonsense").fields["at"]) == 10


def test_a_text_that_is_out_of_date_shows_what_changed_and_suggests_the_old_translation(
    translating: AtDesk, session: Session
) -> None:
    old = "Nine names stand on the **list**."
    session.add(SourceText(digest=text_digest(old), language="en", text=old))
    translated(session, translating.row, source=old, text="Na **seznamu** je devet imen.")
    page = translating.page("?state=stale")
    assert "<del><span" in page
    assert "Nine<span" in page
    assert "Ten<span" in page
    assert "Na **seznamu** je devet imen.</textarea>" in page
    # To save all does not pass the old translation off as a new one.
    saved = translating.send("save-all", "?state=stale")
    assert saved.status_code == 303
    assert translating.standing() is None
    assert translating.send(f"save:{HOOK}", "?state=stale").status_code == 303
    kept = translating.standing()
    assert kept is not None
    assert kept.text == "Na **seznamu** je devet imen."


def test_a_text_translated_before_is_offered_and_taken_over_without_a_script(
    translating: AtDesk, session: Session
) -> None:
    again = "final/final-test/final-multiple/stem"
    other = "who/who-quiz/who-multiple/stem"
    session.add(SourceText(digest=text_digest(SOURCES[other]), language="en", text=SOURCES[other]))
    translated(session, translating.row, other, text="Katera dva sta brezplačna?")
    translated(session, translating.row, "module/levy/term", text="dajatev")
    page = translating.page("?lesson=final&text=cost no money")
    assert "The same text, in craft" in page
    assert "<strong lang" not in page
    act = f"use:{text_digest('Katera dva sta brezplačna?')}:{again}"
    filled = translating.send(act, "?lesson=final&text=cost no money")
    assert filled.status_code == 200
    assert "Katera dva sta brezplačna?</textarea>" in filled.text
    assert translating.standing(again) is None
    assert '<strong lang="sl">dajatev</strong>' in translating.page("?text=calculate a levy")


def test_a_page_costs_as_many_statements_however_large_the_module(
    client: FlaskClient, session: Session, sign_in: SignIn, statements: Statements
) -> None:
    person = make.person(session, role=None)
    make.grant(session, person, role=Role.REVIEWER, region=None)
    sign_in(client, person)
    counts = []
    for number in (10, 200):
        blocks = tuple(TextBlock(key=f"b{each}", body=f"Text number {each} of many") for each in range(number))
        key = f"large-{number}"
        value = make.module_value(key, lessons=(Lesson(key="one", title="One", minutes=1, blocks=blocks),))
        row = make.version(session, value).module_id
        translated_row = session.get(ModuleRow, row)
        assert translated_row is not None
        translated(session, translated_row, "one/b1/body", source="Text number 1 of many")
        address = f"/en/translation/{key}/sl?lesson=one"
        client.get(address)
        with statements() as counted:
            assert client.get(address).text.count("</textarea>") == 10
        counts.append(len(counted))
    assert counts[0] == counts[1] <= 11


def test_the_desk_is_for_its_languages_and_those_who_may(
    translating: AtDesk, session: Session, client: FlaskClient
) -> None:
    assert client.get(f"{DESK}?after=gone/for/good").status_code == 200
    assert client.get("/en/translation/craft/de").status_code == 403
    make.grant(session, translating.person, role=Role.TRANSLATOR)
    assert client.get("/en/translation/craft/en").status_code == 404
    assert client.get("/en/translation/craft/xx").status_code == 404
    assert client.get(f"{DESK}/segments/who/gone/body").status_code == 404
