"""How does a test act as a civil servant in a browser? Steps in one language, each page checked by axe."""

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from playwright.sync_api import Page

from tests.browser import assert_accessible
from training.accounts.files import read_regions
from training.content.files.reading import read_folder
from training.content.rules.blocks import Quiz, SelfAssessment
from training.content.rules.module import Module, quiz_of
from training.content.rules.questions import MultipleChoice, Numeric, Question, SingleChoice
from training.foundation.languages import LANGUAGES, catalogue

COURSES = Path(__file__).parents[1] / "courses"
FINAL = "final-test"
_OF_A_KIND = 2
_PLACES = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|[0-9]+|(?<=/lessons/)[a-z-]+")


@cache
def modules() -> tuple[Module, ...]:
    """Read every module as its authors wrote it, in the order of their folders."""
    regions = [region.key for region in read_regions(COURSES / "regions.yaml")]
    folders = sorted(path.parent for path in COURSES.glob("*/module.yaml"))
    read = [read_folder(folder, languages=LANGUAGES, regions=regions).module for folder in folders]
    return tuple(module for module in read if module is not None)


def chemnitz() -> Module:
    """Give the module that stands in every language; it knows the right answers."""
    return next(module for module in modules() if module.key == "chemnitz")


def questions(quiz: str) -> tuple[Question, ...]:
    """Return the questions of a quiz."""
    return quiz_of(chemnitz(), quiz)[1].questions


def lesson_with(moment: str) -> str:
    """Return the key of the lesson in which the statements are asked at this moment."""
    return next(
        lesson.key
        for lesson in chemnitz().lessons
        for block in lesson.blocks
        if isinstance(block, SelfAssessment) and block.moment == moment
    )


def quiz_in(lesson: str) -> Quiz:
    """Return the quiz of a lesson."""
    blocks = next(each for each in chemnitz().lessons if each.key == lesson).blocks
    return next(block for block in blocks if isinstance(block, Quiz))


@dataclass(frozen=True, slots=True)
class Journey:
    """One civil servant in one browser, in one language; every page that is looked at is checked by axe."""

    page: Page
    language: str
    email: str
    password: str
    _seen: Counter[str] = field(default_factory=Counter)

    def word(self, english: str) -> str:
        """Return a sentence of the interface as this person reads it."""
        return catalogue(self.language).gettext(english)

    def open(self, path: str) -> None:
        """Go to an address."""
        self.page.goto(f"/{self.language}{path}")
        self.look()

    def look(self) -> None:
        """Check the page that stands here; axe looks at two of a kind: twelve questions are as accessible as two."""
        self.page.wait_for_load_state()
        assert self.page.locator("html").get_attribute("lang") == self.language
        self._seen[self._kind()] += 1
        if self._seen[self._kind()] <= _OF_A_KIND:
            assert_accessible(self.page)

    def _kind(self) -> str:
        """Name the kind of the page: its address without numbers and lessons, what it asks, whether it complains."""
        asked = self.page.locator("[name=response]").first
        kind = (asked.get_attribute("type") or "") if asked.count() else ""
        return f"{_PLACES.sub('*', self.page.url)} {kind} {self.page.locator('.errors').count()}"

    def press(self, english: str) -> None:
        """Press the button, or follow the link that looks like one, with these words."""
        name = self.word(english)
        here = self.page.locator("main")
        here.get_by_role("button", name=name).or_(here.get_by_role("link", name=name)).first.click()
        self.look()

    def sign_in(self, *, wrongly_first: bool = True) -> None:
        """Sign in, first with a wrong password: not where many do so in a minute, since failures are counted."""
        for password in (*(["not the password"] if wrongly_first else []), self.password):
            self.page.locator("[name=email]").fill(self.email)
            self.page.locator("[name=password]").fill(password)
            self.page.locator("main form button").first.click()
            self.look()

    def answer(self, question: Question, *, rightly: bool = True) -> None:
        """Fill in the form of a question."""
        if isinstance(question, Numeric):
            number = question.answer if rightly else "1"
            self.page.locator("[name=response]").fill(number)
            return
        assert isinstance(question, SingleChoice | MultipleChoice)
        for choice in question.choices:
            box = self.page.locator(f"[name=response][value={choice.key}]")
            if box.get_attribute("type") == "radio":
                if choice.right is rightly:
                    box.check()
            else:
                box.set_checked(choice.right is rightly)

    def save(self) -> None:
        """Save an answer and go on; in practice by way of what is told about it."""
        self.page.locator("form#question .onward button").click()
        self.look()
        if "told" in self.page.url:
            self.page.locator("#told a.kern-btn").click()
            self.look()

    def switch(self, language: str) -> "Journey":
        """Change the language of the page where one is."""
        self.page.locator(f"header .tongues__row [lang={language}]").click()
        other = Journey(self.page, language, self.email, self.password)
        other.look()
        return other

    def hand_in(self) -> None:
        """Hand in from the overview."""
        self.press("Hand in and see the result")

    def points(self) -> str:
        """Read the score of a result."""
        return self.page.locator(".score__figure strong").inner_text()
