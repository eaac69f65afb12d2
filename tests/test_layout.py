"""Does the layout hold with the longest language, and do the words of every diagram fit into it?"""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.journey import Journey, modules
from tests.live import Site
from training.content.rules.blocks import MOMENTS, Diagram
from training.content.rules.module import Module
from training.foundation.languages import LANGUAGES
from training.foundation.permissions import Role

#: A small phone, and a desktop; what a reader sees at 200 % zoom lies between them.
WIDTHS = (320, 640, 1280)
_STICKS_OUT = """() => document.documentElement.scrollWidth > window.innerWidth + 1"""
_TOO_LONG = """() => [...document.querySelectorAll('.diagram svg')]
  .filter(svg => getComputedStyle(svg).display !== 'none')
  .flatMap(svg => [...svg.querySelectorAll('text')].filter(text => {
    const [word, whole] = [text.getBoundingClientRect(), svg.getBoundingClientRect()];
    const boxes = [...svg.querySelectorAll('rect')].map(rect => rect.getBoundingClientRect());
    const around = boxes.find(box => box.left <= word.left && word.left < box.right
      && box.top <= word.top + 1 && word.bottom <= box.bottom + 1);
    return word.right > (around || whole).right + 0.5;
  })).map(text => text.textContent)"""


def _languages(module: Module) -> list[str]:
    """List the languages that a module stands in: its source, and those that have a catalogue."""
    folder = Path("courses") / module.key / "translations"
    return [code for code in LANGUAGES if code == module.source or (folder / f"{code}.po").exists()]


FIGURES = "/teaching/modules/chemnitz/quizzes/final-test"
CASES = [(module.key, language) for module in modules() for language in _languages(module)]


@pytest.mark.parametrize(("key", "language"), CASES, ids=[f"{key}-{language}" for key, language in CASES])
def test_every_lesson_fits_with_its_diagrams(page_with_script: Page, site: Site, key: str, language: str) -> None:
    module = next(each for each in modules() if each.key == key)
    journey = _signed_in(page_with_script, site, language)
    journey.open(f"/modules/{key}")
    journey.press("Begin the module")
    for lesson in module.lessons:
        journey.open(f"/modules/{key}/lessons/{lesson.key}")
        drawn = sum(isinstance(block, Diagram) for block in lesson.blocks)
        for width in WIDTHS:
            _assert_fits(page_with_script, width)
            assert page_with_script.locator(".diagram svg:visible").count() == drawn


@pytest.mark.parametrize("language", list(LANGUAGES))
def test_every_other_page_fits(page_with_script: Page, site: Site, language: str) -> None:
    journey = _signed_in(page_with_script, site, language)
    journey.open("/modules/chemnitz")
    journey.press("Begin the module")
    pages = [
        "/",
        "/modules",
        "/modules/chemnitz",
        "/modules/chemnitz/glossary",
        "/my-learning",
        "/my-reports",
        "/receipts",
        "/account",
    ]
    pages += ["/about", "/privacy", "/accessibility", "/licences", "/nothing-here"]
    pages += [f"/modules/chemnitz/self-assessment/{moment}" for moment in MOMENTS]
    for path in pages:
        journey.open(path)
        for width in WIDTHS:
            _assert_fits(page_with_script, width)


@pytest.mark.parametrize("language", list(LANGUAGES))
def test_the_pages_of_trainers_fit(page_with_script: Page, site: Site, language: str) -> None:
    email, password = site.person(role=Role.TRAINER, region="chemnitz", language=language)
    journey = Journey(page_with_script, language, email, password)
    journey.open("/sign-in")
    journey.sign_in(wrongly_first=False)
    teaching = [f"/teaching/modules/chemnitz{each}" for each in ("", "/reports", "/publish", "/versions/1/preview")]
    writing = ["", "/edit/module", "/edit/who/hook", "/history", "/media", "/people", "/questions/final/final-test/in"]
    paths = [f"/authoring/chemnitz{each}" for each in writing] + ["/authoring", "/authoring/new", "/authoring/import"]
    for path in (*teaching, *paths, "/teaching", FIGURES):
        journey.open(path)
        for width in WIDTHS:
            _assert_fits(page_with_script, width)


@pytest.mark.parametrize("language", list(LANGUAGES))
def test_the_pages_of_those_who_run_the_site_fit(page_with_script: Page, site: Site, language: str) -> None:
    email, password = site.person(role=Role.ADMINISTRATOR, everywhere=True, language=language)
    journey = Journey(page_with_script, language, email, password)
    journey.open("/sign-in")
    journey.sign_in(wrongly_first=False)
    pages = ["", "/new", "/import"]
    paths = [f"/administration/people{each}" for each in pages]
    paths += [f"/administration/{each}" for each in ("organisations", "log", "outbox", "settings", "health")]
    paths += [f"/statistics/{each}" for each in ("tokens", "tokens/new", "monthly", "monthly/new", "files")]
    for path in (*paths, "/api", "/who-may-do-what", "/required-learning", "/required-learning/new"):
        journey.open(path)
        for width in WIDTHS:
            _assert_fits(page_with_script, width)


@pytest.mark.parametrize("language", list(LANGUAGES))
def test_the_pages_about_the_own_account_fit(page_with_script: Page, site: Site, language: str) -> None:
    journey = _signed_in(page_with_script, site, language, role=Role.TRAINING_OFFICER)
    paths = [f"/account/{each}" for each in ("sessions", "second-factor", "password", "data", "erase")]
    for path in (*paths, "/statistics/completions"):
        journey.open(path)
        for width in WIDTHS:
            _assert_fits(page_with_script, width)


def _assert_fits(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    assert not page.evaluate(_STICKS_OUT), f"{page.url} is wider than {width}"
    assert page.evaluate(_TOO_LONG) == [], f"{page.url} at {width}"


def _signed_in(screen: Page, site: Site, language: str, *, role: Role = Role.LEARNER) -> Journey:
    email, password = site.person(region="gorenjska", language=language, role=role)
    journey = Journey(screen, language, email, password)
    journey.open("/sign-in")
    journey.sign_in(wrongly_first=False)
    return journey
