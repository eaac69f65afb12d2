"""Is everything that is to be mended found in a draft, and told at the unit that it is about?"""

from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest

from tests.kinds import every_kind
from tests.modules import module_value
from training.authoring.rules.beginnings import new_module
from training.authoring.rules.findings import by_unit, findings
from training.authoring.rules.structure import added
from training.authoring.rules.units import units
from training.content.rules.blocks import BLOCKS, Diagram, Part, Quiz, TextBlock
from training.content.rules.fault import BLOCKS as HINDERS
from training.content.rules.fault import WEIGHTS, Fault
from training.content.rules.module import Module
from training.content.rules.questions import QUESTIONS, SingleChoice
from training.foundation.languages import LANGUAGES

TODAY = date(2026, 11, 30)
REGIONS = ("chemnitz", "linz")


def _found(module: Module, today: date = TODAY) -> tuple[Fault, ...]:
    return findings(module, today=today, regions=REGIONS, languages=tuple(LANGUAGES))


def _told(module: Module, today: date = TODAY) -> dict[str, list[str]]:
    told = by_unit(module, _found(module, today))
    return {address: [fault.said for fault in faults] for address, faults in told.items()}


def _with(**changes: Any) -> Module:
    """Change blocks of the first lesson, named by their keys."""
    module = module_value()
    first, *rest = module.lessons
    blocks = tuple(
        replace(block, **changes[block.key.replace("-", "_")]) if block.key.replace("-", "_") in changes else block
        for block in first.blocks
    )
    return replace(module, lessons=(replace(first, blocks=blocks), *rest))


def test_the_heaviest_come_first() -> None:
    module = replace(module_value(title="", as_of=date(2020, 1, 1)), glossary=())

    weights = [fault.weight for fault in _found(module)]

    assert weights == sorted(weights, key=WEIGHTS.index)
    assert set(weights) == set(WEIGHTS)


@pytest.mark.parametrize(
    ("module", "address", "said"),
    [
        (module_value(title=""), "module", "“Title” is empty"),
        (module_value(summary="True currently."), "module", "“currently” is true today only"),
        (replace(module_value(), lessons=module_value().lessons[1:]), "module/count", "test the objective “count”: 1"),
        (module_value(media=()), "space/map", "The file “map.svg” is missing"),
        (replace(module_value(), lessons=(replace(module_value().lessons[0], title=""),)), "who", "“Title” is empty"),
        (_with(hook={"body": "It costs EUR 5."}), "who/hook", "A figure without source (“It costs EUR 5”)"),
        (_with(hook={"body": "# Title"}), "who/hook", "A heading is written into the text"),
        (_with(sources={"items": ()}), "who/sources", "The list of sources is empty"),
    ],
)
def test_a_finding_is_told_at_its_unit(module: Module, address: str, said: str) -> None:
    assert [words for words in _told(module)[address] if said in words]


def test_a_finding_about_a_choice_is_told_at_its_question() -> None:
    quiz = next(block for block in module_value().lessons[0].blocks if isinstance(block, Quiz))
    single, *others = quiz.questions
    assert isinstance(single, SingleChoice)
    summing = replace(single.choices[1], text="None of these.", feedback="")
    asked = (replace(single, choices=(single.choices[0], summing)), *others)

    told = _told(_with(who_quiz={"questions": asked}))["who/who-quiz/who-single"]

    assert told[:2] == ["“Feedback” is empty", "The choice sums up the others"]


def test_a_diagram_is_told_of_words_that_are_too_long() -> None:
    module = module_value()
    parts = (Part(key="a", label="Donaudampfschifffahrtsgesellschaftskapitän"),)
    blocks = tuple(
        replace(block, parts=parts) if isinstance(block, Diagram) else block for block in module.lessons[1].blocks
    )
    long = replace(module, lessons=(module.lessons[0], replace(module.lessons[1], blocks=blocks), module.lessons[2]))

    assert any("too long for a phone" in said for said in _told(long)["space/way"])


def test_a_lesson_with_the_key_of_an_objective_keeps_what_is_told_about_it() -> None:
    module = module_value()
    lesson = replace(module.lessons[1], key="sort", blocks=(TextBlock(key="t", body="Now [here](https://a.org)"),))

    told = _told(replace(module, lessons=(lesson,)))

    assert "The link “here” does not say where it leads" in told["sort/t"]
    assert "Questions that test the objective “sort”: 0" in told["module/sort"]


def test_a_day_is_a_day_of_today() -> None:
    assert "The source was last consulted on 2026-11-01" in _told(module_value(), date(2028, 1, 1))["who/sources"]


def test_everything_that_is_only_begun_is_looked_at() -> None:
    """A lesson with a new block of each kind and a new question of each kind: nothing is written yet."""
    module, lesson = added(new_module("begun", region="linz", source="de", title=""), "module", "lesson")
    for kind in BLOCKS:
        module, address = added(module, lesson, kind.kind)
        for question in QUESTIONS if kind is Quiz else ():
            module, _ = added(module, address, question.kind)
    for part in ("objective", "statement", "term"):
        module, _ = added(module, "module", part)

    told = by_unit(module, _found(module))

    assert told.keys() <= set(units(module))
    assert {address for address, faults in told.items() if any(fault.weight == HINDERS for fault in faults)} >= {
        address for address in units(module) if address.count("/") and "self-assessment" not in address
    }
    assert all(fault.said and fault.advice for faults in told.values() for fault in faults)


def test_a_module_without_anything_is_looked_at() -> None:
    """Every list of every part is empty."""
    emptied = _emptied(replace(module_value(), lessons=(*module_value().lessons, _with_every_question())))

    assert by_unit(emptied, _found(emptied))["module"]


def _with_every_question() -> Any:
    quiz = Quiz(key="all", title="t", purpose="practice", questions=every_kind())
    return replace(module_value().lessons[1], key="all", blocks=(quiz,))


def _emptied(value: Any) -> Any:
    """Leave lessons, blocks and questions; empty their texts and the lists inside of them."""
    kept = ("lessons", "blocks", "questions")
    changes: dict[str, Any] = {}
    for field in fields(value):
        child = getattr(value, field.name)
        if field.name in kept:
            changes[field.name] = tuple(_emptied(item) for item in child)
        elif isinstance(child, tuple):
            changes[field.name] = ()
        elif isinstance(child, str) and field.name != "key":
            changes[field.name] = ""
    return replace(value, **changes)
