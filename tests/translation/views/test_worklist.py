"""Does somebody find what there is to do for them, and what has changed since they were told?"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests import make
from tests.translation.views.test_overview import words
from training.accounts.models import Person
from training.content.rules.segments import segments
from training.foundation.permissions import Role
from training.translation.actions.charges import put_in_charge
from training.translation.actions.tasks import open_task
from training.translation.queries.charges import own_charges
from training.translation.rules.tasks import Kind

SignIn = Callable[[FlaskClient, Person], FlaskClient]
WORK = "/en/translation/work"


def test_a_reviewer_finds_what_others_wrote_and_what_is_open(
    client: FlaskClient, session: Session, sign_in: SignIn, now: datetime
) -> None:
    value = make.module_value()
    make.version(session, value)
    row = make.module(session, value)
    jure = make.person(session, role=Role.REVIEWER)
    nina = make.person(session, role=Role.TRANSLATOR)
    for number, (address, source) in enumerate(segments(value)):
        origin = "machine" if number in (3, 4, 5) else "human"
        by = {0: jure.id, 1: jure.id, 2: nina.id}.get(number)
        if number:
            text: dict[str, Any] = {"segment": address, "source": source, "text": "[sl]", "revision": 1}
            make.translation(session, row, language="sl", **text, origin=origin, translated_by=by)
    open_task(session, module_id=row.id, language="sl", segment="module/title", kind=Kind.ALARM, facts={}, now=now)
    total = len(list(segments(value)))

    page = sign_in(client, jure).get(WORK).text

    assert f"{total - 5} waiting for your review" in words(page)
    assert "3 drafts by a machine for you to review" in words(page)
    assert "1 text to be looked at" in words(page)
    assert 'href="/en/translation/craft/sl?state=machine"' in page
    assert "waiting for your review" not in sign_in(client, nina).get(WORK).text
    assert sign_in(client, make.person(session, role=Role.EDITOR)).get(WORK).status_code == 403


def test_what_somebody_works_on_comes_first_and_says_what_changed_until_they_know(
    client: FlaskClient, session: Session, sign_in: SignIn, now: datetime
) -> None:
    value = make.module_value()
    make.version(session, value)
    row = make.module(session, value)
    nina = make.person(session, role=Role.TRANSLATOR)
    words_of_title: dict[str, Any] = {
        "segment": "module/title",
        "source": "Rooms for makers",
        "text": "Sobe",
        "revision": 1,
    }
    make.translation(session, row, language="sl", **words_of_title)
    put_in_charge(session, row, "sl", person_id=nina.id, given_by=nina.id, now=now)
    sign_in(client, nina)
    assert "Sources have changed" not in client.get(WORK).text
    make.version(session, make.module_value(title="Other rooms"), number=2)

    page = words(client.get(WORK).text)
    assert "Sources have changed since you were last told." in page
    assert "1 translation is out of date." in page
    assert page.index("What you work on Other rooms Slovenščina") < page.index("What else you may translate")
    answer = client.post(f"{WORK}/seen")
    assert (answer.status_code, answer.location) == (303, WORK)
    assert "Sources have changed" not in client.get(WORK).text
    assert own_charges(session, nina.id) == {(row.id, "sl"): 2}
    client.post("/en/translation/craft/sl/charge", data={"do": "end", "back": "work"})
    assert own_charges(session, nina.id) == {}
