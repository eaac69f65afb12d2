"""Is a line that does not add up caught, and is nothing made of a number that is hidden?"""

import pytest

from training.reporting.rules.lines import Hidden, Line, check_lessons, check_parts, checked, hidden_of, steps

STATES = {"enrolled": 12, "not-started": 3, "in-progress": 4, "completed": 5}


@pytest.mark.parametrize(
    "wrong",
    [
        {**STATES, "enrolled": 13},
        {"completed": 5, "passed-first": 2, "passed-later": 2, "untested": 0},
        {"measured": 9, "paired": 4, "unpaired": 4},
    ],
)
def test_a_line_that_does_not_add_up_is_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="its parts are"):
        checked(Line(key="linz", values=wrong))


def test_a_line_with_something_hidden_cannot_be_checked_and_passes() -> None:
    line = Line(key="linz", values={**STATES, "enrolled": 99, "completed": None})
    assert checked(line) is line


def test_parts_and_lessons_add_up_to_their_whole() -> None:
    whole = Line(key="*", values={"enrolled": 12})
    parts = [Line(key="linz", values={"enrolled": 7}), Line(key="padova", values={"enrolled": 5})]
    check_parts(whole, parts, ["enrolled"])
    check_lessons(whole, [Line(key="lesson:who", values={"read": 8, "unread": 4})])

    with pytest.raises(ValueError, match="enrolled is 12"):
        check_parts(whole, [*parts, Line(key="sokolov", values={"enrolled": 1})], ["enrolled"])
    with pytest.raises(ValueError, match="read is 12"):
        check_lessons(whole, [Line(key="lesson:who", values={"read": 8, "unread": 5})])


def test_shares_are_told_of_shown_counts_only() -> None:
    assert Line(key="", values=STATES).share == pytest.approx(5 / 12)
    assert Line(key="", values={**STATES, "completed": None}).share is None
    assert Line(key="", values={"enrolled": 0, "completed": 0}).share is None


def test_a_way_says_what_each_step_loses() -> None:
    way = steps(Line(key="", values=STATES), [("enrolled", 12), ("started", 9), ("lesson:who", None), ("completed", 5)])

    assert [step.change for step in way] == [None, -3, None, None]
    assert [step.share and round(step.share, 2) for step in way] == [1.0, 0.75, None, 0.42]


def test_much_is_hidden_from_more_than_half_on() -> None:
    assert hidden_of([Line(key="", values={"new": None, "begun": None, "finished": 3})]) == Hidden(number=2, of=3)
    assert [Hidden(number=number, of=4).is_much for number in (0, 2, 3)] == [False, False, True]
