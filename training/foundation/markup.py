"""How does Markdown become HTML that may stand on a page?"""

from functools import cache, lru_cache

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

_LINE = {"strong", "em", "code"}
_TABLE = {"table", "thead", "tbody", "tr", "th", "td"}
_TAGS = {"p", "br", "ul", "ol", "li", "a", "blockquote"} | _LINE | _TABLE
_ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def html(markdown: str) -> Markup:
    """Render Markdown to sanitised HTML; raw HTML in it stands as text, headings are left to the blocks."""
    rendered = _parser().render(markdown)
    clean = nh3.clean(rendered, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes={"https", "http", "mailto"})
    return Markup(clean)  # noqa: S704 (sanitised one line above)


@lru_cache(maxsize=8192)
def inline(markdown: str) -> Markup:
    """Render one line of Markdown without a paragraph around it."""
    rendered = _parser().renderInline(markdown)
    return Markup(nh3.clean(rendered, tags=_LINE, attributes={}))  # noqa: S704 (sanitised)
