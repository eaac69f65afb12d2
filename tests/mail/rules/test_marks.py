"""Is a letter known by its mark, and is a mark that somebody made up nobody's?"""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.make import NOW
from training.mail.rules import letter_of, mark

KEY = "a key for tests only"


@given(st.integers(1, 2**31 - 1), st.text(max_size=20), st.text(max_size=20))
def test_a_letter_is_known_whatever_stands_around_its_mark(letter_id: int, before: str, after: str) -> None:
    text = f"{before} <training+{mark(letter_id, NOW, key=KEY)}@example.eu> {after}"

    assert letter_of([text], key=KEY) == letter_id
    assert letter_of([text.upper()], key=KEY) == letter_id


def test_a_mark_is_always_the_same_and_that_of_one_letter() -> None:
    assert mark(7, NOW, key=KEY) == mark(7, NOW, key=KEY)
    marks = {mark(7, NOW, key=KEY), mark(8, NOW, key=KEY), mark(7, NOW + timedelta(seconds=1), key=KEY)}
    assert len(marks) == 3


@pytest.mark.parametrize(("old", "new"), [("l7-", "l8-"), ("-1", "-2"), ("l7-", "7-")])
def test_a_changed_mark_is_nobodys(old: str, new: str) -> None:
    changed = mark(7, NOW, key=KEY).replace(old, new, 1)

    assert letter_of([changed], key=KEY) is None


def test_a_mark_of_another_site_is_nobodys() -> None:
    assert letter_of([mark(7, NOW, key="another key")], key=KEY) is None
    assert letter_of([], key=KEY) is None
