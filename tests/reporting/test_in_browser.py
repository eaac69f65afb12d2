"""Does a partner find the way through the figures in every language, with script and without, and may pass it on?"""

import csv
import io
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import assert_accessible, new_page
from tests.live import Site
from tests.reporting.told import history, released
from training.foundation.languages import LANGUAGES
from training.foundation.permissions import Role
from training.reporting.rules.cells import ALL, Cell

#: The narrowest screen, a usual one at 200 per cent, and a usual one.
WIDTHS = (320, 640, 1280)


@pytest.fixture(scope="module")
def told(site: Site) -> Site:
    """Release four quarters of two regions on the site; in the last one an office is hidden in a module."""
    with site.session() as session:
        released(session, hidden=[("2026Q2", "linz/district", "design")])
    return site


def test_a_partner_reads_drills_down_takes_along_and_passes_on(told: Site, browser: Browser) -> None:
    colleague, stranger = (_signed_in(told, browser, "en", region=region) for region in ("linz", "padova"))
    for number, language in enumerate(LANGUAGES):
        page = _signed_in(told, browser, language, region="linz", script=number % 2 == 0)
        _look_around(page)
        _drill_down(page)
        _take_along(page)
        colleague.goto(page.url)
        assert colleague.locator("main").inner_text() == page.locator("main").inner_text()
        answer = stranger.goto(page.url)
        assert answer is not None
        assert (answer.status, stranger.locator("#not-for-you").count()) == (404, 1)
        page.context.close()
    for page in (colleague, stranger):
        page.context.close()


def test_figures_fit_every_screen_and_everybody(told: Site, browser: Browser) -> None:
    page = _signed_in(told, browser, "sl", region="linz")
    for query in ("", "?place=linz&module=design", "?place=linz/district&module=design&quarter=2026Q2&period=year"):
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            page.goto(f"/sl/statistics{query}")
            assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), (query, width)
        assert_accessible(page)
    page.emulate_media(media="print")
    assert [page.locator(name).first.is_visible() for name in ("form.filter", "#files", ".words")] == [False] * 3
    page.emulate_media(media="screen", forced_colors="active")
    page.goto("/sl/statistics")
    ink = "element => getComputedStyle(element).fill"
    assert page.locator(".chart__fill").first.evaluate(ink) == page.locator(".chart text").first.evaluate(ink)
    page.context.close()


def _signed_in(site: Site, browser: Browser, language: str, *, region: str, script: bool = True) -> Page:
    """Open the overview as a partner of a region; the gate asks who that is first."""
    email, password = site.person(role=Role.PARTNER, region=region)
    page = new_page(browser, site.address, script=script)
    page.goto(f"/{language}/statistics")
    page.locator("[name=email]").fill(email)
    page.locator("[name=password]").fill(password)
    page.locator("main form button").first.click()
    return page


def _look_around(page: Page) -> None:
    """See at once how many there are, that they add up, and everything beneath."""
    told = history().cells["2026Q2"]
    # The button has been pressed; the page that it leads to may be on its way.
    page.locator("#key-figures").wait_for()
    figures = page.locator("#key-figures strong").all_inner_texts()
    assert figures[0] == str(told[Cell("2026Q2", "linz", ALL, ALL, "enrolled")])
    assert figures[2] == str(told[Cell("2026Q2", "linz", ALL, ALL, "completed")])
    assert re.findall(r"\d+", page.locator("#sum").inner_text())[0] == figures[0]
    for name in ("trend", "months", "parts", "modules", "languages", "rounds", "meaning", "files"):
        assert page.locator(f"#{name}").count() == 1, name


def _drill_down(page: Page) -> None:
    """Go to an office, to a module, back to the region, and a quarter back."""
    page.locator("#parts table a").first.click()
    assert _query(page)["place"] == "linz/city"
    page.locator("#modules table a").first.click()
    assert _query(page) == {"quarter": "2026Q2", "place": "linz/city", "module": "craft"}
    page.locator(".crumbs a").first.click()
    assert _query(page)["place"] == "linz"
    assert page.locator("#way svg .chart__fill").count() == page.locator("#way tbody tr").count() == 6
    page.locator("[name=quarter]").select_option("2026Q1")
    page.locator("form.filter button").click()
    assert _query(page) == {"place": "linz", "module": "craft", "quarter": "2026Q1", "period": "quarter"}


def _take_along(page: Page) -> None:
    """Take the table of the view, which says what the page says."""
    with page.expect_download() as download:
        page.locator("#files a").first.click()
    told = history().cells["2026Q1"][Cell("2026Q1", "linz", "craft", ALL, "enrolled")]
    text = Path(download.value.path()).read_text("utf-8-sig")
    cells = [cell for line in csv.reader(io.StringIO(text.replace(";", ","))) for cell in line]
    assert str(told) in cells
    assert page.locator("#key-figures strong").first.inner_text() == str(told)


def _query(page: Page) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}
