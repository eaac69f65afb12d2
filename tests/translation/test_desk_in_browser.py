"""Can everybody use the desk, by keys and on a phone, and does what is typed outlive page, connection and session?"""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests import make
from tests.browser import assert_accessible, new_page
from tests.live import Site
from tests.translation.views.conftest import translated
from training.content.models import ModuleRow
from training.content.rules.segments import text_digest
from training.foundation.permissions import Role
from training.translation.models import SourceText

KEY = "translated-in-a-browser"
DESK = f"/en/translation/{KEY}/sl"
HOOK, TITLE = "text-at.who.hook.body", "text-at.who.hook.title"
GOOD = "Na **seznamu** je deset imen."
_NARROW: ViewportSize = {"width": 320, "height": 640}
_RECENT = "Object.values(localStorage).map(kept => Date.now() - (JSON.parse(kept).at ?? 0) < 60000)"
_SCROLLS = "document.documentElement.scrollWidth > innerWidth"


@dataclass(frozen=True, slots=True)
class Desk:
    """A reviewer at the desk, in a browser of their own."""

    page: Page
    email: str
    password: str

    def sign_in(self) -> None:
        """Fill the form for signing in, which the page shows, and go on."""
        self.page.get_by_label("E-mail address").fill(self.email)
        self.page.locator("input[type=password]").fill(self.password)
        self.page.get_by_role("button", name="Sign in", exact=True).click()
        expect(self.page.get_by_label("E-mail address")).to_have_count(0)

    def type(self, field: str, text: str) -> None:
        """Type a translation, and wait until the device has kept it."""
        self.page.locator(f"[id='{field}']").fill(text)
        self.page.wait_for_function("text => Object.values(localStorage).some(kept => kept.includes(text))", arg=text)

    def focused(self, field: str) -> None:
        """Wait until the focus is in a field."""
        expect(self.page.locator(f"[id='{field}']")).to_be_focused()


@pytest.fixture
def desk(browser: Browser, site: Site) -> Iterator[Desk]:
    """Give a reviewer of Limburg, signed in, for whom a module stands ready; some of it is out of date or waits."""
    old = "A desk in March"
    with site.session() as session:
        row = session.get(ModuleRow, make.version(session, make.module_value(KEY, region="limburg")).module_id)
        assert row is not None
        session.add(SourceText(digest=text_digest(old), language="en", text=old))
        translated(session, row, "who/hook/title", source=old, text="Miza v marcu")
        translated(session, row, "who/title", text="Kdo so")
        translated(session, row, "who/who-quiz/who-multiple/stem", text="Katera dva?")
    email, password = site.person(role=Role.REVIEWER, region="limburg")
    page = new_page(browser, site.address, viewport=_NARROW)
    page.on("dialog", lambda dialog: dialog.accept())
    made = Desk(page, email, password)
    page.goto(f"{DESK}?lesson=who")
    made.sign_in()
    yield made
    page.context.close()


def test_everybody_can_use_the_desk_and_nothing_typed_is_lost(desk: Desk) -> None:
    page = desk.page
    _assert_usable(page)
    _goes_by_keys(desk)
    _outlives_page_and_connection(desk)
    _outlives_the_session(desk)
    _is_usable_in_every_state(desk)


def _goes_by_keys(desk: Desk) -> None:
    page = desk.page
    expect(page.get_by_text("Keys: Ctrl and Enter")).to_be_visible()
    page.locator(f"[id='{TITLE}']").focus()
    page.keyboard.press("Alt+ArrowDown")
    desk.focused(HOOK)
    page.keyboard.press("Alt+ArrowUp")
    desk.focused(TITLE)
    page.locator(f"[id='{HOOK}']").fill(GOOD)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("1 text is saved.")).to_be_visible()
    desk.focused("text-at.who.before.title")
    expect(page.locator(f"[id='{HOOK}']")).to_have_value(GOOD)
    # Without keys of our own the way goes through the page as it stands.
    page.keyboard.press("Tab")
    expect(page.locator("[id='at.who.before.title'] [data-save]")).to_be_focused()


def _outlives_page_and_connection(desk: Desk) -> None:
    page = desk.page
    desk.type(TITLE, "Miza v februarju")
    # By the moment the pages of authors see that this is not old, and leave it.
    assert page.evaluate(_RECENT) == [True]
    page.reload()
    offered = page.locator("[id='at.who.hook.title'] .seg__device")
    expect(offered).to_contain_text("Unsaved text on this device")
    _assert_usable(page)
    offered.get_by_role("button", name="Take it over").click()
    expect(page.locator(f"[id='{TITLE}']")).to_have_value("Miza v februarju")
    page.context.set_offline(True)
    page.locator("[id='at.who.hook.title'] [data-save]").click()
    expect(page.locator("#said")).to_contain_text("There is no connection.")
    page.context.set_offline(False)
    # The page that stands here says already that one text was saved: the one before.
    with page.expect_navigation():
        page.locator("[id='at.who.hook.title'] [data-save]").click()
    expect(page.get_by_text("1 text is saved.")).to_be_visible()
    expect(page.locator(".seg__device")).to_have_count(0)


def _outlives_the_session(desk: Desk) -> None:
    page = desk.page
    page.locator(f"[id='{HOOK}']").fill("Na **listi** je deset imen.")
    page.context.clear_cookies()
    page.locator("[id='at.who.hook.body'] [data-save]").click()
    desk.sign_in()
    expect(page.get_by_role("heading", name="Kept on")).to_be_visible()
    expect(page.locator(".seg__device")).to_have_count(0)
    _assert_usable(page)
    page.locator(".kept").get_by_role("button", name="Take it over").click()
    expect(page.get_by_text("1 text is saved.")).to_be_visible()


def _is_usable_in_every_state(desk: Desk) -> None:
    page = desk.page
    page.goto(f"{DESK}?lesson=who")
    page.locator(f"[id='{HOOK}']").fill("Brez poudarka.")
    with page.expect_navigation():
        page.locator("[id='at.who.hook.body'] [data-save]").click()
    expect(page.get_by_text("This is not saved yet.")).to_be_visible()
    desk.focused(HOOK)
    _assert_usable(page)
    page.set_viewport_size({"width": 1280, "height": 900})
    _assert_usable(page)
    page.goto(f"{DESK}/segments/who/who-quiz/who-multiple/stem")
    page.get_by_text("Send it back", exact=True).first.click()
    _assert_usable(page)
    page.set_viewport_size(_NARROW)
    _assert_usable(page)


def _assert_usable(page: Page) -> None:
    # A press does not wait for the page that answers.
    expect(page.locator("main h1")).to_be_visible()
    page.wait_for_load_state()
    assert not page.evaluate(_SCROLLS), page.url
    assert_accessible(page)
