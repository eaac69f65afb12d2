"""What does a small module look like? Two lessons with every kind of block, every kind of question, and a test."""

from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from typing import Any

from training.content.rules.blocks import (
    Activity,
    Block,
    Case,
    Diagram,
    Method,
    Part,
    Picture,
    Quiz,
    SelfAssessment,
    Source,
    Sources,
    Step,
    TextBlock,
)
from training.content.rules.module import TEST, CompletionRule, Lesson, Medium, Module, Objective, Statement, Term
from training.content.rules.questions import Choice, MultipleChoice, Numeric, Question, SingleChoice, Trap
from training.content.rules.segments import segments
from training.foundation.languages import LANGUAGES

PICTURE = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><path d="M0 0h40v20z"/></svg>\n'
PICTURE_DIGEST = sha256(PICTURE).hexdigest()
DAY = date(2026, 11, 1)

Texts = dict[str, dict[str, tuple[str | None, str]]]


def module_value(
    key: str = "craft", *, region: str = "chemnitz", source: str = "en", title: str = "Rooms for makers", **fields: Any
) -> Module:
    """Make a module as a value: lessons ``who`` and ``space``, then the test ``final`` with the quiz ``final-test``."""
    given: dict[str, Any] = {
        "summary": "What makers need from an office.",
        "audience": "Staff of town halls.",
        "provider": "The office for tests.",
        "as_of": DAY,
        "objectives": (
            Objective(key="sort", text="sort businesses by sector"),
            Objective(key="count", text="calculate a levy"),
        ),
        "statements": (
            Statement(key="can-sort", objective="sort", text="I can sort businesses by sector."),
            Statement(key="can-count", objective="count", text="I can calculate a levy."),
        ),
        "glossary": (Term(key="levy", term="levy", meaning="What a client pays on top of a fee."),),
        "lessons": (who(), space(), final()),
        "completion": CompletionRule(read=("who", "space"), passed=("final-test",)),
        "media": (Medium(name="map.svg", digest=PICTURE_DIGEST),),
    }
    return Module(key=key, region=region, source=source, title=title, **(given | fields))


def pseudo_texts(module: Module, *, languages: Iterable[str] = ("de", "sl")) -> Texts:
    """Translate a module by writing "[sl] " before every text; the other languages are missing."""
    spoken, parts = set(languages), tuple(segments(module))
    return {
        language: {
            address: (f"[{language}] {text}", "reviewed") if language in spoken else (None, "missing")
            for address, text in parts
        }
        for language in LANGUAGES
        if language != module.source
    }


def who() -> Lesson:
    """Make the lesson ``who``: text, self-assessment, case, method, activity, a quiz of all kinds, sources."""
    return Lesson(
        key="who",
        title="Who they are",
        minutes=12,
        objectives=("sort",),
        blocks=(
            TextBlock(key="hook", title="A desk in February", body="Ten names stand on the **list**.", as_of=DAY),
            SelfAssessment(key="before", moment="before", title="Where do you stand?"),
            *_case_and_sources()[:1],
            _method(),
            _activity(),
            Quiz(key="who-quiz", title="Try it", purpose="practice", questions=questions("who")),
            *_case_and_sources()[1:],
        ),
    )


def space() -> Lesson:
    """Make the lesson ``space``: text, a picture, a diagram, a paragraph for Linz alone, the self-assessment again."""
    return Lesson(
        key="space",
        title="Space to work",
        minutes=10,
        objectives=("count",),
        blocks=(
            TextBlock(key="empty", body="Half of the hall is empty."),
            Picture(key="map", media="map.svg", alt="A map of the hall.", caption="The hall"),
            _diagram(),
            TextBlock(key="austria", body="In Austria another law holds.", regions=("linz",)),
            SelfAssessment(key="after", moment="after", title="And now?"),
        ),
    )


def final() -> Lesson:
    """Make the page ``final`` that introduces the test ``final-test``, passed with two points of three."""
    test = Quiz(key="final-test", title="The test", purpose="test", pass_percent=60, questions=questions("final"))
    intro = TextBlock(key="intro", body="Three questions; two right answers pass.")
    return Lesson(key="final", kind=TEST, title="Final test", minutes=8, blocks=(intro, test))


def questions(prefix: str) -> tuple[Question, ...]:
    """Make one question of each kind: ``<prefix>-single`` (museum), ``-multiple`` (a and b), ``-numeric`` (4.5)."""
    return (
        SingleChoice(
            key=f"{prefix}-single",
            objective="sort",
            stem="Which of these is public?",
            see="who",
            choices=(
                Choice(key="museum", text="The town museum", right=True, feedback="Yes: the town pays for it."),
                Choice(key="studio", text="The games studio", feedback="No: it lives from the market."),
            ),
        ),
        MultipleChoice(
            key=f"{prefix}-multiple",
            objective="sort",
            stem="Which two cost no money?",
            choices=(
                Choice(key="a", text="One contact", right=True, feedback="Yes: a name is enough."),
                Choice(key="b", text="A directory", right=True, feedback="Yes: you know who is there."),
                Choice(key="c", text="A new hall", feedback="No: halls are dear."),
            ),
        ),
        Numeric(
            key=f"{prefix}-numeric",
            objective="count",
            stem="What is 5 per cent of 90 euro?",
            answer="4.5",
            tolerance="0.01",
            unit="euro",
            right_feedback="Yes: 90 times 0.05.",
            wrong_feedback="No: multiply by 0.05.",
            traps=(Trap(key="tenth", value="9", feedback="That is 10 per cent."),),
        ),
    )


#: Right answers to `questions`, by the end of their key, as `quizzes.rules.responses` keeps them.
RIGHT: dict[str, dict[str, Any]] = {
    "single": {"choices": ["museum"]},
    "multiple": {"choices": ["a", "b"]},
    "numeric": {"number": "4.5", "typed": "4.5"},
}


def _case_and_sources() -> tuple[Block, Block]:
    case = Case(
        key="mill",
        title="The mill",
        place="Chemnitz",
        year="2021",
        situation="A mill stood empty.",
        action="The town lent the key.",
        result="Nine studios came.",
        limits="Heating was dear.",
        sources=("report",),
    )
    source = Source(key="report", citation="Town of Chemnitz, Report, 2022", url="https://example.org/report", read=DAY)
    return case, Sources(key="sources", items=(source,))


def _method() -> Method:
    steps = (Step(key="ask", text="Ask one question."), Step(key="listen", text="Listen."))
    return Method(
        key="talk",
        title="First talk",
        purpose="To hear what is needed.",
        minutes=20,
        steps=steps,
        consent="Ask before you write names down.",
        stop="Not if a permit is open.",
    )


def _diagram() -> Diagram:
    parts = (
        Part(key="ask", label="Ask", detail="One sheet"),
        Part(key="look", label="Look", detail="On the spot"),
        Part(key="lend", label="Lend"),
    )
    return Diagram(key="way", form="process", title="From wish to key", alt="Ask, look, lend.", parts=parts)


def _activity() -> Activity:
    steps = (Step(key="look", text="Look at your street."),)
    return Activity(key="walk", title="A walk", prompt="What stands empty near you?", minutes=5, steps=steps)
