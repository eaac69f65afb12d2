"""Does a form of objection give nothing away, and does it say only what can be said?"""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import make
from tests.reports import matter
from training.content.rules.module import Lesson, Module, lesson_of, quiz_of
from training.content.rules.questions import (
    Decision,
    Gap,
    GapText,
    Item,
    Matching,
    Option,
    Ordering,
    Pair,
    Question,
    Reflection,
    Scenario,
    ShortText,
    Situation,
    Target,
)
from training.content.rules.segments import localise, segments
from training.foundation.errors import Refused
from training.learning.rules import reports
from training.learning.rules.reports import Place, places

ITEMS = tuple(Item(key=f"i{number}", text=text) for number, text in enumerate(["Visit", "Ask", "Lend", "Measure"]))
TARGETS = (Target(key="t1", text="Office"), Target(key="t2", text="Market"))
PAIRS = (Pair(key="p1", text="Permit", target="t1"), Pair(key="p2", text="Price", target="t2"))
SAID = {"right_feedback": "RIGHT because", "wrong_feedback": "WRONG because"}
WHOLE = "who/who-quiz/q"
PLACES = (
    Place(address=f"{WHOLE}/stem", text="Which?", language="en"),
    Place(address=f"{WHOLE}/a/text", text="This", language="en"),
)


def _module(question: Question, *, language: str = "en") -> Module:
    """Make the small module with one question in its practice quiz, as a reader sees it."""
    value = make.module_value()
    lesson, quiz = quiz_of(value, "who-quiz")
    blocks = tuple(replace(quiz, questions=(question,)) if block is quiz else block for block in lesson.blocks)
    lessons = tuple(replace(each, blocks=blocks) if each is lesson else each for each in value.lessons)
    module = replace(value, lessons=lessons)
    return localise(module, make.pseudo_texts(module)[language] if language != "en" else {}, language)


def _places(question: Question, *, language: str = "en") -> tuple[Place, ...]:
    module = _module(question, language=language)
    lesson, quiz = quiz_of(module, "who-quiz")
    return places(module, lesson, quiz, quiz.questions[0])


def _texts(question: Question) -> list[str]:
    return [place.text for place in _places(question)]


