"""Is a name found from every keyboard?"""

import pytest

from training.accounts.rules import folded, words_of


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Żywiec", "zywiec"),
        ("Łódź", "lodz"),
        ("Straße", "STRASSE"),
        ("Uherské Hradiště", "uherske hradiste"),
        ("Črnomelj", "Crnomelj"),
        ("Città di Padova", "citta di padova"),
        ("  Nováková   Jana ", "novakova jana"),
        ("e\u0301", "e"),
    ],
)
def test_a_name_and_what_is_typed_become_one(written: str, typed: str) -> None:
    assert folded(written) == folded(typed)


def test_each_word_is_looked_for_and_only_so_many() -> None:
    assert words_of("Jana  Nováková") == ("jana", "novakova")
    assert len(words_of("a b c d e f g h")) == 6
    assert words_of(" ") == ()
