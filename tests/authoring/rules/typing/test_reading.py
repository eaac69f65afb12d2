"""Is a unit made of what somebody typed, and is what cannot be read told and not guessed?"""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.modules import module_value
from training.authoring.rules.beginnings import beginning
from training.authoring.rules.typing import LONGEST_TEXT, MOST_PARTS, Mistyped, form_of, typed
from training.authoring.rules.units import unit_of
from training.content.rules.blocks import NO_DAY, Draw, Quiz, Sources
from training.content.rules.module import CompletionRule
from training.content.rules.questions import Numeric, TrueFalse

MODULE = module_value()
HOOK, SINGLE = unit_of(MODULE, "who/hook"), unit_of(MODULE, "who/who-quiz/who-single")


def _typed(unit: Any, **said: Any) -> Any:
    """Type something into the form of a unit that is otherwise left as it is."""
    return typed(unit, form_of(unit) | {name.replace("__", "."): value for name, value in said.items()})


def test_texts_get_their_one_spelling() -> None:
    made, mistyped = _typed(HOOK, title=["  A desk "], body=["Line\r\nline \r\n\r\n\r\n\r\nend"])

    assert (made.title, made.body, mistyped) == ("A desk", "Line\nline\n\nend", ())


def test_what_is_empty_is_nothing_where_that_is_allowed() -> None:
    assert _typed(HOOK, title=[""])[0].title is None
    assert _typed(HOOK, as_of=[" "])[0].as_of is None
    assert _typed(HOOK, body=[""])[0].body == ""
    assert _typed(SINGLE, see=[""])[0].see is None
    assert _typed(unit_of(MODULE, "who"), minutes=[""])[0].minutes == 0
    assert _typed(beginning(Numeric, "n"), tolerance=[""])[0].tolerance == "0"
    assert _typed(beginning(Sources, "s"), **{"items.source-1.read": [""]})[0].items[0].read == NO_DAY


@pytest.mark.parametrize(
    ("address", "name", "value", "code"),
    [
        ("who", "minutes", "ten", "number-not-read"),
        ("who", "minutes", "-1", "number-not-read"),
        ("who", "minutes", "1.5", "number-not-read"),
        ("who", "minutes", "²", "number-not-read"),
        ("who", "minutes", "12345678901234567890", "number-not-read"),
        ("who", "kind", "chapter", "choice-unknown"),
        ("who/hook", "as_of", "31.12.", "day-not-read"),
        ("who/hook", "as_of", "2026-02-30", "day-not-read"),
        ("who/hook", "body", "x" * (LONGEST_TEXT + 1), "text-too-long"),
        ("who/before", "moment", "", "choice-unknown"),
        ("who/who-quiz", "purpose", "exam", "choice-unknown"),
        ("who/who-quiz/who-single", "choices.museum.text", "x" * (LONGEST_TEXT + 1), "text-too-long"),
    ],
)
def test_what_cannot_be_read_is_told_and_changes_nothing(address: str, name: str, value: str, code: str) -> None:
    unit = unit_of(MODULE, address)

    made, mistyped = typed(unit, form_of(unit) | {name: [value]})

    assert made == unit
    assert mistyped == (Mistyped(name=name, code=code),)


def test_boxes_and_lists_say_what_is_ticked() -> None:
    """In the order in which they stood: that of a page is nobody's wish."""
    lesson = replace(unit_of(MODULE, "who"), objectives=("count", "sort"))

    assert _typed(lesson, objectives=["sort", "count"])[0].objectives == ("count", "sort")
    assert _typed(lesson, objectives=["sort"])[0].objectives == ("sort",)
    assert _typed(HOOK, invented=["true"])[0].invented is True
    assert typed(HOOK, {"title": ["T"]})[0] == replace(HOOK, title="T", invented=False)
    told = beginning(TrueFalse, "t")
    assert [_typed(told, answer=[said])[0].answer for said in ("true", "false")] == [True, False]
    assert _typed(MODULE, **{"completion.read": ["who"], "completion.passed": []})[0].completion == CompletionRule(
        read=("who",)
    )


def test_the_form_says_which_parts_there_are_and_in_which_order() -> None:
    """A new one under the key that it was given; keys and kinds cannot be typed."""
    museum, studio = SINGLE.choices
    said = {"choices__choice-1__text": ["A third"], "choices__choice-1__feedback": ["No."], "key": ["x"], "kind": ["y"]}

    made, mistyped = _typed(SINGLE, choices=["studio", "choice-1", "Not a key", "studio", "museum"], **said)

    assert mistyped == ()
    assert [choice.key for choice in made.choices] == ["studio", "choice-1", "museum"]
    assert (made.choices[0], made.choices[2]) == (studio, museum)
    assert (made.choices[1].text, made.choices[1].right) == ("A third", False)
    assert (made.key, made.kind) == (SINGLE.key, SINGLE.kind)
    assert _typed(SINGLE, choices=["studio"])[0].choices == (studio,)
    many = [f"choice-{number}" for number in range(MOST_PARTS + 1)]
    assert _typed(SINGLE, choices=many) == (SINGLE, (Mistyped(name="choices", code="too-many-parts"),))


def test_what_is_drawn_is_counted_by_places_and_pools_are_keys() -> None:
    quiz = Quiz(key="q", title="", purpose="test", draws=(Draw(pool="easy", count=2),), questions=())

    made, _ = _typed(quiz, draws=["2", "1"], **{"draws.2.pool": ["Schwere Fragen"], "draws.2.count": ["1"]})

    assert made.draws == (Draw(pool="schwere-fragen", count=1), Draw(pool="easy", count=2))


def test_days_and_numbers_are_read() -> None:
    """Days also as people write them, where a browser has no calendar to offer."""
    for written in ("2026-12-24", "24.12.2026", "24. 12. 2026", "24/12/2026"):
        assert _typed(HOOK, as_of=[written])[0].as_of == date(2026, 12, 24)
    assert _typed(unit_of(MODULE, "final/final-test"), minutes=[" 45 "], pass_percent=[""])[0].minutes == 45


def test_a_decimal_comma_is_read_where_a_number_is_exact() -> None:
    question = beginning(Numeric, "share")
    form = form_of(question) | {"answer": ["-12,5"], "tolerance": ["0,25"], "stem": ["1,5 or 2?"]}

    read, mistyped = typed(question, form)

    assert (read.answer, read.tolerance, read.stem, mistyped) == ("-12.5", "0.25", "1,5 or 2?", ())
    assert typed(question, form | {"answer": ["1,000,000"]})[0].answer == "1,000,000"
