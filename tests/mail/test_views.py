"""Does every letter say in every language who sends it, why, and what to do, with links that work and in two forms?"""

import re
from datetime import datetime
from html import unescape
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import make
from tests.source import templates
from training.accounts.models import Person
from training.foundation import outbox
from training.foundation.languages import LANGUAGES
from training.foundation.outbox import Letter, OutboxLetter
from training.foundation.settings import Settings, change
from training.mail import queries
from training.mail.files import Written, as_message
from training.mail.views import envelope, written

LINKS = (Letter.INVITATION, Letter.PASSWORD_RESET, Letter.ADDRESS_CONFIRMATION)
CHANGES = ("password", "second-factor-added", "second-factor-removed", "recovery-codes", "sign-in-ended", "roles")
ADDRESS = re.compile(r"https://[^\s<>\"]+")


@pytest.fixture
def module(session: Session) -> str:
    """Give the key of a published module."""
    return make.published_module(session).value.key


def facts(letter: Letter, module: str, **changed: Any) -> dict[str, Any]:
    """Write the facts of a letter."""
    due = {"module": module, "due": "2026-12-05", "late": False, "compulsory": False}
    usual: dict[Letter, dict[str, Any]] = {
        Letter.ACCOUNT_CHANGED: {"change": "password"},
        Letter.LEARNING_REMINDER: {"assignments": [due]},
        Letter.FIGURES_READY: {"quarter": "2026Q3", "place": "linz/stahlbrunn"},
        Letter.DELIVERY_STOPPED: {"failure": "other-host-key"},
        Letter.TRANSLATION_CHANGES: {"modules": [{"module": module, "language": "sl", "stale": 2, "missing": 1}]},
    }
    return usual.get(letter, {}) | changed


def read(app: Flask, session: Session, person: Person, letter: Letter, **words: Any) -> Written:
    """Post a letter and read it as its reader does."""
    outbox.post(session, letter, person_id=person.id, now=make.NOW, **words)
    row = session.scalars(select(OutboxLetter).order_by(OutboxLetter.id.desc())).first()
    assert row is not None
    with app.app_context():
        return written(row, queries.addressee(session, person.id))


@pytest.mark.parametrize("letter", Letter)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_letter_reads_in_every_language(
    app: Flask, session: Session, module: str, letter: Letter, language: str
) -> None:
    person = make.person(session, name="Jana Horák & <Söhne>", language=language)

    words = read(app, session, person, letter, **facts(letter, module))

    assert words.language == language
    assert f'<html lang="{language}">' in words.html
    assert "Jana Horák & <Söhne>" in words.text
    assert "Jana Horák &amp; &lt;Söhne&gt;" in words.html
    assert words.subject == words.subject.strip()
    assert f"<title>{words.subject}</title>" in words.html
    assert "InduCCI Training" in words.text
    assert "&" not in words.subject


@pytest.mark.parametrize("letter", Letter)
def test_text_and_html_hold_the_same_addresses_all_of_this_site(
    app: Flask, session: Session, module: str, letter: Letter
) -> None:
    words = read(app, session, make.person(session), letter, **facts(letter, module))

    addresses = set(ADDRESS.findall(words.text))
    assert set(ADDRESS.findall(unescape(words.html))) == addresses
    assert all(address.startswith("https://localhost/") for address in addresses)
    assert "<img" not in words.html
    assert "url(" not in words.html
    assert bool(addresses) is (letter is not Letter.ACCOUNT_CHANGED)


@pytest.mark.parametrize("letter", LINKS)
def test_a_link_opens_the_page_for_its_reader(
    app: Flask, client: FlaskClient, session: Session, module: str, letter: Letter
) -> None:
    person = make.person(session, email="jana@example.org", language="sl")
    words = read(app, session, person, letter)

    [address] = ADDRESS.findall(words.text)
    page = client.get(address.removeprefix("https://localhost"))

    assert "/sl/password/" in address
    assert page.status_code == 200
    assert "jana@example.org" in page.text


