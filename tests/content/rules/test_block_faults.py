"""Is a block found that could not be shown, or that refers to nothing?"""

from dataclasses import replace
from typing import Any

import pytest

from tests.modules import module_value
from training.content.rules.blocks import NO_DAY, Diagram, Part, Point, SelfAssessment, Source, Sources, TextBlock
from training.content.rules.faults import faults
from training.content.rules.module import Module, Statement, Term

PARTS = tuple(Part(key=f"p{number}", label=f"Part {number}") for number in range(3))
WAY = Diagram(key="drawn", form="process", title="t", alt="a", parts=PARTS)
TWO = (Point(key="a", text="A"), Point(key="b", text="B"))
COLUMNS = tuple(replace(part, points=TWO) for part in PARTS[:2])
COMPARED = replace(WAY, form="comparison", parts=COLUMNS)
DATED = replace(WAY, form="timeline", parts=tuple(replace(part, when="2001") for part in PARTS))


def _with(block: Any, **changes: Any) -> Module:
    module = module_value(**changes)
    first, *rest = module.lessons
    return replace(module, lessons=(replace(first, blocks=(block, *first.blocks)), *rest))


@pytest.mark.parametrize("block", [WAY, COMPARED, DATED, replace(WAY, form="cycle")])
def test_a_sound_diagram_has_no_faults(block: Diagram) -> None:
    assert faults(_with(block)) == []


@pytest.mark.parametrize(
    ("block", "place", "words"),
    [
        (replace(WAY, form="pie"), "drawn", "form “pie” is not known"),
        (replace(WAY, parts=PARTS[:2]), "drawn", "Parts in this diagram: 2"),
        (replace(WAY, parts=PARTS * 3), "drawn", "Parts in this diagram: 9"),
        (replace(WAY, parts=PARTS[:2] + PARTS[:1]), "drawn", "key “p0” is there twice"),
        (replace(WAY, parts=(replace(PARTS[0], when="2001"), *PARTS[1:])), "drawn/p0", "A date where none is shown"),
        (replace(DATED, parts=PARTS), "drawn/p0", "A date where none is shown"),
        (replace(WAY, parts=(replace(PARTS[0], points=TWO), *PARTS[1:])), "drawn/p0", "Only a comparison has points"),
        (
            replace(COMPARED, parts=(replace(COLUMNS[0], points=TWO[:1]), COLUMNS[1])),
            "drawn/p0",
            "Points in this column: 1",
        ),
        (replace(COMPARED, parts=(replace(COLUMNS[0], points=(*TWO, *TWO)), COLUMNS[1])), "drawn", "not equally many"),
        (replace(WAY, sources=("nix",)), "drawn", "source “nix” does not exist"),
        (replace(WAY, regions=("mars",)), "drawn", "region “mars”"),
        (TextBlock(key="drawn", body="b", sources=("nix",)), "drawn", "source “nix” does not exist"),
        (SelfAssessment(key="drawn", moment="never", title="t"), "drawn", "moment “never” is not known"),
        (Sources(key="drawn", items=(Source(key="a", citation="c", read=NO_DAY),)), "drawn/a", "The day is missing"),
    ],
)
def test_a_fault_of_a_block_has_its_place_and_a_remedy(block: Any, place: str, words: str) -> None:
    found = [fault for fault in faults(_with(block), regions=["chemnitz", "linz"]) if words in fault.said]

    assert [fault.block for fault in found][:1] == [place]
    assert all(fault.advice for fault in found)


def test_a_self_assessment_needs_statements() -> None:
    found = faults(_with(SelfAssessment(key="again", moment="after", title="t"), statements=()))

    assert "There is nothing to assess" in {fault.said for fault in found}


def test_objectives_statements_and_terms_share_no_key() -> None:
    """They share the addresses of their segments."""
    statement = Statement(key="sort", objective="sort", text="I can sort.")
    term = Term(key="count", term="levy", meaning="m")

    problems = [fault.said for fault in faults(module_value(statements=(statement,), glossary=(term,)))]

    assert [problem for problem in problems if "is the key of two" in problem] == [
        "“sort” is the key of two among objectives, statements and glossary",
        "“count” is the key of two among objectives, statements and glossary",
    ]


def test_a_statement_measures_an_objective_that_exists() -> None:
    statement = Statement(key="can", objective="fly", text="I can fly.")

    (fault,) = faults(module_value(statements=(statement,)))

    assert (fault.block, fault.said) == ("can", "The objective “fly” does not exist")
