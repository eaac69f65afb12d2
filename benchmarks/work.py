"""What is asked for? The pages of a signed-in person, an answer, and the floor beneath them."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import cycle
from uuid import uuid4

from benchmarks.browsers import Browser
from benchmarks.people import MODULE, PASSWORD, Learner, value_for
from benchmarks.servers import Server
from training.content.rules.module import Module, quiz_of

PAGES = ("start", "catalogue", "my-learning", "lesson", "question", "answer", "result")
#: What must cost the same however many people there are.
GROWING = ("my-learning", "lesson", "question", "answer", "result")
FLOORS = {"hello": "/hello", "floor": "/page"}
LANGUAGE = "de"
#: The question of the final test that is looked at and answered.
NUMBER = 4
_TICKET = re.compile(r'name="ticket" value="([^"]+)"')
_ANSWER_ID = re.compile(r'name="answer" value="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Wish:
    """One request: a form where there are values, else a page; `cookie` where it is not the visitor's own."""

    path: str
    values: dict[str, str] | None = None
    cookie: str | None = None

    @property
    def expected(self) -> int:
        """The status of success: an answered form leads on."""
        return 200 if self.values is None else 303


#: What one person asks for again and again; every call gives the next request.
Wishes = Callable[[], Wish]


@dataclass(slots=True)
class Visitor:
    """One measured person with an open browser, and what he or she may ask for by name."""

    browser: Browser
    wishes: dict[str, Wishes]


def visit(server: Server, learner: Learner, *, module: Module, through_proxy: bool = True) -> Visitor:
    """Sign a learner in; each form is rendered once for its ticket before it is posted."""
    browser = Browser(server.port, through_proxy=through_proxy)
    browser.sign_in(learner.email, PASSWORD)
    paths = {
        "start": f"/{LANGUAGE}/",
        "catalogue": f"/{LANGUAGE}/modules",
        "my-learning": f"/{LANGUAGE}/my-learning",
        "lesson": largest_lesson(browser, module),
        "question": question_path(learner.running),
        "result": f"/{LANGUAGE}/attempts/{with_dashes(learner.finished)}/result",
    }
    wishes: dict[str, Wishes] = {name: _always(path) for name, path in paths.items()}
    return Visitor(browser, wishes | {"answer": _answers(browser, learner, module).__next__})


def stranger(server: Server) -> Visitor:
    """Open a browser at the floor, where nobody signs in."""
    return Visitor(Browser(server.port), {name: _always(path) for name, path in FLOORS.items()})


def largest_lesson(browser: Browser, module: Module, *, language: str = LANGUAGE) -> str:
    """Return the address of the lesson whose page is the largest."""
    paths = [f"/{language}/modules/{MODULE}/lessons/{lesson.key}" for lesson in module.lessons]
    return max(paths, key=lambda path: len(browser.get(path).text))


def question_path(attempt: str) -> str:
    """Return the address of the measured question in an attempt."""
    return f"/{LANGUAGE}/attempts/{with_dashes(attempt)}/questions/{NUMBER}"


def with_dashes(number: str) -> str:
    """Write the id of a row as addresses have it."""
    return "-".join((number[:8], number[8:12], number[12:16], number[16:20], number[20:]))


def _always(path: str) -> Wishes:
    return lambda: Wish(path)


def _answers(browser: Browser, learner: Learner, module: Module) -> Iterator[Wish]:
    """Answer the question in one attempt after the other, each time under an id of its own as a new form has it."""
    value = value_for(quiz_of(module, module.completion.passed[0])[1].questions[NUMBER - 1])
    forms = [(question_path(attempt), browser.get(question_path(attempt)).text) for attempt in learner.spare]
    for path, form in cycle(forms):
        ticket, minted = _TICKET.search(form), _ANSWER_ID.search(form)
        if ticket is None or minted is None:
            raise RuntimeError("the form of a question has no ticket or answer id")
        yield Wish(path, {"ticket": ticket[1], "answer": str(uuid4()), "response": value})
