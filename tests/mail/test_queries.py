"""Is it known to whom a letter goes, and what the modules in it are called in that language?"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests import make
from training.mail import queries

Statements = Callable[[], AbstractContextManager[list[str]]]


@pytest.mark.parametrize(("columns", "is_open"), [({}, True), ({"disabled_at": make.NOW}, False)])
def test_a_letter_goes_to_a_name_and_an_address(session: Session, columns: dict[str, Any], is_open: bool) -> None:
    person = make.person(session, name="Jana Nováková", email="jana@example.org", language="cs", **columns)

    addressee = queries.addressee(session, person.id)

    assert (addressee.name, addressee.email, addressee.language) == ("Jana Nováková", "jana@example.org", "cs")
    assert addressee.open is is_open


def test_modules_are_called_as_in_the_language_of_the_reader(session: Session) -> None:
    published = make.published_module(session)

    titles = queries.module_titles(session, [published.value.key, "withdrawn"], "de")

    assert titles == {published.value.key: f"[de] {published.value.title}", "withdrawn": "withdrawn"}


def test_a_letter_without_modules_asks_for_none(session: Session, statements: Statements) -> None:
    with statements() as seen:
        assert queries.module_titles(session, [], "de") == {}

    assert seen == []
