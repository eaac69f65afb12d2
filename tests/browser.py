"""What do tests in a browser need? Chromium's start, pages without JavaScript, and the accessibility check."""

import os
from typing import Any
from weakref import WeakKeyDictionary

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Route

from tests import chromium

# All that an audit at level AA asks, and axe's own good practice on top.
_RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
#: Contexts without script, each with the page in which axe looks at copies; made when it is first asked for.
_twins: WeakKeyDictionary[BrowserContext, Page | None] = WeakKeyDictionary()


def launch_arguments() -> dict[str, Any]:
    """Return what Playwright starts Chromium with; raise NoChromium where there is none."""
    program, environment = chromium.find()
    return {
        "executable_path": program,
        "args": list(chromium.ARGUMENTS),
        "env": os.environ | environment,
        "headless": True,
    }


def new_page(browser: Browser, address: str, *, script: bool = True, **options: Any) -> Page:
    """Open a page in a context of its own, as another person's browser; close it with ``page.context.close()``."""
    context = browser.new_context(base_url=address, java_script_enabled=script, **options)
    context.set_default_timeout(15_000)
    if not script:
        _twins[context] = None
    return context.new_page()


def assert_accessible(page: Page) -> None:
    """Fail with rule, element and remedy for everything that axe finds on this page as it stands."""
    found = Axe().run(_scriptable(page), options=_RULES).response["violations"]
    lines = [f"{rule['id']}: {node['target']} {node['failureSummary']}" for rule in found for node in rule["nodes"]]
    assert not lines, f"{page.url}\n" + "\n".join(lines)


def _scriptable(page: Page) -> Page:
    # axe is a script: where a page has none, it looks at a copy of the page in which only axe may run.
    if page.context not in _twins:
        return page
    html = page.content()

    def copy(route: Route) -> None:
        route.fulfill(body=html, content_type="text/html", headers={"Content-Security-Policy": "script-src 'none'"})

    twin = _twin(page.context)
    twin.context.add_cookies(page.context.cookies())  # type: ignore[arg-type]
    twin.unroute_all()
    twin.route(page.url, copy)
    twin.goto(page.url)
    return twin


def _twin(context: BrowserContext) -> Page:
    twin = _twins[context]
    if twin is None:
        browser = context.browser
        assert browser is not None
        twin = _twins[context] = browser.new_page()
    return twin