@pytest.mark.parametrize("letter", [Letter.ALREADY_REGISTERED, Letter.LEARNING_REMINDER])
def test_all_other_addresses_lead_somewhere(
    app: Flask, client: FlaskClient, session: Session, module: str, letter: Letter
) -> None:
    words = read(app, session, make.person(session), letter, **facts(letter, module))

    answers = [client.get(address.removeprefix("https://localhost")) for address in ADDRESS.findall(words.text)]

    assert len(answers) == 2
    # The account is for who is signed in.
    assert all(answer.status_code in (200, 303) for answer in answers)


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_told_in_words_without_a_link(app: Flask, session: Session, change: str) -> None:
    person = make.person(session)

    words = read(app, session, person, Letter.ACCOUNT_CHANGED, change=change)

    assert "Something about your account" not in words.text
    assert "20\N{NO-BREAK SPACE}November\N{NO-BREAK SPACE}2026" in words.text


def test_a_change_that_is_not_known_yet_is_told_all_the_same(app: Flask, session: Session) -> None:
    words = read(app, session, make.person(session), Letter.ACCOUNT_CHANGED, change="something-new")

    assert "Something about your account was changed." in words.text


def test_a_reminder_names_all_modules_with_their_days(app: Flask, session: Session, module: str) -> None:
    late = {"module": "withdrawn", "due": "2026-10-31", "late": True, "compulsory": False}
    assignments = [*facts(Letter.LEARNING_REMINDER, module)["assignments"], late]

    words = read(app, session, make.person(session, language="de"), Letter.LEARNING_REMINDER, assignments=assignments)

    for form in (words.text, words.html):
        assert "[de] Rooms for makers" in form
        assert "5.\N{NO-BREAK SPACE}Dezember\N{NO-BREAK SPACE}2026" in form
        assert "31.\N{NO-BREAK SPACE}Oktober\N{NO-BREAK SPACE}2026" in form
    assert "2" in words.subject


@pytest.mark.parametrize("compulsory", [True, False])
def test_only_what_nobody_requires_can_be_switched_off(
    app: Flask, session: Session, module: str, compulsory: bool
) -> None:
    due = {"module": module, "due": "2026-12-05", "late": False, "compulsory": compulsory}

    words = read(app, session, make.person(session), Letter.LEARNING_REMINDER, assignments=[due])

    assert words.unsubscribe == (None if compulsory else "https://localhost/en/account")
    assert ("no more such letters" in words.text) is not compulsory
    assert ("Your organisation requires it." in words.text) is compulsory


def test_a_letter_says_who_is_responsible_where_the_site_says_so(app: Flask, session: Session, now: datetime) -> None:
    change(session, Settings(controller="Chemnitz & Partner", contact="help@example.eu"), person_id=None, now=now)

    words = read(app, session, make.person(session), Letter.INVITATION)

    assert "Responsible for it: Chemnitz & Partner." in words.text
    assert "Responsible for it: Chemnitz &amp; Partner." in words.html
    assert "write to help@example.eu" in words.text


def test_the_envelope_carries_a_mark_that_stays(app: Flask, session: Session) -> None:
    person = make.person(session, name="Jana", email="jana@example.org")
    words = read(app, session, person, Letter.INVITATION)
    row = session.scalars(select(OutboxLetter)).one()

    with app.app_context():
        heads = [
            as_message(words, envelope(row, queries.addressee(session, person.id)), now=make.NOW)["Message-ID"]
            for _ in range(2)
        ]

    assert heads[0] == heads[1]
    assert heads[0].endswith("@localhost>")


@pytest.mark.parametrize("letter", Letter)
def test_text_and_html_say_the_same_sentences(letter: Letter) -> None:
    """Whoever changes one must change the other."""
    sentences = {
        name: set(re.findall(r"(?:_|ngettext)\('[^']*'", text))
        for name, text, _ in templates()
        if name in (f"mail/{letter.value}.txt", f"mail/{letter.value}.html")
    }

    text, html = sentences.values()
    assert text == html
    assert len(text) > 3
