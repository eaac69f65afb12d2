"""Does a cursor lead back to where it was given, and nowhere else?"""

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as some

from training.foundation.errors import Refused
from training.reporting.rules.paging import cursor, read_cursor

LIST = ("figures", "linz")
WORDS = some.text(some.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)


@given(some.lists(WORDS, min_size=2, max_size=2))
def test_a_cursor_is_read_as_it_was_written(last: list[str]) -> None:
    assert read_cursor(cursor(last, of=LIST), of=LIST, words=2) == tuple(last)


def test_no_cursor_is_the_beginning() -> None:
    assert read_cursor("", of=LIST, words=2) is None


@given(some.text(max_size=60) | some.binary(max_size=60).map(lambda told: base64.urlsafe_b64encode(told).decode()))
def test_what_is_no_cursor_is_refused(text: str) -> None:
    if text:
        with pytest.raises(Refused, match="cursor-not-read"):
            read_cursor(text, of=LIST, words=2)


def test_a_cursor_of_another_list_is_refused() -> None:
    given_out = cursor(["a", "b"], of=LIST)

    for other, words in ((("figures", "padova"), 2), (LIST, 3), ((), 2)):
        with pytest.raises(Refused, match="cursor-not-read"):
            read_cursor(given_out, of=other, words=words)


@pytest.mark.parametrize("last", [["a", "\0"], ["a", 1], ["a", "\ud800"], ["a", ["b"]], ["a"] * 3])
def test_a_cursor_holds_words_that_a_database_takes(last: list[object]) -> None:
    mark = json.loads(base64.urlsafe_b64decode(cursor(["a", "b"], of=LIST) + "=="))[0]
    forged = base64.urlsafe_b64encode(json.dumps([mark, *last]).encode()).decode()

    with pytest.raises(Refused, match="cursor-not-read"):
        read_cursor(forged, of=LIST, words=2)


def test_nesting_and_length_are_no_trouble() -> None:
    for told in (b"[" * 700, b"9" * 700, b"x" * 5000):
        with pytest.raises(Refused, match="cursor-not-read"):
            read_cursor(base64.urlsafe_b64encode(told).decode(), of=LIST, words=2)
