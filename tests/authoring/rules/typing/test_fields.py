"""Does a form ask for everything that its unit has, and in the way in which it is filled in?"""

from dataclasses import fields
from datetime import date

from tests.modules import module_value
from training.authoring.rules.typing import Field, FieldKind, fields_of, form_of
from training.authoring.rules.units import unit_of
from training.content.rules.blocks import BLOCKS, NO_DAY, Draw, Quiz, Source, Sources, TextBlock
from training.content.rules.module import Lesson, Module
from training.content.rules.questions import QUESTIONS, Choice, SingleChoice

MODULE = module_value()


def test_a_field_tells_how_it_is_filled_in() -> None:
    found = {field.name: (field.kind.value, field.optional) for field in fields_of(TextBlock)}

    assert found == {
        "title": ("line", True),
        "body": ("markdown", False),
        "as_of": ("day", True),
        "sources": ("keys", True),
        "invented": ("truth", False),
        "regions": ("keys", True),
    }
    assert fields_of(SingleChoice)[-1] == Field(
        name="choices", kind=FieldKind.PARTS, optional=False, part=Choice, empty=()
    )
    assert next(each for each in fields_of(Lesson) if each.name == "kind").given == ("lesson", "test")


def test_what_has_pages_of_its_own_is_not_asked() -> None:
    assert [field.name for field in fields_of(Lesson)] == ["kind", "title", "minutes", "objectives"]
    assert [field.name for field in fields_of(Quiz)][-1] == "draws"
    assert [field.name for field in fields_of(Module)] == [
        *("title", "summary", "audience", "provider", "as_of"),
        *("completion.read", "completion.passed"),
    ]
    for kind in (*BLOCKS, *QUESTIONS):
        asked = {field.name for field in fields_of(kind)}
        assert {field.name for field in fields(kind)} - asked <= {"key", "questions"}


def test_a_form_names_parts_by_their_keys_and_draws_by_their_places() -> None:
    form = form_of(unit_of(MODULE, "final/final-test/final-single"))

    assert form["objective"] == ["sort"]
    assert form["see"] == ["who"]
    assert form["pool"] == [""]
    assert form["choices"] == ["museum", "studio"]
    assert (form["choices.museum.right"], form["choices.studio.right"]) == (["true"], [])
    assert form["choices.studio.text"] == ["The games studio"]
    drawn = form_of(Quiz(key="q", title="", purpose="test", draws=(Draw(pool="easy", count=2),), questions=()))
    assert (drawn["draws"], drawn["draws.1.pool"], drawn["draws.1.count"]) == (["1"], ["easy"], ["2"])


def test_a_day_that_nobody_has_named_is_an_empty_field() -> None:
    items = tuple(Source(key=key, citation="c", read=day) for key, day in (("a", NO_DAY), ("b", date(2026, 1, 2))))

    form = form_of(Sources(key="s", items=items))

    assert (form["items.a.read"], form["items.b.read"]) == ([""], ["2026-01-02"])
