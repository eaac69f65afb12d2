"""What does a lesson bring over the wire, at the first visit and at a later one? Chromium counts."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser as Chromium
from playwright.sync_api import BrowserContext, Page, sync_playwright

from benchmarks.browsers import PLAIN_SESSION
from benchmarks.houses import House
from benchmarks.servers import served
from benchmarks.work import Visitor, largest_lesson, visit
from tests.browser import launch_arguments

LANGUAGES = ("en", "de", "sl")
_STEP = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """Bytes with their headers as they came over the wire, compressed by gzip; `fonts` names the files of fonts."""

    language: str
    path: str
    page: int
    first: int
    first_with_fonts: int
    later: int
    fonts: tuple[str, ...]


@dataclass  # without slots: Playwright remembers its listeners at the object that owns them
class _Wire:
    """What one page has brought: address, kind and bytes of each answer."""

    kinds: dict[str, tuple[str, str]] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)

    def listen(self, page: Page) -> None:
        wire = page.context.new_cdp_session(page)
        wire.send("Network.enable")
        wire.on("Network.responseReceived", self._began)
        wire.on("Network.loadingFinished", self._ended)

    def total(self, *, fonts: bool) -> int:
        return sum(size for id_, size in self.sizes.items() if (self.kinds[id_][0] == "Font") <= fonts)

    def _began(self, event: dict[str, Any]) -> None:
        self.kinds[event["requestId"]] = event["type"], event["response"]["url"].rpartition("/")[2]

    def _ended(self, event: dict[str, Any]) -> None:
        if event["requestId"] in self.kinds:
            self.sizes[event["requestId"]] = int(event["encodedDataLength"])


def transfers(house: House) -> list[Transfer]:
    """Visit the largest lesson in each language with a browser that has never been here, and once more."""
    with served(house.settings(behind_proxy=False)) as server, _chromium() as chromium:
        visitor = visit(server, house.learners[0], module=house.module, through_proxy=False)
        found = []
        for language in LANGUAGES:
            visitor.browser.reconnect()
            path = largest_lesson(visitor.browser, house.module, language=language)
            found.append(_transfer(chromium, visitor, path, language))
        return found


def _transfer(chromium: Chromium, visitor: Visitor, path: str, language: str) -> Transfer:
    address = f"http://127.0.0.1:{visitor.browser.port}"
    context = chromium.new_context(base_url=address)
    context.add_cookies([{"name": PLAIN_SESSION, "value": visitor.browser.cookie, "url": address}])
    first, later = _visited(context, path), _visited(context, path)
    context.close()
    document = next(id_ for id_, (kind, _) in first.kinds.items() if kind == "Document")
    return Transfer(
        language=language,
        path=path,
        page=first.sizes[document],
        first=first.total(fonts=False),
        first_with_fonts=first.total(fonts=True),
        later=later.total(fonts=True),
        fonts=tuple(sorted(name for kind, name in first.kinds.values() if kind == "Font")),
    )


def _visited(context: BrowserContext, path: str) -> _Wire:
    page, wire = context.new_page(), _Wire()
    wire.listen(page)
    page.goto(path, wait_until="networkidle")
    height = int(page.evaluate("document.body.scrollHeight"))
    for top in range(0, height, _STEP):
        # Pictures come when they are looked at.
        page.evaluate(f"scrollTo(0, {top})")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(300)
    page.close()
    return wire


@contextmanager
def _chromium() -> Iterator[Chromium]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_arguments())
        yield browser
        browser.close()
