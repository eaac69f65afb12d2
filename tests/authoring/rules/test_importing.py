"""Is an import decided before anything is written, and never at a trainer's cost?"""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from tests.content.generated import modules
from tests.modules import module_value
from training.authoring.rules import (
    EDITOR,
    FILE,
    Differences,
    Import,
    Saved,
    differences,
    import_action,
    planned,
    version_to_publish,
)
from training.content.rules.blocks import Quiz
from training.content.rules.canonical import digest
from training.content.rules.module import Module
from training.translation.rules import Coverage, Entry, Kept

MODULE = module_value()
SAME = digest(MODULE)


def _saved(*versions: tuple[str, str]) -> list[Saved]:
    return [Saved(number=number, digest=of, origin=origin) for number, (of, origin) in enumerate(versions, 1)]


@pytest.mark.parametrize(
    ("versions", "based_on", "expected"),
    [
        ([], None, (Import.CREATE, None)),
        ([], "a", (Import.CREATE, None)),
        ([(SAME, FILE)], None, (Import.NOTHING, 1)),
        ([(SAME, FILE), ("b", EDITOR)], None, (Import.NOTHING, 1)),
        ([("a", FILE), (SAME, EDITOR)], "a", (Import.NOTHING, 2)),
        ([("a", FILE), ("b", FILE)], None, (Import.FAST_FORWARD, 2)),
        ([("a", FILE), ("b", FILE)], "a", (Import.FAST_FORWARD, 2)),
        ([("a", FILE), ("b", EDITOR)], None, (Import.REFUSE, 2)),
        ([("a", FILE), ("b", EDITOR)], "a", (Import.REFUSE, 2)),
        ([("a", FILE), ("b", EDITOR)], "b", (Import.FAST_FORWARD, 2)),
        ([("a", EDITOR), ("b", FILE)], "a", (Import.FAST_FORWARD, 2)),
        ([("a", EDITOR), ("b", FILE)], None, (Import.REFUSE, 2)),
        ([("a", FILE), ("b", EDITOR)], "unknown", (Import.REFUSE, 2)),
        ([("a", FILE), ("b", EDITOR), ("a", EDITOR)], "a", (Import.FAST_FORWARD, 3)),
    ],
)
def test_an_import_goes_ahead_only_over_files(
    versions: list[tuple[str, str]], based_on: str | None, expected: tuple[Import, int | None]
) -> None:
    """What was saved in the browser since is not overwritten; what was there before changes nothing."""
    assert import_action(MODULE, based_on, _saved(*versions)) == expected


@pytest.mark.parametrize(
    ("action", "published", "withdrawn", "expected"),
    [
        (Import.CREATE, None, False, 9),
        (Import.FAST_FORWARD, 8, False, 9),
        (Import.NOTHING, 8, False, 8),
        (Import.NOTHING, None, False, 9),
        (Import.REFUSE, 8, False, None),
        (Import.FAST_FORWARD, None, True, None),
        (Import.NOTHING, None, True, None),
    ],
)
def test_an_import_publishes_no_draft_and_no_withdrawn_module(
    action: Import, published: int | None, withdrawn: bool, expected: int | None
) -> None:
    """Only what files brought, or what learners see already."""
    assert version_to_publish(action, latest=9, published=published, withdrawn=withdrawn) == expected


def test_differences_name_parts_by_address() -> None:
    """Texts and right answers, added and removed parts, and their order."""
    who, space, final = MODULE.lessons
    blocks = (*space.blocks[1:], replace(space.blocks[0], key="new"))
    quiz = final.blocks[1]
    assert isinstance(quiz, Quiz)
    changed = replace(
        MODULE,
        title="Other",
        lessons=(
            who,
            replace(space, blocks=blocks),
            replace(final, blocks=(final.blocks[0], replace(quiz, pass_percent=70))),
        ),
    )

    found = differences(MODULE, changed)

    assert found.added == ("space/new/kind", "space/new/body")
    assert found.removed == ("space/empty/kind", "space/empty/body")
    assert found.changed == ("module/title", "space/blocks (order)", "final/final-test/pass_percent")


@settings(max_examples=30, deadline=None)
@given(modules(), modules())
def test_modules_that_differ_have_differences(one: Module, other: Module) -> None:
    """And those that do not have none: a refusal always says why."""
    assert (differences(one, other) == Differences()) is (one == other)
    assert differences(one, one) == Differences()


def test_a_plan_tells_everything() -> None:
    """Action, differences, languages, pictures."""
    kept = Kept(address="module/title", source_digest="0" * 32, text="Alt", reviewed=True)
    entry = Entry(address="module/title", source=MODULE.title, text="Räume", reviewed=False)

    plan = planned(
        MODULE,
        None,
        versions=_saved(("a", FILE)),
        latest=replace(MODULE, title="Before"),
        translations={"de": [kept], "en": [kept]},
        entries={"de": [entry], "sl": []},
        pictures=set(),
    )

    total = plan.languages["de"].coverage.total
    assert (plan.module, plan.action, plan.from_version) == ("craft", Import.FAST_FORWARD, 1)
    assert plan.differences == Differences(changed=("module/title",))
    assert plan.new_pictures == ("map.svg",)
    assert set(plan.languages) == {"de", "sl"}
    assert plan.languages["de"].changes == 1
    assert plan.languages["de"].coverage == Coverage(total=total, unreviewed=1, missing=total - 1)
