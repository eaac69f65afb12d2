"""What do tests in a browser need? Chromium's start, pages without JavaScript, and the accessibility check."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from weakref import WeakKeyDictionary, WeakSet

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page

from tests import chromium, looks

# All that an audit at level AA asks, and axe's own good practice on top.
_RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
#: A page as it stands: its elements, what is filled in and chosen, and where the focus is.
_STANDS = """() => {
  const fields = [...document.querySelectorAll('input:not([type=hidden]), select, textarea')];
  const focus = [...document.querySelectorAll('*')].indexOf(document.activeElement);
  return JSON.stringify([innerWidth, innerHeight, focus, document.documentElement.outerHTML,
    fields.map(field => [field.value, field.checked])]);
}"""
#: What differs from one person and one request to the next, and looks the same: signatures, ids, addresses of tests.
_ANYBODYS = re.compile(r'(?<=value=\\")[\w.-]{40,}|[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{12}(?=@example)')
#: The contexts in which no script runs, and how one of their pages is told to let axe run.
_scriptless: WeakSet[BrowserContext] = WeakSet()
_switches: WeakKeyDictionary[Page, CDPSession] = WeakKeyDictionary()
#: The pages in which axe found nothing: the same page need not be looked at again.
_faultless: set[tuple[bool, str]] = set()


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
        _scriptless.add(context)
    return context.new_page()


def assert_accessible(page: Page) -> None:
    """Fail with rule, element and remedy for everything that axe finds on this page as it stands.

    A page that stands as one has stood before, to the last element and field, is as accessible as that one. Of any
    other page all is looked at but the contrast of words that look as some whose contrast is known to be enough.
    """
    with _scriptable(page):
        stands = page.context in _scriptless, _ANYBODYS.sub("*", page.evaluate(_STANDS))
        if stands in _faultless:
            return
        found = looks.violations(page, _RULES)
    lines = [f"{rule['id']}: {node['target']} {node['failureSummary']}" for rule in found for node in rule["nodes"]]
    assert not lines, f"{page.url}\n" + "\n".join(lines)
    _faultless.add(stands)


@contextmanager
def _scriptable(page: Page) -> Iterator[None]:
    # axe is a script: where a page has none, scripts may run while it looks. Those of the page were passed over when
    # the page was read, and remain so.
    if page.context not in _scriptless:
        yield
        return
    switch = _switches.get(page) or page.context.new_cdp_session(page)
    # Kept: with its end, whatever it has set would end too.
    _switches[page] = switch
    # A session of the protocol passes on what changes what it has set itself: it has to forbid before it allows.
    for is_forbidden in (True, False):
        switch.send("Emulation.setScriptExecutionDisabled", {"value": is_forbidden})
    try:
        yield
    finally:
        switch.send("Emulation.setScriptExecutionDisabled", {"value": True})
