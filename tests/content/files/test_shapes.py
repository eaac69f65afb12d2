"""Do plain values become a module strictly, with every misfit named?"""

from typing import Any

import pytest
from hypothesis import given, settings

from tests.content.generated import modules
from tests.modules import module_value
from training.content.files.shapes import Cover, module_from_json, shaped
from training.content.rules.canonical import as_plain, canonical_json
from training.content.rules.module import Lesson, Module


@settings(max_examples=40, deadline=None)
@given(modules())
def test_a_stored_document_becomes_the_same_module(module: Module) -> None:
    """Canonical JSON there and back, byte for byte."""
    text = canonical_json(module)

    again = module_from_json(text)

    assert again == module
    assert canonical_json(again) == text


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("minutes", "12", "not a whole number"),
        ("minutes", True, "not a whole number"),
        ("minutes", 1.5, "not a whole number"),
        ("title", 12, "read as 12 instead of text"),
        ("title", True, "read as true instead of text"),
        ("title", None, "empty"),
        ("title", ["a"], "not a text"),
        ("objectives", "sort", "not a list"),
        ("blocks", {"a": 1}, "not a list"),
        ("colour", "red", "no field “colour”"),
    ],
)
def test_nothing_is_guessed(field: str, value: object, words: str) -> None:
    """A value of the wrong kind is a misfit, even where it could be turned into the right one."""
    plain = _lesson() | {field: value}

    made, misfits = shaped(Lesson, plain)

    assert made is None
    assert [words in misfit.problem % misfit.facts for misfit in misfits] == [True]


@pytest.mark.parametrize("day", ["2021-02-30", "20210301", "2021-3-1", "2021-03-01T00:00", 2021, None, " 2021-03-01"])
def test_a_day_is_written_in_one_way(day: object) -> None:
    """Year, month, day; and one that exists."""
    plain = as_plain(Cover(**_cover())) | {"as_of": day}

    assert shaped(Cover, plain)[0] is None


def test_every_misfit_is_named_by_keys() -> None:
    """All at once, each with the keys on the way."""
    plain = _lesson()
    quiz = next(block for block in plain["blocks"] if block["kind"] == "quiz")
    del quiz["questions"][0]["stem"]
    quiz["questions"][0]["choices"][1]["right"] = "yes"
    quiz["questions"][2]["kind"] = "essay"
    plain["blocks"][0]["bdoy"] = "x"
    plain["blocks"].append("not a block")

    _, misfits = shaped(Lesson, plain)

    assert [(misfit.at, misfit.problem % misfit.facts) for misfit in misfits] == [
        (("hook",), "There is no field “bdoy” here"),
        (("who-quiz", "who-single"), "The field “stem” is missing"),
        (("who-quiz", "who-single", "studio"), "“right” is neither true nor false"),
        (("who-quiz", "who-numeric"), "“who-numeric” is of no known kind (essay)"),
        (("blocks 8",), "“blocks 8” is not made of named fields"),
    ]
    assert all(misfit.remedy % misfit.facts for misfit in misfits)


@pytest.mark.parametrize("plain", [None, "text", 12, [], {}])
def test_what_is_nothing_like_a_module_is_a_misfit(plain: object) -> None:
    """Never a traceback."""
    made, misfits = shaped(Cover, plain)

    assert made is None
    assert misfits


def _lesson() -> dict[str, Any]:
    lesson: dict[str, Any] = as_plain(module_value().lessons[0])
    return lesson


def _cover() -> dict[str, Any]:
    module = module_value()
    names = ("region", "source", "title", "summary", "audience", "provider", "objectives", "completion")
    return {name: getattr(module, name) for name in names} | {"lessons": ("who",)}
