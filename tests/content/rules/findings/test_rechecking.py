"""Is it told when it is time to look again?"""

from dataclasses import replace
from datetime import date

import pytest

from tests.modules import DAY, module_value
from training.content.rules.fault import ADVISES
from training.content.rules.findings import rechecking_findings


@pytest.mark.parametrize(
    ("today", "found"), [(date(2027, 11, 1), []), (date(2027, 11, 2), [None, "hook", "sources/report"])]
)
def test_what_was_checked_more_than_a_year_ago_is_found(today: date, found: list[str | None]) -> None:
    """The module, a text, a source: all of 1 November 2026."""
    told = list(rechecking_findings(module_value(), today=today))

    assert [finding.block for finding in told] == found
    assert {finding.weight for finding in told} <= {ADVISES}
    assert all(DAY.isoformat() in finding.said for finding in told)


def test_nothing_is_said_of_what_has_no_day() -> None:
    module = replace(module_value(as_of=None), lessons=module_value().lessons[1:])

    assert list(rechecking_findings(module, today=date(2040, 1, 1))) == []


def test_the_last_of_february_has_a_day_a_year_before() -> None:
    before = replace(module_value(as_of=date(2027, 2, 28)), lessons=())

    assert list(rechecking_findings(before, today=date(2028, 2, 29))) == []
