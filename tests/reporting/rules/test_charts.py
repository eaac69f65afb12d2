"""Do columns, bars and axes stand where their numbers say?"""

from training.reporting.rules.charts import Axis, axis, columns, highest, length, panels
from training.reporting.rules.lines import Line


def test_columns_share_the_width_and_are_as_high_as_their_numbers() -> None:
    found = columns([(True, 10), (True, 5), (True, None), (False, None)], most=10, height=100)

    assert [column.height for column in found] == [100.0, 50.0, 0.0, 0.0]
    assert [column.middle for column in found] == [12.5, 37.5, 62.5, 87.5]
    assert [(column.is_counted, column.value) for column in found][2:] == [(True, None), (False, None)]
    assert all(column.left >= 0 and column.left + column.width <= 100 for column in found)


def test_panels_are_on_one_scale_and_leave_out_what_was_never_counted() -> None:
    lines = [Line(key="2026Q1", values={"new": 8}), Line(key="2026Q2", values={"new": 4, "begun": 2})]

    found = panels(lines, ("new", "begun", "finished"), height=80)

    assert [panel.measure for panel in found] == ["new", "begun"]
    assert [[column.height for column in panel.columns] for panel in found] == [[80.0, 40.0], [0.0, 20.0]]


def test_nothing_is_divided_by_zero() -> None:
    assert highest([None, 0]) == highest([]) == 1
    assert length(0, most=0) == 0.0
    assert columns([], most=1, height=9) == []


def test_an_axis_goes_from_zero_to_one_and_further_where_a_value_does() -> None:
    assert axis([0.2, None, 0.9]) == Axis(least=0.0, most=1.0, steps=(0.0, 0.25, 0.5, 0.75, 1.0))
    assert axis([-0.3, 1.1]).steps == (-0.5, -0.25, 0.0, 0.25, 0.5, 0.75, 1.0, 1.25)
    assert axis([]).at(0.25) == 25.0
    assert (axis([]).at(-1), axis([]).at(2)) == (0.0, 100.0)
