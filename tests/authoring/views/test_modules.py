"""Does a trainer see the modules that they may write, begin one, and see what one is made of?"""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests import make
from tests.authoring.views.conftest import CRAFT, SignIn, Writing
from training.accounts.models import RoleGrant
from training.content.rules.module import Module
from training.foundation.permissions import Role

Statements = Callable[[], AbstractContextManager[list[str]]]


def with_blocks(module: Module, count: int) -> Module:
    """Return a module with so many blocks more, in a lesson of their own."""
    first = module.lessons[0]
    blocks = tuple(replace(first.blocks[0], key=f"hook-{number}") for number in range(count))
    return replace(module, lessons=(*module.lessons, replace(first, key="long", blocks=blocks)))


def test_a_trainer_sees_the_modules_of_the_region_and_how_each_stands(writing: Writing, session: Session) -> None:
    make.version(session, make.module_value("new-one", title="Not yet published"))
    make.version(session, make.module_value("far", region="linz", title="Somebody else's"))
    make.version(session, make.module_value("craft", title="Rooms, changed"), number=2)
    page = writing.client.get("/en/authoring").text
    assert "Not yet published" in page
    assert "Somebody else" not in page
    assert "Learners see version 1." in page
    assert "Never published." in page
    assert "Chemnitz (en)" in page
    assert writing.client.get("/en/authoring/far").status_code == 403
    assert writing.client.get("/en/authoring/far/edit/who").status_code == 403


def test_a_learner_sees_no_way_to_write(client: FlaskClient, session: Session, sign_in: SignIn) -> None:
    make.published_module(session)
    sign_in(client, make.person(session))
    assert "/en/authoring" not in client.get("/en/modules").text
    assert client.get(CRAFT).status_code == client.get("/en/authoring").status_code == 403


def test_a_module_begins_with_region_language_and_title(client: FlaskClient, session: Session, sign_in: SignIn) -> None:
    make.region(session, "linz")
    person = make.person(session, role=Role.TRAINER)
    sign_in(client, person)
    assert "Linz (en)" not in client.get("/en/authoring/new").text
    wrong = client.post("/en/authoring/new", data={"title": " ", "source": "xx", "region": "linz"})
    assert wrong.status_code == 422
    for sentence in ("Write what the module is called.", "Choose one of the seven", "Choose a region for which"):
        assert sentence in wrong.text
    made = client.post("/en/authoring/new", data={"title": "Räume  für alle", "source": "de", "region": "chemnitz"})
    assert made.location == "/en/authoring/raume-fur-alle?saved=1"
    page = client.get(made.location).text
    assert "Räume für alle" in page
    assert "German" in page
    # Nothing is written yet, and that is told in words, each with a link to where it is mended.
    assert "stand in the way of publishing" in page
    assert 'href="/en/authoring/raume-fur-alle/edit/module"' in page


def test_an_editor_of_one_module_writes_it_and_begins_none(
    client: FlaskClient, session: Session, sign_in: SignIn, writing: Writing
) -> None:
    editor = make.person(session, region="linz")
    session.add(RoleGrant(person_id=editor.id, role=Role.EDITOR, module="craft", language="", granted_at=make.NOW))
    session.flush()
    sign_in(client, editor)
    assert "New module" not in client.get("/en/authoring").text
    assert "A trainer of the region can." in client.get("/en/authoring/new").text
    page = client.get(CRAFT).text
    assert "Add a lesson" in page
    # Publishing and inviting are a trainer's.
    assert ("Publish</span>" in page, "Colleagues</span>" in page) == (False, False)


def test_the_page_of_a_module_asks_the_database_as_often_however_much_there_is(
    writing: Writing, session: Session, statements: Statements
) -> None:
    writing.page()
    counts = []
    for number, blocks in ((2, 10), (3, 60)):
        make.version(session, with_blocks(make.module_value("craft"), blocks), number=number)
        for address in ("", "/lessons/long", "/edit/long/hook-3", "/history"):
            with statements() as asked:
                writing.page(address)
            counts.append((address, len(asked)))
    assert counts[:4] == counts[4:]
    assert max(count for _, count in counts) <= 8


def test_lists_offer_only_what_is_possible_and_say_aloud_what_a_button_is_about(writing: Writing) -> None:
    page = writing.page()
    objectives = page[page.index('id="objectives"') : page.index('id="statements"')]
    assert objectives.count('value="up"') == objectives.count('value="down"') == 1
    assert 'Up<span class="unseen">: calculate a levy' in objectives
    names = re.findall(r'<button class="small-button" name="act" value="\w+">(.*?)</button>', objectives)
    assert len(names) == len(set(names))
    # Whoever reads in Slovene has the module's own words, marked as English.
    slovene = writing.client.get("/sl/authoring/craft").text
    assert 'lang="en">calculate a levy' in slovene
