"""Does a fault say its sentences with its facts, and keep them apart for a translation?"""

from datetime import date
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest

from training.content.rules.blocks import BLOCKS, Cue, Part, Point, Source, Step
from training.content.rules.fault import ADVISES, MENDS, Place
from training.content.rules.fault import BLOCKS as HINDERS
from training.content.rules.module import Module, Objective, Statement, Term
from training.content.rules.naming import FIELDS, field_name
from training.content.rules.questions import QUESTIONS, Choice, Decision, Option, Pair, Situation, Target, Trap

PLACE = Place(file="module.yaml").inside("sort")
#: Never typed by anybody, or chosen from a list that has nothing empty.
NOT_TYPED = {"digest"}
PARTS: tuple[Any, ...] = (
    *(Module, Objective, Statement, Term, Cue, Part, Point, Source, Step),
    *(Choice, Decision, Option, Pair, Situation, Target, Trap),
)


def test_a_fault_is_a_constant_sentence_and_its_facts() -> None:
    fault = PLACE.fault("“%(key)s” is %(share)s %%", "Look on %(day)s", key="a", share=5, day=date(2026, 11, 1))

    assert (fault.file, fault.block, fault.weight) == ("module.yaml", "sort", HINDERS)
    assert (fault.said, fault.advice) == ("“a” is 5 %", "Look on 2026-11-01")
    assert fault.problem == "“%(key)s” is %(share)s %%"


def test_a_fault_may_be_counted_once_in_a_set() -> None:
    assert len({PLACE.fault("p", "r", key="a"), PLACE.fault("p", "r", key="a")}) == 1


def test_what_is_mended_and_what_is_advised_are_lighter() -> None:
    assert [PLACE.mend("p", "r").weight, PLACE.advise("p", "r").weight] == [MENDS, ADVISES]


@pytest.mark.parametrize("kind", [*BLOCKS, *QUESTIONS, *PARTS])
def test_every_field_that_may_be_empty_has_a_name_for_people(kind: Any) -> None:
    texts = [name for name, hint in get_type_hints(kind).items() if str in (hint, *_either(hint))]

    assert [name for name in texts if name not in FIELDS and name not in NOT_TYPED] == []


def test_a_field_without_a_name_keeps_its_own() -> None:
    assert [field_name("alt"), field_name("xyz")] == ["Text alternative", "xyz"]


def _either(hint: Any) -> tuple[Any, ...]:
    return get_args(hint) if isinstance(hint, UnionType) or get_origin(hint) is Union else ()
