"""Is every part of a module found at its address, known by what its page edits, and put back where it was?"""

from dataclasses import replace
from typing import Any

import pytest

from tests.authoring.drafts import courses
from tests.modules import module_value
from training.authoring.rules.units import unit_digest, unit_of, units, with_unit
from training.foundation.errors import Refused

MODULE = module_value()


def test_units_stand_in_reading_order() -> None:
    addresses = list(units(MODULE))

    assert addresses[:8] == [
        "module",
        "module/sort",
        "module/count",
        "module/can-sort",
        "module/can-count",
        "module/levy",
        "who",
        "who/hook",
    ]
    assert addresses[-4:] == [
        "final/final-test",
        *(f"final/final-test/final-{kind}" for kind in ("single", "multiple", "numeric")),
    ]


def test_every_unit_of_the_courses_is_known_by_a_digest_of_its_own() -> None:
    for module in courses():
        digests = [unit_digest(module, address) for address in units(module)]

        assert len(set(digests)) == len(digests)


@pytest.mark.parametrize(
    ("address", "changes"),
    [
        ("module", {"title": "Other", "completion": replace(MODULE.completion, read=("who",))}),
        ("module/sort", {"text": "Other"}),
        ("module/levy", {"meaning": "Other"}),
        ("who", {"title": "Other"}),
        ("who/hook", {"body": "Other"}),
        ("final/final-test", {"pass_percent": 70}),
        ("final/final-test/final-single", {"stem": "Other"}),
    ],
)
def test_changing_a_unit_changes_its_digest_and_no_other(address: str, changes: dict[str, Any]) -> None:
    """So that two authors meet only where they write the same."""
    changed = with_unit(MODULE, address, replace(unit_of(MODULE, address), **changes))

    differing = [each for each in units(MODULE) if unit_digest(MODULE, each) != unit_digest(changed, each)]
    assert differing == [address]


def test_what_has_pages_of_its_own_stays() -> None:
    """A page of a lesson, a quiz or the cover that was opened earlier takes nothing away."""
    empty_lesson = replace(unit_of(MODULE, "who"), blocks=())
    empty_quiz = replace(unit_of(MODULE, "final/final-test"), questions=())
    empty_cover = replace(MODULE, key="x", region="linz", source="de", lessons=(), objectives=(), glossary=(), media=())

    assert with_unit(MODULE, "who", empty_lesson) == MODULE
    assert with_unit(MODULE, "final/final-test", empty_quiz) == MODULE
    assert with_unit(MODULE, "module", empty_cover) == MODULE


@pytest.mark.parametrize(
    "address",
    [
        "",
        "gone",
        "module/gone",
        "who/gone",
        "who/hook/gone",
        "who/who-quiz/gone",
        "who/who-quiz/who-single/museum",
        "/",
    ],
)
def test_what_is_not_there_is_refused(address: str) -> None:
    with pytest.raises(Refused, match="unit-gone"):
        unit_of(MODULE, address)


def test_nothing_of_another_kind_takes_a_place() -> None:
    """A text deleted and a picture put in its place under the same key."""
    with pytest.raises(Refused, match="unit-gone"):
        with_unit(MODULE, "who/hook", unit_of(MODULE, "space/map"))
