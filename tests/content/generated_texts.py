"""Which texts, keys and days could stand in a module? Also those that files find hard."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from training.content.rules.texts import clean

#: What YAML, PO or JSON may take for something else.
NASTY = (
    "a: b",
    "- dash",
    "# no comment",
    "text # no comment",
    "a:",
    ": a",
    "| bar",
    "> fold",
    "'single' and \"double\"",
    '"',
    "\\n is no line end",
    "{a: b}",
    "[a, b]",
    "a, b",
    "&anchor *alias",
    "!!python/object",
    "%TAG",
    "@at `tick`",
    "? mark",
    "---",
    "...",
    "--- a\n--- b",
    "yes",
    "no",
    "on",
    "null",
    "~",
    "true",
    "=",
    "<<",
    "12",
    "0o17",
    "010",
    "1_000",
    "12:30",
    "1.5",
    "1e3",
    ".inf",
    "2021-03-01",
    "2021-03-01 12:30:00",
    "#| msgid",
    'msgid "x"',
    "#, fuzzy",
    "first\n  indented\n\nlast",
    "first\n- item\n- item",
    "first\n# heading\n",
    "line\u0085next",
    "line\u2028next",
    "a\r\nb\rc",
    "tab\there",
    "hard\u00a0space\u00a0",
    "e\u0301 \U0001f3ad \U0010ffff \ufeff",
    "\u200b\u200dš č ž",
    "trailing  \n\n\n\nspaces   ",
    "x" * 500,
    "\U0001f468\u200d\U0001f469",
)

#: Keys, some of which a reader of YAML could take for something else.
KEYS = st.from_regex(r"[a-z0-9]{1,5}(?:-[a-z0-9]{1,4})?", fullmatch=True) | st.sampled_from(
    ["no", "yes", "null", "true", "on", "12", "1e3", "0x1", "2021-03-01"]
)
DAYS = st.dates(min_value=date(1990, 1, 1))
MINUTES = st.integers(min_value=1, max_value=600)
NUMBERS = st.decimals(min_value=10, max_value=99999, places=2).map(str)


def texts() -> st.SearchStrategy[str]:
    """Generate texts as they are kept: clean, not empty, short enough."""
    return (st.sampled_from(NASTY) | st.text(max_size=40)).map(clean).filter(bool)


def maybe(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Generate a value or None."""
    return st.none() | values


def keys(least: int, most: int) -> st.SearchStrategy[list[str]]:
    """Generate keys that differ from one another."""
    return st.lists(KEYS, min_size=least, max_size=most, unique=True)
