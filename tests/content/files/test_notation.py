"""Is YAML read without surprises?"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.content.generated_texts import texts
from training.content.files.notation import Flaw, notated, plain


@pytest.mark.parametrize(
    "text", ["yes", "no", "on", "2021-03-01", "12:30", "010", "0x1f", "1_000", "1.5", "1e3", ".inf"]
)
def test_what_is_not_unmistakable_stays_text(text: str) -> None:
    """YAML 1.1 would make truths, days and numbers of these."""
    assert plain(f"field: {text}") == ({"field": text}, [])


def test_whole_numbers_truths_and_nothing_have_types() -> None:
    """Where they are not in quotes."""
    value, flaws = plain("a: 12\nb: true\nc: false\nd:\ne: ~\nf: '12'\ng: \"true\"\nh: ''")

    assert value == {"a": 12, "b": True, "c": False, "d": None, "e": None, "f": "12", "g": "true", "h": ""}
    assert flaws == []


def test_every_text_is_clean() -> None:
    """One spelling at the edge."""
    assert plain('a: "e\u0301  \\n\\n\\n\\nb\\u2028c\\r\\n"')[0] == {"a": "\u00e9\n\nb\nc"}


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a: 1\nb: 2\na: 3", 3, "twice"),
        ("a: &x b\nc: d", 1, "references"),
        ("a: &x [b]\nc: *x", 2, "references"),
        ("a: b\nc: !!python/name:os.system x", 2, "tag"),
        ("a: b\n---\nc: d", 2, "second document"),
        ("a: b\nc: d: e", 2, "not YAML"),
        ("a: b\n\tc: d", 2, "not YAML"),
        ("? [a]\n: b", 1, "not the name of a field"),
        ("12: b", 1, "not the name of a field"),
        ("a: \x01", 1, "not YAML"),
        ("- " * 50_000 + "a", 1, "too many levels"),
        ("[" * 50_000, 1, "too many levels"),
        ("{a: " * 50_000, 1, "too many levels"),
    ],
)
def test_a_flaw_is_named_with_its_line(text: str, line: int, words: str) -> None:
    """And nothing crashes, however deep the nest is."""
    _, flaws = plain(text)

    assert any(words in _said(flaw) and flaw.line == line for flaw in flaws)
    assert all(f"Line {flaw.line}: " in _said(flaw) for flaw in flaws)


def test_a_billion_laughs_stay_small() -> None:
    """References are refused before they are multiplied."""
    bomb = "a: &a [x, x]\n" + "\n".join(f"b{n}: &b{n} [*{'a' if n == 0 else f'b{n - 1}'}, *a]" for n in range(90))

    value, flaws = plain(bomb)

    assert flaws
    assert len(str(value)) < 5000


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Never a traceback."""
    plain(text)


_VALUES = st.recursive(
    texts() | st.booleans() | st.integers(0, 99999),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(texts().filter(lambda key: len(key) < 100), inner, max_size=3)
    ),
    max_leaves=8,
)


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.just("field"), _VALUES, min_size=1))
def test_what_is_noted_is_read_again(value: dict[str, object]) -> None:
    """With every nasty text, at every depth."""
    assert plain(notated(value)) == (value, [])


def _said(flaw: Flaw) -> str:
    return flaw.problem % {"line": flaw.line, "words": flaw.words}
