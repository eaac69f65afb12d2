"""Does a civil servant come in by a passkey, and without any script by the codes of an app, in a real browser?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from pyotp import TOTP

from tests.browser import assert_accessible, new_page
from tests.live import Site
from training.foundation.clock import now

#: The narrowest screen that a page has to fit on.
NARROW = {"width": 320, "height": 720}
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@dataclass(frozen=True, slots=True)
class Officer:
    """A learner in a browser, whose every page is checked; `complaints` are those of the browser."""

    page: Page
    email: str
    password: str
    complaints: list[str]

    def open(self, path: str) -> None:
        """Go to an address."""
        self.page.goto(f"/en{path}")
        self.look()

    def look(self) -> None:
        """Check the page that stands here: accessible, and no wider than the screen."""
        self.page.wait_for_load_state()
        assert_accessible(self.page)
        narrow = self.page.viewport_size
        assert narrow is not None
        widest = self.page.locator("body").evaluate("body => document.documentElement.scrollWidth")
        assert widest <= narrow["width"], self.page.url

    def press(self, words: str) -> None:
        """Press a button, or follow a link that looks like one, on this page."""
        here = self.page.locator("main")
        here.get_by_role("button", name=words).or_(here.get_by_role("link", name=words)).first.click()

    def sign_in(self) -> None:
        """Give address and password."""
        self.open("/sign-in")
        self.page.locator("[name=email]").fill(self.email)
        self.page.locator("[name=password]").fill(self.password)
        self.page.locator("main form:not([data-passkey]) button").click()

    def sign_out(self) -> None:
        """Sign out."""
        self.page.locator("header form button").click()

    def must_come_in(self) -> None:
        """See this browser signed in, once the page after a press has come: pressing does not wait for it."""
        expect(self.page.locator("header form button")).to_have_count(1)


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def anybody(request: pytest.FixtureRequest, browser: Browser, site: Site) -> Iterator[Officer]:
    """Give a person with and without JavaScript."""
    yield from _officer(browser, site, script=request.param)


@pytest.fixture
def officer(browser: Browser, site: Site) -> Iterator[Officer]:
    """Give a person with JavaScript, a narrow screen and a device that keeps passkeys."""
    for person in _officer(browser, site, viewport=NARROW):
        devices = person.page.context.new_cdp_session(person.page)
        devices.send("WebAuthn.enable")
        devices.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
        yield person


def test_a_passkey_is_made_and_signs_in_by_itself(officer: Officer) -> None:
    page = officer.page
    officer.sign_in()
    officer.open("/account/second-factor/passkeys/new")
    page.locator("[name=name]").fill("phone")
    officer.press("Make a passkey")
    page.wait_for_url("**/recovery-codes")
    officer.look()
    officer.press("I have kept them")
    expect(page.locator("#passkeys")).to_contain_text("phone")
    officer.look()
    officer.sign_out()

    officer.open("/sign-in")
    officer.press("Sign in with a passkey")

    page.wait_for_url("**/my-learning")
    officer.must_come_in()
    officer.open("/account/sessions")
    expect(page.locator("main")).to_contain_text("by a passkey")
    assert officer.complaints == []


def test_a_passkey_is_the_second_factor_and_confirms_who_is_here(officer: Officer) -> None:
    page = officer.page
    officer.sign_in()
    officer.open("/account/second-factor/passkeys/new")
    page.locator("[name=name]").fill("phone")
    officer.press("Make a passkey")
    page.wait_for_url("**/recovery-codes")
    officer.sign_out()

    officer.sign_in()
    officer.look()
    officer.press("Use a passkey")
    page.wait_for_url("**/my-learning")

    officer.open("/account/confirm?next=/en/account/second-factor")
    officer.press("Use a passkey")
    expect(page.locator("h1")).to_have_text("Second factor")
    assert officer.complaints == []


def test_a_device_without_a_passkey_says_so_and_the_password_remains(officer: Officer) -> None:
    officer.open("/sign-in")

    officer.press("Sign in with a passkey")

    expect(officer.page.locator("main [role=status]")).to_contain_text("brought no passkey")
    officer.look()
    officer.sign_in()
    officer.must_come_in()


def test_the_codes_of_an_app_sign_in_with_and_without_script(anybody: Officer) -> None:
    page = anybody.page
    anybody.sign_in()
    anybody.open("/account/second-factor")
    anybody.press("Set up an authenticator app")
    anybody.look()
    secret = page.locator(".secret code").inner_text().replace(" ", "")
    app = TOTP(secret)
    page.locator("[name=code]").fill(app.at(now()))
    anybody.press("Use this app")
    anybody.look()
    codes = page.locator(".codes code").all_inner_texts()
    assert len(codes) == 10
    anybody.sign_out()

    anybody.sign_in()
    anybody.look()
    page.locator("[name=code]").fill("000000 ")
    anybody.press("Go on")
    expect(page.locator(".errors")).to_contain_text("This code is not right")
    anybody.look()
    # The code of this half minute was used to set the app up; the next one is good a little early.
    page.locator("[name=code]").fill(app.at(now(), counter_offset=1))
    anybody.press("Go on")
    page.wait_for_url("**/my-learning")
    anybody.sign_out()

    anybody.sign_in()
    page.locator("[name=code]").fill(codes[0])
    anybody.press("Go on")
    page.wait_for_url("**/my-learning")
    anybody.open("/account/second-factor")
    expect(page.locator("#recovery")).to_contain_text("9 codes are left")


def test_without_script_a_passkey_cannot_be_made_and_the_page_says_what_can(browser: Browser, site: Site) -> None:
    for person in _officer(browser, site, script=False):
        person.sign_in()
        person.open("/account/second-factor/passkeys/new")

        assert not person.page.locator("form[data-passkey]").is_visible()
        assert re.search(r"needs JavaScript", person.page.locator("main").inner_text())
        person.press("Set up an authenticator app")
        assert person.page.url.endswith("/app")


def _officer(browser: Browser, site: Site, *, script: bool = True, **options: Any) -> Iterator[Officer]:
    page = new_page(browser, site.named_address, script=script, **options)
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda fault: complaints.append(str(fault)))
    yield Officer(page, *site.person(), complaints)
    page.context.close()
