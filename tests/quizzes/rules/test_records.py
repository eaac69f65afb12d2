"""Which answers count, which came before, and which too late?"""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.make import NOW
from tests.quizzes import records as made
from tests.quizzes.records import records
from training.quizzes.rules.records import Record, line_of


def test_a_line_names_the_answer_that_counts_those_before_it_and_those_that_came_late() -> None:
    first, second, late = (
        made.answer(minutes=1, number=1),
        made.answer(minutes=2, number=2),
        made.answer(minutes=61, number=3),
    )
    record = made.record(answers=[late, second, first, made.answer("another", minutes=3, number=4)])

    line = line_of(record, "q")

    assert (line.counting, line.earlier, line.late) == (second, 1, (late,))


def test_a_question_without_an_answer_has_an_empty_line() -> None:
    line = line_of(made.record(answers=[made.answer("another")]), "q")

    assert (line.counting, line.earlier, line.late) == (None, 0, ())


def test_an_answer_after_the_closing_time_is_late() -> None:
    late = made.answer(minutes=31)

    line = line_of(made.record(answers=[late], closes_at=NOW + timedelta(minutes=30)), "q")

    assert (line.counting, line.earlier, line.late) == (None, 0, (late,))


def test_a_regrade_does_not_let_a_late_answer_count() -> None:
    in_time, late = made.answer(minutes=1), made.answer(minutes=70, number=2)
    record = made.record(
        answers=[in_time, late], grades=[made.grade(1), made.grade(2, minutes=90, graded_by=5, reason="Why")]
    )

    line = line_of(record, "q")

    assert (line.counting, line.late) == (in_time, (late,))


@given(record=records(answers=1), data=st.data())
def test_the_lines_leave_no_answer_out(record: Record, data: st.DataObject) -> None:
    question = data.draw(st.sampled_from([answer.question for answer in record.answers]))

    line = line_of(record, question)

    kept = sum(answer.question == question for answer in record.answers)
    assert (line.counting is not None) + line.earlier + len(line.late) == kept
