"""Who sits before a quiz that asks every kind of question, in a browser on the running site?"""

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import count
from typing import Any
from uuid import UUID

from playwright.sync_api import BrowserContext, Page
from sqlalchemy import select

from tests import make
from tests.kinds import every_kind
from tests.live import Site
from training.content.models import Publication
from training.content.rules.blocks import Quiz
from training.content.rules.module import Module
from training.content.rules.segments import segments
from training.foundation.clock import now
from training.foundation.languages import LANGUAGES
from training.quizzes.models import Answer, Attempt

NUMBERS = {question.kind: number for number, question in enumerate(every_kind(), start=1)}
_versions = count(1)
#: A word as long as German knows it, before every text: what holds it holds any language.
LONG = "Künstlersozialabgabeverordnung"


def every_kind_module() -> Module:
    """Make a module with two quizzes that ask every kind: ``practice``, and ``timed``, a test of thirty minutes."""
    value = make.module_value("kinds")
    first, *rest = value.lessons
    test = tuple(replace(question, key=f"timed-{question.kind}") for question in every_kind())
    quizzes = (
        Quiz(key="practice", title="Practice", purpose="practice", questions=every_kind()),
        Quiz(key="timed", title="A test", purpose="test", pass_percent=50, minutes=30, questions=test),
    )
    return replace(value, lessons=(replace(first, blocks=quizzes), *rest))


@contextmanager
def published(site: Site) -> Iterator[make.Published]:
    """Publish that module on the site, in English and a long German, and withdraw it in the end."""
    value = every_kind_module()
    texts: dict[str, dict[str, tuple[str | None, str]]] = {
        language: {
            address: (f"{LONG} {text}", "reviewed") if language == "de" else (None, "missing")
            for address, text in segments(value)
        }
        for language in LANGUAGES
        if language != value.source
    }
    with site.session() as session:
        made = make.published_module(session, value, number=next(_versions), texts=texts)
    yield made
    with site.session() as session:
        session.add(Publication(module_id=made.row.id, version_id=None, texts={}, published_at=now()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """A learner who is signed in and has begun the quiz ``practice``; `script` tells whether the browser runs any.

    `complaints` grow while the browser finds fault with what it is given.
    """

    page: Page
    site: Site
    attempt: UUID
    script: bool
    complaints: list[str]

    def path(self, kind: str, *, language: str = "en") -> str:
        """Return the address of the question of a kind."""
        return f"/{language}/attempts/{self.attempt}/questions/{NUMBERS[kind]}"

    def open(self, kind: str, *, language: str = "en", beside: str = "") -> Page:
        """Open the question of a kind, in `beside` as well if that is a language."""
        self.page.goto(self.path(kind, language=language) + (f"?beside={beside}" if beside else ""))
        return self.page

    def answers(self) -> list[dict[str, Any]]:
        """Read from the database what has been answered, the earliest first."""
        of_mine = select(Answer.response).where(Answer.attempt_id == self.attempt).order_by(Answer.answered_at)
        with self.site.session() as session:
            return list(session.scalars(of_mine))

    def has_answered(self, responses: Mapping[str, Mapping[str, Any]]) -> None:
        """Let questions have been answered, by their keys."""
        with self.site.session() as session:
            attempt = session.get_one(Attempt, self.attempt)
            for question, response in responses.items():
                make.answer(session, attempt, question=question, response=response)


def sit_down(page: Page, site: Site, made: make.Published, *, script: bool = True) -> Sitting:
    """Sign a new learner in who has begun the quiz ``practice``."""
    complaints = _complaints(page.context)
    email, password = f"{secrets.token_hex(6)}@example.org", secrets.token_urlsafe(12)
    with site.session() as session:
        person = make.person(session, email=email, password=password)
        enrolment = make.enrolment(session, person, made)
        attempt = make.attempt(session, enrolment, made, quiz="practice").id
    page.goto("/en/sign-in")
    page.locator("[name=email]").fill(email)
    page.locator("[name=password]").fill(password)
    page.locator("main form button").first.click()
    return Sitting(page=page, site=site, attempt=attempt, script=script, complaints=complaints)


def _complaints(context: BrowserContext) -> list[str]:
    """Gather what the browser complains of: faults of a script, and what a page asks for and does not get."""
    found: list[str] = []
    context.on("console", lambda said: found.append(said.text) if said.type in ("error", "warning") else None)
    context.on("weberror", lambda fault: found.append(str(fault.error)))
    return found
