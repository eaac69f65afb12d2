"""Does the overview tell the truth about every module and language, to each reader about what they reach?"""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests import make
from training.accounts.models import Person
from training.content.models import ModuleRow
from training.content.rules.segments import segments
from training.foundation.permissions import Role
from training.translation.actions.charges import put_in_charge
from training.translation.models import TranslationCharge, TranslationCount

SignIn = Callable[[FlaskClient, Person], FlaskClient]
OVERVIEW = "/en/translation"
MODULE = f"{OVERVIEW}/craft"


@pytest.fixture
def craft(session: Session) -> ModuleRow:
    """Give a module with three texts in Slovene: approved, waiting, and out of date."""
    value = make.module_value()
    make.version(session, value)
    row = make.module(session, value)
    texts = list(segments(value))[:3]
    sources = [texts[0][1], texts[1][1], "An older text"]
    for number, ((address, _), source) in enumerate(zip(texts, sources, strict=True)):
        approved = make.NOW if number == 0 else None
        words: dict[str, Any] = {"segment": address, "source": source, "text": f"[sl] {source}", "revision": 1}
        make.translation(session, row, language="sl", **words, approved_at=approved)
    return row


def words(page: str) -> str:
    """Take the text of a page, with single spaces."""
    (main,) = re.findall(r"<main.*?</main>", page, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def cell(page: str, language: str) -> str:
    """Read a module's cell in a language."""
    (found,) = re.findall(
        rf'<td role="cell">\s*<span class="matrix__tongue" lang="{language}">(.*?)</td>', page, re.DOTALL
    )
    return " ".join(re.sub(r"<[^>]+>", " ", found).split())


def test_every_language_tells_its_counts_its_trend_and_who_works_on_it(
    client: FlaskClient, session: Session, sign_in: SignIn, craft: ModuleRow, clock: object
) -> None:
    total = len(list(segments(make.module_value())))
    nina = make.person(session, role=Role.TRANSLATOR, name="Nina Kralj", everywhere=True)
    put_in_charge(session, craft, "sl", person_id=nina.id, given_by=nina.id, now=make.NOW)
    day = make.NOW.date() - timedelta(days=20)
    before = {"reviewed": 0, "unreviewed": 0, "machine": 0, "stale": 0, "missing": total}
    session.add(TranslationCount(module_id=craft.id, language="sl", day=day, total=total, **before))
    session.flush()

    page = sign_in(client, nina).get(OVERVIEW).text

    slovene, german = cell(page, "sl"), cell(page, "de")
    assert f"1 of {total} approved 1 out of date {total - 3} missing 1 waiting for review" in slovene
    assert "1 more approved since 31 October 2026 Nina Kralj" in slovene
    assert f"0 of {total} approved {total} missing" in german
    assert "Original" in cell(page, "en")
    assert f'href="{MODULE}/sl"' in page


def test_readers_see_what_their_grants_reach(
    client: FlaskClient, session: Session, sign_in: SignIn, craft: ModuleRow
) -> None:
    make.version(session, make.module_value("steel", region="linz"))
    german = make.person(session)
    make.grant(session, german, role=Role.TRANSLATOR, region=None, language="de")

    assert sign_in(client, make.person(session)).get(OVERVIEW).status_code == 403
    page = sign_in(client, german).get(OVERVIEW).text
    assert f'href="{MODULE}/de"' in page
    assert f'href="{MODULE}#in-sl"' in page
    assert f'href="{OVERVIEW}/steel"' in page
    page = sign_in(client, make.person(session, role=Role.EDITOR)).get(OVERVIEW).text
    assert "/steel" not in page
    assert f'href="{MODULE}/de"' not in page


def test_a_publisher_puts_colleagues_in_charge_and_others_only_themselves(
    client: FlaskClient, session: Session, sign_in: SignIn, craft: ModuleRow
) -> None:
    nina = make.person(session, role=Role.TRANSLATOR, name="Nina Kralj")
    jure = make.person(session, role=Role.REVIEWER, name="Jure Kos")
    elsewhere = make.person(session, role=Role.REVIEWER, region="linz")
    trainer = make.person(session, role=Role.TRAINER)
    address = f"{MODULE}/sl/charge"

    def post(by: Person, **form: object) -> int:
        return sign_in(client, by).post(address, data=form).status_code

    def working() -> set[int]:
        return {row.person_id for row in session.query(TranslationCharge)}

    assert post(nina, do="begin", person="") == 303
    assert post(nina, do="begin", person=jure.id) == 422
    assert post(elsewhere, do="begin", person="") == 403
    assert post(trainer, do="begin", person=elsewhere.id) == 422
    assert post(trainer, do="burn") == 422
    assert working() == {nina.id}
    page = sign_in(client, trainer).get(MODULE).text
    assert f'<option value="{jure.id}">Jure Kos</option>' in page
    assert post(trainer, do="begin", person=jure.id) == 303
    assert working() == {nina.id, jure.id}
    assert "Nina Kralj" in words(client.get(MODULE).text)
    assert post(trainer, do="end", person=nina.id) == 303
    assert post(jure, do="end") == 303
    assert working() == set()
    assert client.post(f"{MODULE}/en/charge", data={"do": "begin"}).status_code in (403, 404)


def test_more_modules_and_people_take_no_more_statements(
    client: FlaskClient,
    session: Session,
    sign_in: SignIn,
    craft: ModuleRow,
    statements: Callable[[], AbstractContextManager[list[str]]],
) -> None:
    nina = make.person(session, role=Role.TRANSLATOR, everywhere=True)
    sign_in(client, nina)

    def counted(address: str) -> int:
        client.get(address)
        with statements() as found:
            assert client.get(address).status_code == 200
        return len(found)

    pages = (OVERVIEW, f"{OVERVIEW}/work", MODULE)
    few = [counted(address) for address in pages]
    for key in ("steel", "glass"):
        make.version(session, make.module_value(key))
        row = make.module(session, make.module_value(key))
        for language in ("de", "sl", "it"):
            put_in_charge(session, row, language, person_id=nina.id, given_by=nina.id, now=make.NOW)
    assert [counted(address) for address in pages] == few
