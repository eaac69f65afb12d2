"""Does what is moved arrive, and is it the same when it comes back?"""

from dataclasses import replace

import pytest

from tests.modules import module_value
from training.authoring.rules.structure import moved, moved_to
from training.authoring.rules.units import unit_of
from training.content.rules.blocks import Sources
from training.content.rules.faults import faults
from training.foundation.errors import Refused

MODULE = module_value()


def test_at_the_end_nothing_changes() -> None:
    assert moved(MODULE, "who", by=-1) == MODULE
    assert moved(MODULE, "final", by=1) == MODULE
    assert moved(MODULE, "who/who-quiz", by=1) == MODULE
    assert moved(MODULE, "who/sources", by=-1) == MODULE
    assert [lesson.key for lesson in moved(MODULE, "who", by=1).lessons] == ["space", "who", "final"]


def test_a_block_takes_its_sources_along() -> None:
    """They are copied: what else in the old lesson cites them goes on."""
    there = moved_to(MODULE, "who/mill", lesson="space")

    assert unit_of(there, "space/sources").items == unit_of(MODULE, "who/sources").items
    assert unit_of(there, "space/mill") == unit_of(MODULE, "who/mill")
    assert [block.key for block in unit_of(there, "space").blocks][-2:] == ["mill", "sources"]
    assert "mill" not in [block.key for block in unit_of(there, "who").blocks]
    assert faults(there) == []


def test_what_has_the_same_key_there_gets_another() -> None:
    """A block, and a source that says something else."""
    (source,) = unit_of(MODULE, "who/sources").items
    other = Sources(key="mill", items=(replace(source, citation="Another report"),))
    space = replace(MODULE.lessons[1], blocks=(*MODULE.lessons[1].blocks, other))
    module = replace(MODULE, lessons=(MODULE.lessons[0], space, MODULE.lessons[2]))

    there = moved_to(module, "who/mill", lesson="space")

    assert unit_of(there, "space/mill-1").sources == ("report-1",)
    assert [each.citation for each in unit_of(there, "space/mill").items] == ["Another report", source.citation]
    assert faults(there) == []


def test_only_blocks_move_to_other_lessons() -> None:
    assert moved_to(MODULE, "who/sources", lesson="space") == MODULE
    assert moved_to(MODULE, "who/hook", lesson="who") == MODULE
    with pytest.raises(Refused, match="unit-gone"):
        moved_to(MODULE, "who/hook", lesson="gone")
    for address in ("module", "who", "module/sort", "who/who-quiz/who-single"):
        with pytest.raises(Refused, match="choice-unknown"):
            moved_to(MODULE, address, lesson="space")
