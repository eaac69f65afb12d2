"""Which draft is translated, and what stands there, while nobody else works on it?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from training.content import queries as content
from training.content.models import ModuleRow
from training.content.rules.module import Module
from training.content.rules.segments import segments, text_digest
from training.foundation.db import one_after_another
from training.foundation.errors import NotFound, Refused
from training.foundation.languages import LANGUAGES
from training.translation.models import Translation
from training.translation.queries.segments import rows_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Alone:
    """The draft of a module and its translations at some addresses, which nobody else changes until we are done."""

    row: ModuleRow
    module: Module
    language: str
    sources: Mapping[str, str]
    rows: dict[tuple[str, str], Translation]

    def current(self, address: str) -> Translation | None:
        """Return the translation of a text as it is."""
        return self.rows.get((address, text_digest(self.sources[address])))


def alone(
    session: Session, module_key: str, language: str, addresses: Iterable[str], *, with_glossary: bool = False
) -> Alone:
    """Open a draft and the translations at some addresses once nobody else works on the module.

    Raises NotFound, and Refused("segment-unknown").
    """
    row = content.module_row(session, module_key)
    if row is not None:
        one_after_another(session, row.id)
    mark = content.latest_mark(session, row.id) if row else None
    if row is None or mark is None:
        raise NotFound("module")
    module = content.module_of_version(session, mark)
    if language not in LANGUAGES or language == module.source:
        raise NotFound("language")
    sources, asked = dict(segments(module)), set(addresses)
    for address in asked - sources.keys():
        raise Refused("segment-unknown", segment=address)
    glossary = {term_address(term.key) for term in module.glossary} if with_glossary else set()
    rows = rows_at(session, row.id, language, asked | glossary)
    return Alone(row=row, module=module, language=language, sources=sources, rows=rows)


def term_address(key: str) -> str:
    """Return the address of a term of the glossary."""
    return f"module/{key}/term"
