"""Does a text break where it should?"""

from hypothesis import given
from hypothesis import strategies as st

from training.content.rules.drawing.words import DETAIL, LABEL, lines, text_width, widest_word


def test_a_text_breaks_at_spaces_when_there_is_no_room() -> None:
    assert lines("one two three", 65, LABEL) == ("one two", "three")


def test_a_word_that_is_too_long_stands_alone() -> None:
    assert lines("a Wirtschaftsförderung b", 40, LABEL) == ("a", "Wirtschaftsförderung", "b")


@given(st.text(alphabet="abcMW ilř", min_size=1, max_size=60), st.floats(min_value=10, max_value=400))
def test_no_word_is_lost_and_only_single_words_are_too_wide(text: str, room: float) -> None:
    broken = lines(text, room, DETAIL)

    assert " ".join(broken) == text
    assert all(text_width(line, DETAIL) <= room or " " not in line.strip() for line in broken)


def test_hard_spaces_do_not_break() -> None:
    assert lines("4,9\N{NO-BREAK SPACE}% each", 50, LABEL)[0] == "4,9\N{NO-BREAK SPACE}%"


def test_the_widest_word_decides_how_much_room_is_needed() -> None:
    assert widest_word(["ab cde", "f"], LABEL) == text_width("cde", LABEL)
