"""Does Markdown become HTML that may stand on a page, whatever somebody wrote?"""

import pytest
from hypothesis import given
from hypothesis import strategies as some
from markupsafe import Markup

from training.foundation.markup import html, inline

PIECES = some.sampled_from(
    ["<script>", "</p>", "<img src=x onerror=", "[", "](", "javascript:", ")", "`", "**", "\n", "&lt;", '"', "<a ", "x"]
)


def test_markdown_becomes_html() -> None:
    assert html("A **list**:\n\n- one\n- two") == (
        "<p>A <strong>list</strong>:</p>\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n"
    )


def test_a_table_stands_as_one() -> None:
    assert "<th>Year</th>" in html("| Year |\n|---|\n| 2021 |")


def test_html_in_a_text_stands_as_text() -> None:
    assert html("<script>alert(1)</script>") == "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "vbscript:x", "JaVaScRiPt:x"])
def test_a_link_leads_to_a_page_or_a_mailbox_only(address: str) -> None:
    assert "href" not in html(f"[here]({address})")


def test_a_link_says_nothing_to_where_it_leads() -> None:
    assert html("[here](https://example.org)") == (
        '<p><a href="https://example.org" rel="noopener noreferrer">here</a></p>\n'
    )


def test_a_heading_leaves_its_text_only() -> None:
    assert "<h1>" not in html("# Title")
    assert "Title" in html("# Title")


def test_a_line_has_no_paragraph_and_no_link() -> None:
    assert inline("Which **two** [of these](https://example.org)?") == "Which <strong>two</strong> of these?"


def test_what_comes_out_is_trusted() -> None:
    assert isinstance(html("x"), Markup)
    assert isinstance(inline("x"), Markup)


@given(some.lists(PIECES, max_size=12).map("".join))
def test_nothing_that_is_written_can_run(text: str) -> None:
    for made in (html(text), inline(text)):
        tags = [tag for tag in made.lower().split("<")[1:] if not tag.startswith("/")]
        assert all(not tag.startswith(("script", "img", "svg", "iframe", "style")) for tag in tags)
        assert all("onerror" not in tag.partition(">")[0] and 'href="javascript' not in tag for tag in tags)
