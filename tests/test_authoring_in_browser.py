"""Is nothing lost between the keys and the button where a script runs, and can everybody use the editor?"""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests import make
from tests.browser import assert_accessible, new_page
from tests.live import Site
from training.foundation.permissions import Role

KEY = "written-in-a-browser"
UNIT = f"/en/authoring/{KEY}/edit/who/hook"
_NARROW = {"width": 320, "height": 640}
_SCROLLS = "document.documentElement.scrollWidth > innerWidth"


@dataclass(frozen=True, slots=True)
class Author:
    """A trainer with a browser of their own."""

    context: BrowserContext
    email: str
    password: str

    def sign_in(self, page: Page) -> None:
        """Fill the form for signing in, which the page shows, and go on."""
        page.get_by_label("E-mail address").fill(self.email)
        page.locator("input[type=password]").fill(self.password)
        page.get_by_role("button", name="Sign in", exact=True).click()

    def opened(self, address: str = UNIT) -> Page:
        """Open a page in a new tab."""
        page = self.context.new_page()
        # A question whether to leave is answered with yes.
        page.on("dialog", lambda dialog: dialog.accept())
        page.goto(address)
        return page


@pytest.fixture
def author(browser: Browser, site: Site) -> Iterator[Author]:
    """Give a trainer of Limburg, signed in, for whom a module stands ready that learners do not see."""
    with site.session() as session:
        make.version(session, make.module_value(KEY, region="limburg"))
    yield from _trainer(browser, site)


@pytest.fixture
def colleague(browser: Browser, site: Site) -> Iterator[Author]:
    """Give another trainer of Limburg."""
    yield from _trainer(browser, site)


def _trainer(browser: Browser, site: Site) -> Iterator[Author]:
    email, password = site.person(role=Role.TRAINER, region="limburg")
    page = new_page(browser, site.address, viewport=_NARROW)
    made = Author(page.context, email, password)
    page.goto("/en/sign-in")
    made.sign_in(page)
    yield made
    page.context.close()


def test_what_is_typed_outlives_the_page_the_connection_and_the_session(author: Author, colleague: Author) -> None:
    page = author.opened()
    _mark_bold(page)
    _type(page, "Twelve names.")
    page.close()
    # On this device it is offered again, whatever closed the page.
    page = author.opened()
    expect(page.locator("#on-device")).to_contain_text("Unsaved text on this device")
    page.locator("[data-take]").click()
    expect(page.locator("#field-body")).to_have_value("Twelve names.")
    _save_without_connection(page)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved as version 2.")).to_be_visible()
    # The page that says so is read once more, after something else was typed on it.
    _type(page, "Thirteen names.")
    page.reload()
    expect(page.locator("#on-device")).to_be_visible()
    page.locator("[data-drop]").click()
    page.goto(UNIT)
    expect(page.locator("#on-device")).to_be_hidden()
    _outlives_the_session(author, page)
    _is_nobody_elses(author, colleague)
    _can_be_used_by_everybody(author, colleague)


def _mark_bold(page: Page) -> None:
    """Marks stand around what is chosen, by the button and by the keyboard."""
    field = page.locator("#field-body")
    field.fill("Ten names")
    field.select_text()
    page.get_by_role("toolbar").get_by_role("button", name="Bold").click()
    expect(field).to_have_value("**Ten names**")
    field.fill("Ten")
    field.select_text()
    field.press("Control+i")
    expect(field).to_have_value("*Ten*")


def _type(page: Page, text: str) -> None:
    page.locator("#field-body").fill(text)
    page.wait_for_function("text => Object.values(localStorage).some(kept => kept.includes(text))", arg=text)


def _save_without_connection(page: Page) -> None:
    page.context.set_offline(True)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#said")).to_contain_text("There is no connection.")
    page.context.set_offline(False)


def _outlives_the_session(author: Author, page: Page) -> None:
    """What is sent signed out waits on the page to which signing in leads back, once and not twice."""
    page.locator("#field-body").fill("Typed before the session ended.")
    page.context.clear_cookies()
    page.get_by_role("button", name="Save", exact=True).click()
    author.sign_in(page)
    expect(page.get_by_role("heading", name="Kept on")).to_be_visible()
    expect(page.locator("#on-device")).to_be_hidden()
    _assert_usable(page)
    page.locator(".kept").get_by_role("button", name="Take it over").click()
    expect(page.get_by_text("Saved as version 3.")).to_be_visible()
    page.goto(UNIT)
    expect(page.locator("#field-body")).to_have_value("Typed before the session ended.")
    expect(page.locator("#on-device")).to_be_hidden()


def _is_nobody_elses(author: Author, colleague: Author) -> None:
    """Whoever signs in on the same device is not offered what somebody else has typed."""
    page = author.opened()
    _type(page, "For my own eyes.")
    page.close()
    author.context.clear_cookies()
    page = author.opened()
    colleague.sign_in(page)
    expect(page.locator("#field-body")).to_have_value("Typed before the session ended.")
    expect(page.locator("#on-device")).to_be_hidden()
    author.context.clear_cookies()
    page.goto(UNIT)
    author.sign_in(page)
    expect(page.locator("#on-device")).to_be_visible()
    page.locator("[data-drop]").click()


def _can_be_used_by_everybody(author: Author, colleague: Author) -> None:
    """Every page of the editor fits a narrow screen, and the check finds nothing; two who collide included."""
    page, theirs = author.opened(), colleague.opened()
    theirs.locator("#field-body").fill("Theirs.")
    theirs.get_by_role("button", name="Save and back to the lesson").click()
    expect(theirs.get_by_text("Saved as version 4.")).to_be_visible()
    _assert_usable(theirs)
    page.locator("#field-body").fill("Mine.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", name="Somebody else has changed this")).to_be_visible()
    _assert_usable(page)
    page.get_by_role("link", name="Keep theirs").click()
    expect(page.locator("#on-device")).to_be_hidden()
    expect(page.locator("#field-body")).to_have_value("Theirs.")
    _assert_usable(page)
    module = f"/en/authoring/{KEY}"
    quiz = f"{module}/edit/who/who-quiz/who-single"
    for address in (module, quiz, f"{module}/history", f"{module}/compare?from=1"):
        page.goto(address)
        _assert_usable(page)


def _assert_usable(page: Page) -> None:
    assert not page.evaluate(_SCROLLS), f"{page.url} scrolls sideways"
    assert_accessible(page)
