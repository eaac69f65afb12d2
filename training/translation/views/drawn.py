"""Which HTML does a text on the desk have? The same for everybody, until something of it is another.

Ten texts with their fields are the larger half of what a page of the desk costs; most of them have not changed since
somebody saw them last.
"""

from typing import Any

from markupsafe import Markup

from training.foundation.pages import environment
from training.translation.views.blueprint import OpenedPair
from training.translation.views.constant import digest_of
from training.translation.views.row import Row

#: About three kilobytes each.
_MOST = 2048
_drawn: dict[tuple[Any, ...], Markup] = {}


def drawn(opened: OpenedPair, row: Row, language: str) -> Markup:
    """Render a text of the desk; only what nobody has typed into is remembered."""
    if row.said or row.is_unsaved or row.reasons:
        return _made(opened, row, language)
    key = _key(opened, row, language)
    found = _drawn.get(key)
    if found is None:
        found = _made(opened, row, language)
        if len(_drawn) >= _MOST:
            _drawn.clear()
        _drawn[key] = found
    return found


def _made(opened: OpenedPair, row: Row, language: str) -> Markup:
    macros: Any = environment(language).get_template("translation/_row.html").module
    return Markup(macros.text_row(row, opened.module, opened.into, digest_of))  # noqa: S704 (rendered with escaping)


def _key(opened: OpenedPair, row: Row, language: str) -> tuple[Any, ...]:
    """Name all that the macro shows; the source, its place and its glossary follow from the version and the terms."""
    of_page = language, opened.mark.digest, opened.module.key, opened.mark.number, opened.into
    helps = row.terms, tuple(row.suggestions), row.notes, bool(row.tasks)
    return *of_page, row.address, row.state, row.current, row.older, *helps, row.may_approve
