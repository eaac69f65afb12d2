"""Does a template become a page in the reader's language, with words folded in and values escaped?"""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po
from flask import Flask
from jinja2 import UndefinedError
from markupsafe import escape

from training.foundation import languages, pages
from training.foundation.phrases import Phrase


@pytest.fixture
def words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Put a Slovene catalogue of a few sentences, with its four plural forms, in the place of ours."""
    made = Catalog(locale="sl")
    made.add("Sign in", "Prijava")
    made.add("Hello, %(name)s!", "Pozdravljeni, %(name)s!")
    forms = ("%(num)d lekcija", "%(num)d lekciji", "%(num)d lekcije", "%(num)d lekcij")
    made.add(("%(num)d lesson", "%(num)d lessons"), forms)
    folder = tmp_path / "sl" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "messages.po").open("wb") as file:
        write_po(file, made)
    monkeypatch.setattr(languages, "CATALOGUES", tmp_path)
    forget = languages.catalogue.cache_clear
    forget()
    yield
    forget()


@pytest.fixture
def app(make_app: Callable[[str], Flask], words: None) -> Iterator[Flask]:
    """Give an application that has compiled nothing yet."""
    app = make_app("sqlite://")
    with app.app_context():
        yield app


def render(template: str, language: str = "sl", **values: object) -> str:
    """Render a template given as text."""
    return pages.environment(language).from_string(template).render(values)


def test_a_sentence_stands_in_the_language_of_the_page(app: Flask) -> None:
    assert render("{{ _('Sign in') }}") == "Prijava"
    assert render("{{ _('Sign in') }}", "en") == "Sign in"


def test_a_sentence_that_stands_in_code_is_said_with_its_facts(app: Flask) -> None:
    """Phrases among them are translated, days written as usual, signs of the page escaped."""
    asked = "{{ say(sentence, facts) }}"

    assert render(asked, sentence="Hello, %(name)s!", facts={"name": Phrase("Sign in")}) == "Pozdravljeni, Prijava!"
    assert render(asked, sentence="Hello, %(name)s!", facts={"name": "<b>"}) == "Pozdravljeni, &lt;b&gt;!"
    assert render(asked, sentence="5 %% on %(day)s", facts={"day": date(2026, 3, 5)}) == "5 % on 5.\xa03.\xa02026"


def test_a_sentence_without_a_translation_stands_in_english(app: Flask) -> None:
    assert render("{{ _('Sign out') }}") == "Sign out"


def test_an_address_with_values_that_a_page_gives_is_built_at_run_time(app: Flask) -> None:
    place = {"module": "craft"}
    assert render("{{ address('learning.module', **place) }}", place=place) == "/sl/modules/craft"


def test_a_constant_sentence_costs_nothing_at_run_time(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    template = pages.environment("sl").from_string("{{ _('Sign in') }}")
    monkeypatch.delattr(languages, "catalogue")

    assert template.render() == "Prijava"


def test_a_value_in_a_sentence_is_escaped(app: Flask) -> None:
    assert render("{{ _('Hello, %(name)s!', name=name) }}", name="<b>Ž</b>") == "Pozdravljeni, &lt;b&gt;Ž&lt;/b&gt;!"


def test_a_per_cent_sign_in_a_sentence_without_values_is_itself(app: Flask) -> None:
    assert render("{{ _('70 % is enough') }}") == "70 % is enough"


@pytest.mark.parametrize(
    ("number", "written"),
    [(1, "lekcija"), (2, "lekciji"), (3, "lekcije"), (4, "lekcije"), (5, "lekcij"), (101, "lekcija"), (0, "lekcij")],
)
def test_slovene_has_four_plural_forms(app: Flask, number: int, written: str) -> None:
    template = "{{ ngettext('%(num)d lesson', '%(num)d lessons', n) }}"

    assert render(template, n=number) == f"{number} {written}"


@pytest.mark.parametrize(("number", "written"), [(1, "1 lesson"), (2, "2 lessons"), (0, "0 lessons")])
def test_english_has_two_plural_forms(app: Flask, number: int, written: str) -> None:
    assert render("{{ ngettext('%(num)d lesson', '%(num)d lessons', n) }}", "en", n=number) == written


def test_a_sentence_put_together_at_run_time_is_a_fault(app: Flask) -> None:
    with pytest.raises(UndefinedError):
        render("{{ _(sentence) }}", sentence="Sign in")


def test_a_name_that_nobody_gave_is_a_fault(app: Flask) -> None:
    with pytest.raises(UndefinedError):
        render("{{ forgotten }}")


def test_a_value_is_escaped(app: Flask) -> None:
    assert render("{{ name }}", name="<b>") == "&lt;b&gt;"


def test_an_address_is_of_the_language_of_the_page(app: Flask) -> None:
    assert render("{{ address('accounts.sign_in') }}") == "/sl/sign-in"
    assert render("{{ address('accounts.sign_in', language='de') }}") == "/de/sign-in"


def test_an_address_without_a_language_gets_none(app: Flask) -> None:
    assert render("{{ address('static', filename='favicon.svg') }}") == "/static/favicon.svg"


def test_an_address_is_built_once(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    render("{{ address('accounts.sign_in') }}")
    monkeypatch.delattr(app, "url_map")

    assert render("{{ address('accounts.sign_in') }}") == "/sl/sign-in"


def test_an_asset_carries_its_digest(app: Flask) -> None:
    first, again = render("{{ static('favicon.svg') }}"), render("{{ static('favicon.svg') }}", "de")

    assert first == again
    assert first.startswith("/static/favicon.svg?v=")


@pytest.mark.parametrize(
    ("path", "elsewhere"),
    [
        ("/en/modules/chemnitz?from=start&page=2", "/sl/modules/chemnitz?from=start&page=2"),
        ("/en/", "/sl/"),
        ("/en/sign-in", "/sl/sign-in"),
        ("/certificates/1", "/sl/"),
        ("/", "/sl/"),
        ("/en/a%3Fb%20%C5%BE", "/sl/a%3Fb%20%C5%BE"),
        ("/en//example.org", "/sl//example.org"),
    ],
)
def test_a_page_knows_its_address_in_another_language(app: Flask, path: str, elsewhere: str) -> None:
    with app.test_request_context(path):
        assert render("{{ here('sl') }}", "en") == escape(elsewhere)


@pytest.mark.parametrize(
    ("path", "accepted", "language"),
    [("/sl/sign-in", "de", "sl"), ("/nowhere", "de-AT, en", "de"), ("/sl/nowhere", "de", "sl"), ("/", "", "en")],
)
def test_the_address_decides_the_language_and_then_the_browser(
    app: Flask, path: str, accepted: str, language: str
) -> None:
    with app.test_request_context(path, headers={"Accept-Language": accepted}):
        assert pages.language_of_request() == language
