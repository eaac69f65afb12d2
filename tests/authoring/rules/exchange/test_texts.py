"""Does a text from elsewhere say the same in our spelling, and is named what it loses?"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from training.authoring.rules.exchange.texts import LONGEST, Style, converted
from training.foundation import markup
from training.foundation.errors import Refused


@pytest.mark.parametrize(
    ("html", "text", "lost"),
    [
        ("<p>One</p>\n<p>Two</p>", "One\nTwo", ()),
        ("a <b>bold </b>word", "a **bold** word", ()),
        ("<em>so</em>, <code>a_b*</code>", "*so*, `a_b*`", ()),
        ("open <strong>bold", "open **bold**", ()),
        ("1 &lt; 2 &amp; 3&nbsp;%", "1 < 2 & 3\u00a0%", ()),
        ("2*3*4 and snake_case and _x_", r"2\*3\*4 and snake_case and \_x\_", ()),
        ("a [link](b)", r"a \[link](b)", ()),
        ("line<br/>break", "line\nbreak", ()),
        ('see <a href="x">here</a>', "see here", ("link-left",)),
        ('<img src="x" alt="A mill">', "A mill", ("picture-left",)),
        ("<table><tr><td>a</td></tr></table>", "a", ("formatting-left",)),
        ("<ul><li>a</li><li>b</li></ul>", "a\nb", ("formatting-left",)),
        ("<script>alert(1)</script>safe<!-- not said -->", "safe", ()),
        ("a <!-- open", "a", ()),
        ("1 < 2 <> 3", "1 < 2 <> 3", ()),
    ],
)
def test_html_becomes_markdown(html: str, text: str, lost: tuple[str, ...]) -> None:
    assert converted(html, Style.HTML) == (text, lost)


def test_only_where_they_may_stand_there_are_lists_and_paragraphs() -> None:
    html = "<p>One</p><ul><li>a</li><li>b</li></ul>"

    assert converted(html, Style.HTML, blocks=True) == ("One\n\n- a\n- b", ())


def test_what_looks_like_html_is_read_as_html() -> None:
    assert converted("a <b>b</b>", Style.AUTO) == converted("a <b>b</b>", Style.HTML)
    assert converted("a < b * c", Style.AUTO) == converted("a < b * c", Style.PLAIN)


def test_markdown_stays_as_it_is() -> None:
    assert converted("a *b* <c>", Style.MARKDOWN) == ("a *b* <c>", ())


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet=" ab1*_`<>[]()&;\\{}#~.-/!", max_size=30))
def test_a_plain_text_looks_like_itself(text: str) -> None:
    """Whatever stands in it, a page shows exactly that."""
    kept, _ = converted(text, Style.PLAIN)

    shown = str(markup.inline(kept))
    for name, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&nbsp;", "\u00a0"), ("&amp;", "&")):
        shown = shown.replace(name, sign)
    assert shown.split() == text.split()


def test_a_text_without_end_is_refused() -> None:
    with pytest.raises(Refused) as refusal:
        converted("<" * (LONGEST + 1), Style.HTML)

    assert refusal.value.code == "text-too-long"
