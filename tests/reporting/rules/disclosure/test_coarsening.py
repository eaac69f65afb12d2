"""Is a coarser table proposed when one is mostly hidden, and which?"""

from training.reporting.rules.disclosure.coarsening import Detail, coarser, is_mostly_hidden
from training.reporting.rules.disclosure.tables import Key


def test_languages_go_first_then_levels_then_modules_then_regions() -> None:
    detail: Detail | None = Detail(languages=True, levels=3, modules=True)
    seen = []
    while detail:
        seen.append((detail.languages, detail.levels, detail.modules))
        detail = coarser(detail)

    assert seen == [
        (True, 3, True),
        (False, 3, True),
        (False, 2, True),
        (False, 1, True),
        (False, 1, False),
        (False, 0, False),
    ]


def test_more_than_half_of_what_counts_anybody_is_most() -> None:
    values: dict[Key, int] = {("a",): 3, ("b",): 7, ("c",): 8, ("d",): 9, ("e",): 0}

    assert not is_mostly_hidden(values, values=values, hidden=[("a",), ("b",), ("e",)])
    assert is_mostly_hidden(values, values=values, hidden=[("a",), ("b",), ("c",)])


def test_an_empty_table_hides_nothing() -> None:
    assert not is_mostly_hidden([("a",)], values={("a",): 0}, hidden=[("a",)])
