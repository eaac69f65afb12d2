"""Does an author keep translations over an edit that changes no meaning, and take that back?"""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import make
from tests.authoring.views.conftest import CRAFT, Writing
from training.accounts.models import Person
from training.foundation.audit import AuditEntry, Event
from training.translation.models import Translation
from training.translation.queries.meanings import declarations

HOOK = "who/hook/body"
BEFORE, NOW = "Ten names stand on the **list**.", "Ten names stand, on the **list**."
TOKEN = re.compile(r'name="text" value="([^"]+)"')


def _translated(session: Session, reviewer: Person, *, german: str = BEFORE) -> None:
    """Let the passage be translated into two languages, German of the one or the other source, and approved once."""
    row = make.module(session)
    for source in {BEFORE, german}:
        make.source_text(session, source)
    approved = {"approved_by": reviewer.id, "approved_at": make.NOW}
    make.translation(session, row, segment=HOOK, source=german, text="Zehn Namen.", language="de", **approved)
    make.translation(session, row, segment=HOOK, source=BEFORE, text="Deset imen.", language="sl", origin="machine")


def test_a_comma_is_declared_with_a_reason_and_the_translations_stay(writing: Writing, session: Session) -> None:
    reviewer = make.person(session, name="Rea Reviewer")
    _translated(session, reviewer)
    saved = writing.opened("who/hook").send(writing.client, body=NOW)
    told = writing.client.get(saved.location).text
    assert "1 text is out of date by it in: German and Slovenian." in told
    assert f'href="{CRAFT}/meaning?unit=who/hook"' in told
    page = writing.page("/meaning?unit=who/hook")
    assert "Keep the translations in: German, Slovenian" in page
    assert re.search(r"<ins>.*?,.*?</ins>", page)
    (token,) = TOKEN.findall(page)

    without = writing.client.post(f"{CRAFT}/meaning", data={"text": token, "reason": " "})
    unchosen = writing.client.post(f"{CRAFT}/meaning", data={"reason": "A comma"})
    kept = writing.client.post(f"{CRAFT}/meaning", data={"text": token, "reason": "A comma"})

    assert (without.status_code, unchosen.status_code, kept.status_code) == (422, 422, 303)
    assert f'value="{token}" checked' in without.text
    assert "A comma</textarea>" in unchosen.text
    carried = {row.language: row for row in session.scalars(select(Translation).where(Translation.text != BEFORE))}
    assert (carried["de"].approved_by, carried["sl"].approved_by) == (reviewer.id, None)
    (said,) = declarations(session, make.module(session).id, [HOOK])[HOOK]
    assert (said.reason, said.by, said.languages) == ("A comma", "Tea Trainer", ("de", "sl"))
    done = writing.client.get(str(kept.location)).text
    assert "The translations of 1 text are kept." in done
    assert "Nothing is out of date here." in done
    assert "<q>A comma</q> Tea Trainer" in done
    # Whoever had the page open still declares nothing twice.
    assert writing.client.post(f"{CRAFT}/meaning", data={"text": token, "reason": "Again"}).status_code == 409

    back = writing.client.post(f"{CRAFT}/meaning/back", data={"declaration": said.id})
    assert "What rested on it is out of date again." in writing.client.get(str(back.location)).text
    assert TOKEN.findall(writing.page("/meaning")) == [token]
    assert declarations(session, make.module(session).id) == {}
    events = session.scalars(select(AuditEntry.event).where(AuditEntry.event == Event.MEANING_KEPT)).all()
    assert len(events) == 2


def test_two_languages_may_lag_behind_by_different_texts(writing: Writing, session: Session) -> None:
    _translated(session, make.person(session), german="Ten name stand on the list.")
    writing.opened("who/hook").send(writing.client, body=NOW)
    page = writing.page("/meaning")
    tokens = TOKEN.findall(page)
    assert len(set(tokens)) == 2
    assert page.count("Keep the translations in: German") == page.count("Keep the translations in: Slovenian") == 1

    writing.client.post(f"{CRAFT}/meaning", data={"text": tokens, "reason": "Slips"})

    assert TOKEN.findall(writing.page("/meaning")) == []
    said = declarations(session, make.module(session).id)[HOOK]
    assert sorted(each.languages for each in said) == [("de",), ("sl",)]


def test_what_changes_a_source_again_meanwhile_is_looked_at_again(writing: Writing, session: Session) -> None:
    _translated(session, make.person(session))
    writing.opened("who/hook").send(writing.client, body=NOW)
    (token,) = TOKEN.findall(writing.page("/meaning"))
    writing.opened("who/hook").send(writing.client, body="Eleven names.")

    answer = writing.client.post(f"{CRAFT}/meaning", data={"text": token, "reason": "A comma"})

    assert answer.status_code == 409
    assert "Something has changed since you opened the page." in answer.text
    assert declarations(session, make.module(session).id) == {}
    assert writing.client.post(f"{CRAFT}/meaning/back", data={"declaration": "77"}).status_code == 404


def test_the_page_takes_a_fixed_number_of_statements(
    writing: Writing, session: Session, statements: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    _translated(session, make.person(session))
    writing.opened("who/hook").send(writing.client, body=NOW)
    writing.page("/meaning")
    with statements() as seen:
        writing.page("/meaning")
    # The person, the module, the draft, the numbers of writes, what is out of date, what was declared.
    assert len(seen) == 6, seen
