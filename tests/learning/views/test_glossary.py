"""Does the glossary stand in the order of the reader's alphabet?"""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests import make
from training.content.rules.module import Term

GLOSSARY = "/{}/modules/craft/glossary"
WORDS = {"a": "čas", "b": "cena", "c": "dom"}


def _published(session: Session) -> None:
    terms = tuple(Term(key=key, term=f"Term {key}", meaning="m") for key in WORDS)
    value = make.module_value(glossary=terms)
    texts = make.pseudo_texts(value)
    for key, word in WORDS.items():
        texts["sl"][f"module/{key}/term"] = (word, "unreviewed")
    make.published_module(session, value, texts=texts)


def test_terms_stand_in_the_order_of_the_language_with_the_original_beside_them(
    client: FlaskClient, session: Session
) -> None:
    _published(session)

    page = client.get(GLOSSARY.format("sl")).text

    assert re.findall(r"<dfn>([^<]+)</dfn>", page) == ["cena", "čas", "dom"]
    assert '<span class="muted" lang="en">(Term a)</span>' in page
    assert "notice" in page


def test_the_original_alone_needs_no_second_word(client: FlaskClient, session: Session) -> None:
    _published(session)

    assert '<span class="muted" lang' not in client.get(GLOSSARY.format("en")).text


def test_a_module_without_terms_has_no_glossary(client: FlaskClient, session: Session) -> None:
    make.published_module(session, make.module_value(glossary=()))

    assert client.get(GLOSSARY.format("en")).status_code == 404
    assert "/glossary" not in client.get("/en/modules/craft").text


@pytest.mark.parametrize("language", ["en", "sl"])
def test_the_page_takes_a_fixed_number_of_statements(
    client: FlaskClient,
    session: Session,
    statements: Callable[[], AbstractContextManager[list[str]]],
    language: str,
) -> None:
    _published(session)
    client.get(GLOSSARY.format(language))
    with statements() as seen:
        client.get(GLOSSARY.format(language))
    assert len(seen) <= 2, seen
