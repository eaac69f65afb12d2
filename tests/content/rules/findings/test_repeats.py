"""Is a module found that is another one with the names exchanged?"""

from dataclasses import replace

from tests.modules import module_value
from training.content.rules.blocks import TextBlock
from training.content.rules.findings import repeat_findings
from training.content.rules.module import Module


def _module(key: str, *bodies: str) -> Module:
    module = module_value(key=key)
    blocks = tuple(TextBlock(key=f"b{number}", body=body) for number, body in enumerate(bodies))
    return replace(module, lessons=(replace(module.lessons[1], blocks=blocks),))


SHARED = "Nobody in the old town hall had ever asked who works behind these doors."
OWN = [f"Sentence {number} about {'very ' * number}different things in the town {number}." for number in range(5)]


def test_a_copy_is_found_even_with_the_names_exchanged() -> None:
    one = _module("one", f"{SHARED} Linz waits.", OWN[0])
    two = _module("two", f"{SHARED} Genk waits.", "Quite another text that stands here alone.")

    found = dict(repeat_findings([one, two]))

    assert set(found) == {"one", "two"}
    assert found["one"].said.startswith("1 of 2 blocks say what another module says too")
    assert found["one"].advice.endswith("space/b0")


def test_a_fifth_may_be_shared() -> None:
    one = _module("one", SHARED, *OWN[:4])
    two = _module("two", SHARED, *(f"Text {number}: all its own, and nobody else's at all." for number in range(4)))

    assert [key for key, _ in repeat_findings([one, two]) if key == "one"] == []


def test_a_module_alone_repeats_nobody() -> None:
    assert list(repeat_findings([module_value()])) == []
