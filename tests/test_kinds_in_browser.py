"""Can every kind of question be answered in a real browser by keyboard alone, with and without JavaScript?"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests import keyboard, make
from tests.asked import NUMBERS, Sitting, published, sit_down
from tests.browser import assert_accessible, new_page
from tests.kinds import RIGHT_OF_KIND, every_kind
from tests.live import Site
from tests.test_layout import WIDTHS
from training.quizzes.rules.responses import response_to

#: A browser reports a page of this status like a missing picture.
REFUSED = "Failed to load resource: the server responded with a status of 422 (Unprocessable Entity)"
RESPONSES = {each.key: response_to(each, RIGHT_OF_KIND[each.kind]) for each in every_kind()}
_STICKS_OUT = """() => [...document.querySelectorAll('main *')].filter(
  each => !each.closest('.unseen') && each.getBoundingClientRect().right > window.innerWidth + 1
).map(each => each.outerHTML.slice(0, 90))"""


@pytest.fixture(scope="module")
def made(site: Site) -> Iterator[make.Published]:
    """Publish the module that asks every kind for the time of this file."""
    with published(site) as made:
        yield made


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def anybody(request: pytest.FixtureRequest, browser: Browser, site: Site, made: make.Published) -> Iterator[Sitting]:
    """Seat a learner with and without JavaScript; the browser may complain of pages that explain an error alone."""
    page = new_page(browser, site.address, script=request.param)
    sitting = sit_down(page, site, made, script=request.param)
    yield sitting
    page.context.close()
    assert set(sitting.complaints) <= {REFUSED}


@pytest.fixture
def sitting(page_with_script: Page, site: Site, made: make.Published) -> Iterator[Sitting]:
    """Seat a learner with JavaScript, whose browser must find nothing to complain of."""
    sitting = sit_down(page_with_script, site, made)
    yield sitting
    assert sitting.complaints == []


def test_practice_is_taken_by_keyboard_alone_and_explains_every_kind(anybody: Sitting) -> None:
    page = anybody.open("single")
    for kind, number in NUMBERS.items():
        assert page.url.endswith(f"/questions/{number}")
        keyboard.skip(page)
        keyboard.save(page)
        assert page.locator(".errors").is_visible()
        _look(anybody)
        _answer(page, kind)
        assert page.locator("#told").count() == (kind != "scale")
        if kind != "scale":
            keyboard.press(page, "#told .kern-btn")
    _hand_in(page)


def test_a_test_with_a_time_limit_is_taken_by_keyboard_alone(anybody: Sitting) -> None:
    page = anybody.page
    page.goto("/en/modules/kinds/quizzes/timed")
    keyboard.press(page, "main .buttons .kern-btn")
    for kind, number in NUMBERS.items():
        assert page.url.endswith(f"/questions/{number}")
        assert "This attempt closes at" in page.locator(".quiz__small").inner_text()
        _answer(page, kind)
        assert page.locator(".told").count() == 0
        if kind == "scenario":
            _look(anybody)
            keyboard.press(page, "form#question .onward .kern-btn")
    _hand_in(page)


def _look(anybody: Sitting) -> None:
    """Let axe look where scripts run; without one the page has the same words, and a copy of it takes twice as long."""
    if anybody.script:
        assert_accessible(anybody.page)


def _hand_in(page: Page) -> None:
    assert_accessible(page)
    keyboard.press(page, "main form .kern-btn")
    assert page.url.endswith("/result")
    assert page.locator(".score__figure strong").inner_text() == "9"
    assert_accessible(page)


def _answer(page: Page, kind: str) -> None:
    fields = RIGHT_OF_KIND[kind]
    way = [*fields.get("response-path", ()), *fields.get("response", ())]
    keyboard.skip(page)
    for each in [{"response": [step]} for step in way] if kind == "scenario" else [fields]:
        keyboard.answer(page, each)
        keyboard.save(page)


def test_no_error_sticks_out_with_the_longest_words(sitting: Sitting) -> None:
    for kind in NUMBERS:
        page = sitting.open(kind, language="de")
        page.locator("form#question .onward button").click()
        page.locator(".errors").wait_for()
        _assert_fits(page)
    assert set(sitting.complaints) == {REFUSED}
    sitting.complaints.clear()


def test_an_explained_answer_with_another_language_beside_is_accessible_and_fits(sitting: Sitting) -> None:
    sitting.has_answered(RESPONSES)
    for kind in NUMBERS:
        page = sitting.open(kind, language="de", beside="en")
        assert page.locator("#told").count() == (kind != "scale")
        assert page.locator("#beside [lang=en]").count() > 0
        _assert_fits(page)
        assert_accessible(page)


def _assert_fits(page: Page) -> None:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(_STICKS_OUT) == [], f"{page.url} at {width}"
