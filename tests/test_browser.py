"""Does the accessibility check notice a fault, with and without JavaScript?"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.browser import assert_accessible, new_page

GOOD = '<!doctype html><html lang="en"><title>Page</title><main><h1>Page</h1><p>Words</p></main></html>'
BAD = GOOD.replace("<p>Words</p>", '<img src="x">')
#: Where the same words look otherwise: themselves, what holds them, and what lies around and under them.
FAINT = (
    "<p style='color: #999'>Words</p>",
    "<p style='color: #888'>Words, as good as they are large</p>",
    "<div style='background: #222'><p>Words on another surface</p></div>",
    "<div style='opacity: 0.3'><p>Words under a veil</p></div>",
    "<div style='background: #222; height: 9em'></div><p style='position: relative; margin-top: -5em'>Words above</p>",
    "<label>Words <input value='Words' style='color: #999'></label>",
)
LARGE = "<p style='color: #888; font-size: 30px'>Words</p>"
SCRIPTED = GOOD.replace("<p>Words</p>", "<p>Words</p><script>document.body.innerHTML = '<img src=x>'</script>")


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """Open a page of a site that is not there."""
    page = new_page(browser, "http://127.0.0.1:9", script=request.param)
    yield page
    page.context.close()


def opened(page: Page, html: str) -> Page:
    """Show a page of these words at an address."""

    def answer(route: Route) -> None:
        route.fulfill(body=html, content_type="text/html")

    page.route("**/*", answer)
    page.goto("/")
    return page


def test_a_page_without_a_fault_passes(page: Page) -> None:
    assert_accessible(opened(page, GOOD))


def test_a_picture_without_words_is_noticed(page: Page) -> None:
    with pytest.raises(AssertionError, match="image-alt"):
        assert_accessible(opened(page, BAD))


@pytest.mark.parametrize("page", [True], indirect=True)
def test_faint_words_are_noticed_beside_those_whose_contrast_is_known(page: Page) -> None:
    for good in ("<p>Words</p>", LARGE, "<label>Words <input value='Words'></label>"):
        assert_accessible(opened(page, GOOD.replace("<p>Words</p>", good)))
    for faint in FAINT:
        opened(page, GOOD.replace("<p>Words</p>", f"<p>Words</p>{LARGE}{faint}"))
        with pytest.raises(AssertionError, match="color-contrast"):
            assert_accessible(page)


def test_a_browser_without_script_is_seen_as_its_reader_sees_it(browser: Browser) -> None:
    page = opened(new_page(browser, "http://127.0.0.1:9", script=False), SCRIPTED)

    assert_accessible(page)

    assert page.locator("main p").inner_text() == "Words"
    page.context.close()


def test_a_page_cannot_reach_another_machine(browser: Browser) -> None:
    page = new_page(browser, "http://127.0.0.1:9")

    with pytest.raises(Exception, match="ERR_NAME_NOT_RESOLVED"):
        page.goto("http://example.org/")

    page.context.close()
