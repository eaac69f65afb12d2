"""Does a machine get prose only, and does everything else come back as it was, or not at all?"""

from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from training.translation.rules.pieces import put_together, taken_apart

MARKDOWN = """## A **title** here

First line of [a link](https://x.example.eu/a_(b)) and
second line with %(name)s and `code`.\x20\x20
After a break https://x.example.eu/b. End

- **bold** item {count}
  goes on
1. first

| One | 12 |
|-----|----|
| two | x3 |

```
code | here
```
> quoted
"""


def test_a_machine_sees_prose_and_nothing_else() -> None:
    frame = taken_apart(MARKDOWN, markdown=True)

    assert frame.pieces == (
        "A **title** here",
        "First line of [a link]{1} and second line with {2} and {3}.",
        "After a break {1}. End",
        "**bold** item {1} goes on",
        "first",
        "One",
        "two",
        "x3",
        "quoted",
    )


def test_what_was_kept_out_comes_back_at_its_place() -> None:
    frame = taken_apart(MARKDOWN, markdown=True)
    said = {number: piece.upper() for number, piece in enumerate(frame.pieces)}
    # As machines do: other spaces, another order.
    said[1] = "ZEILE MIT { 3 } UND {2}, [EIN LINK] {1}"
    said[3] = "** FETT ** PUNKT {1}"

    text = put_together(frame, said)

    assert text is not None
    assert "ZEILE MIT `code` UND %(name)s, [EIN LINK](https://x.example.eu/a_(b))  \n" in text
    assert "- **FETT** PUNKT {count}\n" in text
    assert text.endswith("|-----|----|\n| TWO | X3 |\n\n```\ncode | here\n```\n> QUOTED\n")


def test_what_has_lost_something_is_not_taken() -> None:
    frame = taken_apart("See [here](https://x.example.eu) and %(name)s", markdown=True)

    for lost in ("Siehe [hier]{1}", "Siehe [hier]{1} {1} {2}", "Siehe {1} {2} {3}", "", "  "):
        assert put_together(frame, {0: lost}) is None, lost
    assert put_together(frame, {}) is None
    assert put_together(frame, {0: "Siehe [hier]{1} und {2}"}) == "Siehe [hier](https://x.example.eu) und %(name)s"


def test_what_has_no_words_needs_no_machine() -> None:
    for text in ("2026", "https://x.example.eu", "%(name)s", "12 %"):
        frame = taken_apart(text, markdown=True)

        assert (frame.pieces, put_together(frame, {})) == ((), text)


@examples(max_examples=60)
@given(
    st.lists(
        st.sampled_from(["word", " ", "\n", "\n\n", "- ", "1. ", "**", "|", "[a](b)", "{x}", "`", "#", "  ", "\\"])
    )
)
def test_an_echo_changes_nothing_but_where_lines_end(parts: list[str]) -> None:
    text = "".join(parts).strip()
    for markdown in (True, False):
        frame = taken_apart(text, markdown=markdown)

        echo = put_together(frame, dict(enumerate(frame.pieces)))

        assert echo is not None
        assert "".join(echo.split()) == "".join(text.split())
