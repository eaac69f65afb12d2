"""Which quarters are due, in which order, and what does a digest depend on?"""

from datetime import UTC, datetime

import pytest

from training.foundation.errors import Refused
from training.reporting.rules.quarters import Quarter
from training.reporting.rules.releases import check_turn, digest, due_quarters

FIRST, SECOND = Quarter(2026, 1), Quarter(2026, 2)


def test_a_quarter_is_due_when_the_last_region_has_ended_it() -> None:
    zones = ["Europe/Vienna", "Europe/Lisbon"]

    assert due_quarters(FIRST, zones=zones, now=datetime(2026, 3, 31, 22, 30, tzinfo=UTC)) == []
    assert due_quarters(FIRST, zones=zones, now=datetime(2026, 3, 31, 23, 0, tzinfo=UTC)) == [FIRST]
    assert due_quarters(FIRST, zones=zones, now=datetime(2026, 8, 1, tzinfo=UTC)) == [FIRST, SECOND]


def test_without_regions_nothing_is_due() -> None:
    assert due_quarters(FIRST, zones=[], now=datetime(2026, 8, 1, tzinfo=UTC)) == []


@pytest.mark.parametrize(("wanted", "due"), [(SECOND, [FIRST, SECOND]), (FIRST, [])])
def test_whoever_is_not_next_is_refused(wanted: Quarter, due: list[Quarter]) -> None:
    check_turn(FIRST, [FIRST, SECOND])

    with pytest.raises(Refused, match="release-out-of-turn"):
        check_turn(wanted, due)


def test_a_digest_depends_on_all_that_is_told_and_on_no_order() -> None:
    cells: dict[tuple[str, ...], int | None] = {("a", "b"): 3, ("a", "c"): None}
    usual = digest({"quarter": "2026Q1"}, cells, [])

    assert digest({"quarter": "2026Q1"}, dict(reversed(cells.items())), []) == usual
    assert digest({"quarter": "2026Q2"}, cells, []) != usual
    assert digest({"quarter": "2026Q1"}, {**cells, ("a", "c"): 0}, []) != usual
