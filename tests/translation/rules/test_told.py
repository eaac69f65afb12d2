"""Does a sum of states say of texts what their readers must know, and nothing more?"""

import pytest

from tests.modules import module_value
from training.content.rules.segments import Shown, segments
from training.translation.rules.told import Told, doubts_of, spread_of, told_of


def _texts(*states: str) -> list[Shown]:
    """Make texts in Slovene, or in English where a state begins with a minus."""
    return [Shown("a", language="en" if each[0] == "-" else "sl", state=each.removeprefix("-")) for each in states]


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        (_texts("reviewed", "reviewed"), Told()),
        (_texts("machine", "machine"), Told(whole="machine")),
        (_texts("unreviewed", "unreviewed"), Told(whole="unreviewed")),
        # What is approved beside it, and what is shown in the original, makes it a matter of parts.
        (_texts("machine", "reviewed"), Told(doubts=("machine",))),
        (_texts("machine", "-missing"), Told(elsewhere=1, doubts=("machine",))),
        (_texts("unreviewed", "machine"), Told(doubts=("machine", "unreviewed"))),
        # An older translation says so where it stands, even if all are.
        (_texts("stale", "stale"), Told(older=2, doubts=("stale",))),
        (_texts("-stale", "-missing", "reviewed"), Told(elsewhere=2)),
        (_texts("-held", "-held"), Told(held=True)),
        ([], Told()),
    ],
)
def test_a_page_says_once_what_holds_of_everything_and_else_what_holds_of_parts(texts: list[Shown], told: Told) -> None:
    assert told_of(texts, "sl") == told


def test_a_text_in_the_original_is_in_no_doubt() -> None:
    assert doubts_of(_texts("-stale", "-machine"), "sl") == ()
    assert told_of([Shown("a", language="en", state="source")], "en") == Told()


def test_a_module_is_counted_as_its_readers_see_it() -> None:
    value = module_value()
    addresses = [address for address, _ in segments(value)]
    texts: dict[str, tuple[str | None, str]] = dict.fromkeys(addresses, ("a", "reviewed"))
    texts |= {addresses[0]: ("a", "stale"), addresses[1]: (None, "stale"), addresses[2]: ("a", "machine")}
    del texts[addresses[3]]

    spread = spread_of(value, texts, "sl")

    total = len(addresses)
    assert (spread.total, spread.shown, spread.approved, spread.machine) == (total, total - 2, total - 4, 1)
    assert spread.told == Told(elsewhere=2, older=1, doubts=("stale", "machine"))
    held = spread_of(value, dict.fromkeys(addresses, (None, "held")), "sl")
    assert (held.shown, held.told) == (0, Told(held=True))
    assert spread_of(value, {}, value.source).approved == total
