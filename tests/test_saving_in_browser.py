"""Is nothing lost between a choice and the button, in a browser that runs the script?"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Request, Route, expect

from tests import make
from tests.asked import Sitting, published, sit_down
from tests.browser import assert_accessible
from tests.live import Site

_PATIENCE = 100
FAILED = "Not saved yet: press the button."


@pytest.fixture(scope="module")
def made(site: Site) -> Iterator[make.Published]:
    """Publish the module that asks every kind for the time of this file."""
    with published(site) as made:
        yield made


@pytest.fixture
def sitting(page_with_script: Page, site: Site, made: make.Published) -> Iterator[Sitting]:
    """Seat a learner with JavaScript, whose browser must find nothing to complain of."""
    sitting = sit_down(page_with_script, site, made)
    yield sitting
    assert sitting.complaints == []


def test_choosing_saves_and_a_reload_shows_it(sitting: Sitting) -> None:
    page = sitting.open("single")
    _choose(page, "museum")

    _assert_says(page, "Saved.")
    assert page.locator(".numbers__saved").count() == 0
    assert _chosen(sitting) == "museum"


def test_changing_back_to_the_first_choice_keeps_the_first(sitting: Sitting) -> None:
    page = sitting.open("single")
    for choice in ("museum", "studio", "museum"):
        _choose(page, choice)
        _assert_says(page, "Saved.")

    assert [answer["choices"] for answer in sitting.answers()] == [["museum"], ["studio"], ["museum"]]
    assert _chosen(sitting) == "museum"


def test_of_two_tabs_the_last_choice_counts(sitting: Sitting) -> None:
    first = sitting.open("single")
    second = first.context.new_page()
    second.goto(sitting.path("single"))
    for page, choice in ((second, "studio"), (first, "museum")):
        _choose(page, choice)
        _assert_says(page, "Saved.")

    assert _chosen(sitting) == "museum"


def test_without_a_connection_the_button_saves_later(sitting: Sitting) -> None:
    page = sitting.open("single")
    page.route("**/questions/*", lambda route: route.abort("internetdisconnected"))
    _choose(page, "museum")
    _assert_says(page, FAILED)
    assert_accessible(page)
    assert sitting.answers() == []

    page.unroute("**/questions/*")
    page.locator("form#question .onward button").click()
    assert page.locator("#told").is_visible()
    assert _chosen(sitting) == "museum"
    assert sitting.complaints == ["Failed to load resource: net::ERR_INTERNET_DISCONNECTED"]
    sitting.complaints.clear()


def test_a_slow_save_never_overtakes_the_button(sitting: Sitting) -> None:
    page = sitting.open("single")
    held: list[Route] = []
    page.route("**/questions/*", lambda route: held.append(route), times=1)  # noqa: PLW0108 (Playwright writes to what it calls)
    with page.expect_request(_is_post):
        _choose(page, "museum")
    page.locator("[value=studio]").check()
    page.locator("form#question .onward button").click(no_wait_after=True)
    page.wait_for_timeout(200)
    assert sitting.answers() == []

    held[0].continue_()
    page.wait_for_url("**#told")
    assert [answer["choices"] for answer in sitting.answers()] == [["museum"], ["studio"]]


def test_a_decision_in_a_case_is_not_saved_by_itself(sitting: Sitting) -> None:
    page = sitting.open("scenario")
    sent: list[Request] = []
    page.on("request", lambda request: sent.append(request) if _is_post(request) else None)
    _choose(page, "ask")
    page.wait_for_timeout(400)
    page.goto(sitting.path("scenario"))

    assert sent == []
    assert page.locator("[name=response]:checked").count() == 0
    assert sitting.answers() == []


def test_after_the_session_has_ended_the_ticket_still_saves(sitting: Sitting) -> None:
    page = sitting.open("single")
    page.context.clear_cookies()
    _choose(page, "museum")

    _assert_says(page, "Saved.")
    assert sitting.answers() == [{"choices": ["museum"]}]


def test_what_comes_after_handing_in_is_kept_and_said_not_to_count(sitting: Sitting) -> None:
    page = sitting.open("single")
    other = page.context.new_page()
    other.goto(f"/en/attempts/{sitting.attempt}")
    other.locator("main form button").first.click()
    _choose(page, "museum")

    _assert_says(page, "It is kept, but it does not count for this attempt.")
    assert sitting.answers() == [{"choices": ["museum"]}]


def test_half_an_order_is_said_not_to_be_saved(sitting: Sitting) -> None:
    page = sitting.open("ordering")
    places = page.locator("form#question select")
    for number in range(3):
        places.nth(number).select_option(str(number + 1))
        _assert_says(page, "Saved." if number == 2 else FAILED)

    assert len(sitting.answers()) == 1


def test_words_that_were_saved_on_the_way_are_kept_once(sitting: Sitting) -> None:
    page = sitting.open("reflection")
    words = page.locator("textarea")
    words.press_sequentially("The mill")
    _assert_says(page, "Saved.")
    words.press_sequentially(" is empty")
    page.locator("form#question .onward button").click()

    assert page.locator("textarea").input_value() == "The mill is empty"


def test_an_answer_is_kept_by_whoever_follows_a_link_at_once(sitting: Sitting) -> None:
    sitting.page.clock.install(time=0)
    page = sitting.open("single")
    # Time stands still: what the script has put off it never comes to.
    page.clock.pause_at(60)
    _choose(page, "museum")
    page.locator("nav.crumbs a").last.click()
    page.wait_for_url(f"**/attempts/{sitting.attempt}")
    # The answer and the next page are under way at the same time.
    for _ in range(_PATIENCE):
        if sitting.answers():
            break
        page.wait_for_timeout(50)

    assert sitting.answers() == [{"choices": ["museum"]}]


def test_feedback_goes_when_the_answer_changes(sitting: Sitting) -> None:
    page = sitting.open("single")
    _choose(page, "studio")
    page.locator("form#question .onward button").click()
    assert "You can change your answer." in page.locator("#told").inner_text()
    _choose(page, "museum")

    assert page.locator("#told .notice").count() == 0
    assert page.locator("#told a.kern-btn").is_visible()


def _choose(page: Page, value: str) -> None:
    page.locator(f"form#question [value={value}]").check()


def _assert_says(page: Page, sentence: str) -> None:
    expect(page.locator(".saved-live")).to_have_text(sentence)


def _chosen(sitting: Sitting) -> str | None:
    return sitting.open("single").locator("[name=response]:checked").get_attribute("value")


def _is_post(request: Request) -> bool:
    return request.method == "POST"
