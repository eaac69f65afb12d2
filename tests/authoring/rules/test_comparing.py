"""Is everything told that differs between two versions, where it stands, and word by word?"""

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.content.generated_texts import texts
from tests.modules import module_value
from training.authoring.rules.comparing import Changed, compared
from training.authoring.rules.structure import added, moved, removed
from training.authoring.rules.units import unit_of, units, with_unit
from training.content.rules.blocks import Draw
from training.content.rules.module import Module
from training.content.rules.wording import Run, words_compared

MODULE = module_value()


def _with(address: str, **changes: Any) -> Module:
    return with_unit(MODULE, address, replace(unit_of(MODULE, address), **changes))


def _told(module: Module) -> list[tuple[str, str, str | None, str | None]]:
    return [(each.address, each.unit, each.old, each.new) for each in compared(MODULE, module)]


def test_words_are_marked_that_are_gone_and_new() -> None:
    assert words_compared("Ten names stand on the list.", "Eleven names stand on a long list.") == (
        Run(text="Ten", how="gone"),
        Run(text="Eleven", how="new"),
        Run(text=" names stand on ", how="same"),
        Run(text="the", how="gone"),
        Run(text="a long", how="new"),
        Run(text=" list.", how="same"),
    )
    assert words_compared("Ten old names", "Two new names") == (
        Run(text="Ten old", how="gone"),
        Run(text="Two new", how="new"),
        Run(text=" names", how="same"),
    )
    assert words_compared("", "Ten") == (Run(text="Ten", how="new"),)
    assert words_compared("Ten", "Ten") == (Run(text="Ten", how="same"),)


@settings(max_examples=60)
@given(texts() | st.text(alphabet="ab \n.", max_size=300), texts() | st.text(alphabet="ab \n.", max_size=300))
def test_the_runs_put_together_are_both_texts(old: str, new: str) -> None:
    runs = words_compared(old, new)

    assert "".join(run.text for run in runs if run.how != "new") == old
    assert "".join(run.text for run in runs if run.how != "gone") == new


def test_a_text_is_compared_at_its_address_in_its_unit() -> None:
    assert compared(MODULE, _with("who/hook", body="Eleven names.")) == (
        Changed(
            address="who/hook/body",
            unit="who/hook",
            old="Ten names stand on the **list**.",
            new="Eleven names.",
            runs=words_compared("Ten names stand on the **list**.", "Eleven names."),
        ),
    )


def test_numbers_days_right_answers_and_lists_are_compared_too() -> None:
    quiz, single = "final/final-test", "final/final-test/final-single"
    museum, studio = unit_of(MODULE, single).choices
    turned = (replace(museum, right=False), replace(studio, right=True))

    assert _told(_with("who", minutes=15)) == [("who/minutes", "who", "12", "15")]
    assert _told(_with("who", objectives=("sort", "count"))) == [("who/objectives", "who", "sort", "sort, count")]
    assert _told(_with("who/hook", as_of=date(2026, 12, 1))) == [
        ("who/hook/as_of", "who/hook", "2026-11-01", "2026-12-01")
    ]
    assert _told(_with(quiz, draws=(Draw(pool="a", count=2),))) == [(f"{quiz}/draws", quiz, None, "a 2")]
    assert _told(_with(single, choices=turned)) == [
        (f"{single}/museum/right", single, "true", None),
        (f"{single}/studio/right", single, None, "true"),
    ]
    assert _told(_with("module", title="Other")) == [("module/title", "module", "Rooms for makers", "Other")]
    assert _told(_with("module/levy", term="fee")) == [("module/levy/term", "module/levy", "levy", "fee")]


def test_an_order_is_told_only_where_it_differs() -> None:
    """Not for what is added or removed, which is told by itself; what is gone stands where it stood."""
    assert _told(moved(MODULE, "space/empty", by=1)) == [
        ("space/blocks (order)", "space", "empty, map, way, austria, after", "map, empty, way, austria, after")
    ]
    gone = compared(MODULE, replace(removed(MODULE, "who/hook"), title="Other"))
    assert [(each.address, each.new) for each in gone] == [
        ("module/title", "Other"),
        ("who/hook/kind", None),
        ("who/hook/title", None),
        ("who/hook/body", None),
        ("who/hook/as_of", None),
    ]
    new = compared(MODULE, added(MODULE, "who", "text", after="who/hook")[0])
    assert [(each.address, each.unit, each.old) for each in new] == [
        ("who/text-1/kind", "who/text-1", None),
        ("who/text-1/body", "who/text-1", None),
    ]


def test_whatever_is_removed_is_told() -> None:
    assert compared(MODULE, MODULE) == ()
    for address in list(units(MODULE))[1:]:
        assert any(address in (each.unit, each.address) for each in compared(MODULE, removed(MODULE, address))), address
