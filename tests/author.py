"""How does a test write in a browser? It reads the words of one language, types, and presses."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Locator, Page, ViewportSize

from tests.browser import assert_accessible, new_page
from tests.live import Site
from training.foundation.languages import catalogue
from training.foundation.permissions import Role

#: What names a page; everything else in an address is the key or the number of something.
_WORDS = frozenset(
    (
        *("authoring", "new", "edit", "lessons", "media", "history", "compare", "people", "import", "questions", "in"),
        *("teaching", "modules", "versions", "preview", "quizzes", "publish", "withdraw", "sign-in"),
        *("translation", "work", "segments", "files", "meaning"),
    )
)
#: What makes another page of the same address: notices, and what a page may be made of.
GONE = ".editor__mine:not(#mine)"
_STATES = [GONE, ".editor__both", ".errors", ".kept", ".preview", ".seg__told", "[name=plan]"]
_PARTS = [".block__seen", ".units__one", ".parts", ".keys"]
#: The language of a page, and which of these stand on it.
_STANDING = """states => [
  document.documentElement.lang,
  states.filter(state => document.querySelector(state)),
]"""
_NARROW: ViewportSize = {"width": 320, "height": 640}
_WIDE: ViewportSize = {"width": 1280, "height": 800}
_SCROLLS = "document.documentElement.scrollWidth > innerWidth"
_EDITED = re.compile(r"/edit/([^?#]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """A person in a browser of their own; axe looks once at each kind of page that matches `audits`.

    `seen` are the kinds of page that have stood here: an address without keys and numbers, and what stood on it.
    """

    page: Page
    language: str
    email: str
    password: str
    audits: str = ""
    seen: set[tuple[str, ...]] = field(default_factory=set)

    def word(self, english: str, **facts: object) -> str:
        """Return a sentence of the interface as this person reads it, with the facts filled in."""
        sentence = catalogue(self.language).gettext(english)
        return sentence % facts if facts else sentence

    def open(self, path: str) -> None:
        """Go to an address."""
        self.page.goto(f"/{self.language}{path}")
        self.look()

    def look(self) -> None:
        """Check the page that stands here."""
        self.page.wait_for_load_state()
        language, states = self.page.evaluate(_STANDING, _STATES + _PARTS)
        assert language == self.language
        kind = (self._kind(), *states)
        if kind not in self.seen:
            self.seen.add(kind)
            if self.audits and re.match(self.audits, kind[0]):
                assert_accessible(self.page)

    def fits_a_narrow_screen(self) -> None:
        """Look at this page as on the smallest phone: nothing scrolls sideways."""
        self.page.set_viewport_size(_NARROW)
        assert not self.page.evaluate(_SCROLLS), f"{self.page.url} scrolls sideways"
        self.page.set_viewport_size(_WIDE)

    def reads(self, english: str, **facts: object) -> bool:
        """Tell whether the page says this."""
        said = self.page.locator("main").inner_text()
        return re.search(_spaced(self.word(english, **facts)), said) is not None

    def control(self, english: str, *, about: str = "", **facts: object) -> Locator:
        """Find the button or the link with these words, `about` one of several things."""
        name = _spaced(self.word(english, **facts)) + (rf"\s?:\s{_spaced(about)}" if about else "")
        words, here = re.compile(f"^{name}$"), self.page.locator("main")
        return here.get_by_role("button", name=words).or_(here.get_by_role("link", name=words))

    def press(self, english: str, *, about: str = "", **facts: object) -> None:
        """Press it, and look at the page that follows."""
        self.follow(self.control(english, about=about, **facts).first)

    def follow(self, control: Locator) -> None:
        """Press this button or link, and look at the page that follows."""
        # A script may ask the connection first: the page follows a moment after the click.
        with self.page.expect_navigation():
            control.click()
        self.look()

    def add(self, beside: str, kind: str) -> str:
        """Choose a kind from the list of this id, press the button beside it, and return the address of what is new."""
        form = self.page.locator("form", has=self.page.locator(f"#{beside}"))
        form.locator("select").select_option(kind)
        self.follow(form.locator("[name=act][value=add]"))
        return self.unit

    def write(self, fields: Mapping[str, str], *, within: str = "main") -> None:
        """Fill in fields by their names: type, choose from a list, or tick the box of this value."""
        for name, value in fields.items():
            found = self.page.locator(f"{within} [name='{name}']").first
            match found.evaluate("field => field.type"):
                case "select-one":
                    found.select_option(value)
                case "checkbox" | "radio":
                    self._tick(self.page.locator(f"{within} [name='{name}'][value='{value}']"))
                case _:
                    found.fill(value)

    def save(self, fields: Mapping[str, str], *, act: str = "save") -> None:
        """Fill in a unit and press the button that saves it and does this besides: save, back, add:choices …"""
        self.write(fields)
        self.follow(self.page.locator(f"form#unit button.kern-btn[value='{act}'], button.small-button[value='{act}']"))

    def value(self, name: str) -> str:
        """Read a field of the form that stands here."""
        return self.page.locator(f"form#unit [name='{name}']").first.input_value()

    @property
    def unit(self) -> str:
        """The address of the unit whose form stands here."""
        found = _EDITED.search(self.page.url)
        assert found, self.page.url
        return found[1]

    def sign_in(self) -> None:
        """Fill in the form for signing in, which stands here."""
        self.page.locator("[name=email]").fill(self.email)
        self.page.locator("[name=password]").fill(self.password)
        self.follow(self.page.locator("main form button").first)

    def _tick(self, box: Locator) -> None:
        if not box.is_visible():
            box.locator("xpath=ancestor::details[1]/summary").click()
        box.check()

    def _kind(self) -> str:
        """Name the kind of the page: its address without keys and numbers."""
        path = urlsplit(self.page.url).path.split("/")[2:]
        return "/".join(part if part in _WORDS else "*" for part in path)


def somebody(
    browser: Browser,
    site: Site,
    *,
    region: str,
    language: str,
    role: Role = Role.LEARNER,
    script: bool = True,
    audits: str = "",
) -> Author:
    """Give a person of a region who is not signed in yet; close the browser with ``page.context.close()``."""
    email, password = site.person(role=role, region=region, language=language)
    page = new_page(browser, site.address, script=script, viewport=_WIDE)
    # A question whether to leave is answered with yes.
    page.on("dialog", lambda dialog: dialog.accept())
    return Author(page=page, language=language, email=email, password=password, audits=audits)


def _spaced(sentence: str) -> str:
    """Return a pattern of a sentence, whatever spaces stand between its words: some are hard."""
    return r"\s".join(map(re.escape, sentence.split()))
