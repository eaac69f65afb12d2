"""Has every text one spelling?"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from training.content.rules.texts import clean


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\r\nb\rc\u0085d\u2028e\u2029f", "a\nb\nc\nd\ne\nf"),
        ("e\u0301", "\u00e9"),
        ("a  \nb\t\n", "a\nb"),
        ("a\n\n\n\nb", "a\n\nb"),
        ("a\x00\x07\ufeffb", "ab"),
        ("a\tb", "a b"),
        ("10\u00a0000", "10\u00a0000"),
        ("\U0001f468\u200d\U0001f469", "\U0001f468\u200d\U0001f469"),
        (" \u00a0 ", ""),
    ],
)
def test_a_text_is_spelled_in_one_way(text: str, expected: str) -> None:
    """Line ends, composition, spaces, what cannot be printed."""
    assert clean(text) == expected


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60) | st.text("\r\n\t \u0085\u2028\u00a0\ufeff\x1c\u0301a", max_size=20))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    """Or the digest of a text would depend on its way."""
    assert clean(clean(text)) == clean(text)
