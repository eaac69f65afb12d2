"""Is what an author begins with complete, and has it a key that nothing else has?"""

import pytest

from training.authoring.rules.beginnings import LONGEST_NEW_KEY, beginning, new_key, new_module, numbered
from training.content.rules.blocks import BLOCKS, FORMS, Diagram, Source
from training.content.rules.canonical import canonical_json
from training.content.rules.fault import is_key
from training.content.rules.faults import faults
from training.content.rules.questions import QUESTIONS, Gap, Scenario, SingleChoice


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("Rooms for makers", "rooms-for-makers"),
        ("  Łódź, Straße & žebřík!  ", "lodz-strasse-zebrik"),
        ("Kulturní a kreativní odvětví v Sokolově", "kulturni-a-kreativni-odvetvi-v"),
        ("Donaudampfschifffahrtsgesellschaft", "donaudampfschifffahrtsgesellsc"),
        ("Культура", "part-1"),
        ("taken", "taken-2"),
        ("taken-1", "taken-2"),
    ],
)
def test_a_key_is_made_of_a_title(title: str, key: str) -> None:
    made = new_key(title, taken={"taken", "taken-1"})

    assert made == key
    assert is_key(made)
    assert len(made) <= LONGEST_NEW_KEY


def test_a_number_is_the_first_that_is_free() -> None:
    assert numbered("text", taken=["text-1", "text-3"]) == "text-2"


def test_the_usual_parts_stand_ready() -> None:
    assert [choice.key for choice in beginning(SingleChoice, "q").choices] == ["choice-1", "choice-2", "choice-3"]
    assert len(beginning(Scenario, "q").steps[0].decisions) == 2
    assert len(beginning(Gap, "g").options) == 3
    assert beginning(Diagram, "d").form in FORMS
    assert beginning(Source, "s").url is None


def test_what_begins_is_empty_and_not_yet_sound() -> None:
    """Every kind can be made and written down."""
    module = new_module("craft", region="chemnitz", source="de", title="Räume")

    assert (module.title, module.lessons, module.summary) == ("Räume", (), "")
    assert canonical_json(module)
    assert faults(module)
    for kind in (*BLOCKS, *QUESTIONS):
        assert beginning(kind, "key").key == "key"