def _ask(kind: type[Question], **fields: object) -> Question:
    return kind(key="q", objective="sort", stem="What now?", **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize("number", [0, 1, 2])
def test_what_a_learner_reads_before_answering_is_shown_and_nothing_else(number: int) -> None:
    _, quiz = quiz_of(make.module_value(), "who-quiz")
    shown = [
        ["Which of these is public?", "The games studio", "The town museum"],
        ["Which two cost no money?", "A directory", "A new hall", "One contact"],
        ["What is 5 per cent of 90 euro?", "euro"],
    ]

    assert _texts(quiz.questions[number]) == shown[number]


@given(st.permutations(ITEMS))
def test_the_right_order_is_not_given_away(items: list[Item]) -> None:
    found = _texts(_ask(Ordering, items=tuple(items), **SAID))

    assert found == ["What now?", "Ask", "Lend", "Measure", "Visit"]


@given(st.permutations(PAIRS), st.permutations(TARGETS))
def test_what_belongs_together_is_not_given_away(pairs: list[Pair], targets: list[Target]) -> None:
    found = _texts(_ask(Matching, pairs=tuple(pairs), targets=tuple(targets), **SAID))

    assert found == ["What now?", "Market", "Office", "Permit", "Price"]


def test_accepted_words_and_model_answers_are_not_given_away() -> None:
    assert _texts(_ask(ShortText, accepted="levy", **SAID)) == ["What now?"]
    assert _texts(_ask(Reflection, model_answer="One could ask.")) == ["What now?"]


def test_what_follows_a_decision_is_not_given_away() -> None:
    decisions = (
        Decision(key="ask", text="Ask her", right=True, feedback="Yes.", next="two"),
        Decision(key="go", text="Go home", feedback="No."),
    )
    steps = (
        Situation(key="one", text="She waits.", decisions=decisions),
        Situation(key="two", text="She is glad that you asked.", decisions=decisions[1:]),
    )

    assert _texts(_ask(Scenario, steps=steps)) == ["What now?", "Ask her", "Go home", "She waits."]


def test_a_gap_is_shown_as_a_gap() -> None:
    gap = Gap(key="sum", options=(Option(key="x", text="ten", right=True), Option(key="y", text="two")))

    assert _texts(_ask(GapText, text="It costs {sum} euro.", gaps=(gap,), **SAID)) == [
        "What now?",
        "It costs … euro.",
        "ten",
        "two",
    ]


def test_a_place_is_a_segment_of_the_module_in_the_language_of_the_reader() -> None:
    question = _ask(Ordering, items=ITEMS, **SAID)

    found = _places(question, language="sl")

    assert {place.language for place in found} == {"sl"}
    assert found[0].text == "[sl] What now?"
    assert {place.address for place in found} <= dict(segments(_module(question))).keys()


def test_the_whole_question_has_an_address() -> None:
    lesson, quiz = quiz_of(make.module_value(), "who-quiz")
    assert isinstance(lesson_of(make.module_value(), "who"), Lesson)

    assert reports.whole(lesson, quiz, quiz.questions[0]) == "who/who-quiz/who-single"


@pytest.mark.parametrize(("about", "segment"), [("0", WHOLE), ("1", f"{WHOLE}/stem"), ("2", f"{WHOLE}/a/text")])
def test_an_objection_names_a_text_or_the_whole_question(about: str, segment: str) -> None:
    said = reports.objection(
        about=about, kind="key", words=" Two fit.\r\n", whole=WHOLE, places=PLACES, kinds=reports.KINDS
    )

    assert (said.segment, said.kind, said.words) == (segment, "key", "Two fit.")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ({"kind": ""}, "nothing-chosen"),
        ({"kind": "rude"}, "choice-unknown"),
        ({"about": "3"}, "choice-unknown"),
        ({"about": "-1"}, "choice-unknown"),
        ({"about": f"{WHOLE}/stem"}, "choice-unknown"),
        ({"kind": "other", "words": " \n"}, "report-without-words"),
        ({"words": "x" * 1001}, "report-too-long"),
    ],
)
def test_what_cannot_be_said_is_refused(typed: dict[str, str], code: str) -> None:
    form = {"about": "0", "kind": "translation", "words": ""} | typed

    with pytest.raises(Refused) as refusal:
        reports.objection(**form, whole=WHOLE, places=PLACES, kinds=reports.KINDS)

    assert refusal.value.code == code


def test_who_reads_the_original_finds_no_fault_in_a_translation() -> None:
    assert reports.kinds_in("sl", source="en") == reports.KINDS
    assert reports.kinds_in("en", source="en") == ("key", "unclear", "other")


def test_a_thousand_characters_fit() -> None:
    assert reports.written_words("x" * 1000 + "\r\n") == "x" * 1000


def test_the_twentieth_report_of_a_day_goes_and_the_next_does_not() -> None:
    reports.check_rate(19)

    with pytest.raises(Refused) as refusal:
        reports.check_rate(20)

    assert (refusal.value.code, refusal.value.facts) == ("reports-too-many", {"most": 20})


def test_only_what_can_come_of_a_report_can_be_decided() -> None:
    for decision in reports.DECISIONS:
        reports.check_decision(decision)

    with pytest.raises(Refused, match="choice-unknown"):
        reports.check_decision("perhaps")


def test_a_translation_is_wrong_in_one_language_and_a_key_in_all() -> None:
    said = [
        matter(kind="translation", language="de"),
        matter(kind="translation", language="sl"),
        matter(kind="key", language="de"),
        matter(kind="key", language="sl"),
        matter(kind="key", language="sl", question="other"),
    ]

    counts = reports.alike(said)

    assert [counts[reports.subject(each)] for each in said] == [1, 1, 2, 2, 1]
