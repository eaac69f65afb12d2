"""How does a translator work at the desk in a browser?"""

from dataclasses import dataclass
from secrets import token_hex, token_urlsafe
from typing import Any

from playwright.sync_api import Browser, Locator

from tests import make
from tests.author import Author
from tests.bridge import INTO
from tests.browser import new_page
from tests.live import Site
from training.foundation.permissions import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Translator(Author):
    """Somebody in a browser of their own who may work at the desk of a module in Slovene (`desk`)."""

    desk: str

    def field(self, address: str) -> Locator:
        """Find the field of a text."""
        return self.page.locator(f"[name='text:{address}']")

    def row(self, address: str) -> Locator:
        """Find a text on the page, with all that stands beside its field."""
        return self.page.locator(f"[data-segment='{address}']")

    def button(self, act: str, address: str) -> Locator:
        """Find the button that does this to a text."""
        return self.page.locator(f"button[value='{act}:{address}']")

    def put(self, text: str, address: str) -> None:
        """Type a translation, and press the button beside it."""
        self.field(address).fill(text)
        self.follow(self.button("save", address))

    def choose(self, state: str) -> None:
        """Follow the way on the work list to the texts of this module in a state."""
        self.open("/translation/work")
        self.follow(self.page.locator(f"main a[href$='{self.desk}?state={state}']"))


def at_desk(
    browser: Browser, site: Site, *, key: str, role: Role, language: str, script: bool, audits: str = ""
) -> Translator:
    """Give somebody whose role is narrowed to Slovene, signed in."""
    email, password = f"{token_hex(6)}@example.org", token_urlsafe(12)
    with site.session() as session:
        person = make.person(session, role=None, region="linz", email=email, password=password, language=language)
        make.grant(session, person, role=role, region="linz", language=INTO)
    page = new_page(browser, site.address, script=script, viewport={"width": 1280, "height": 800})
    # A question whether to leave is answered with yes.
    page.on("dialog", lambda dialog: dialog.accept())
    told: dict[str, Any] = {"page": page, "language": language, "email": email, "password": password, "audits": audits}
    return Translator(**told, desk=f"/translation/{key}/{INTO}")
