"""What goes out of a module to translators who use their own programs? Each text, with all that they need to know."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from training.content.rules.module import Module
from training.content.rules.segments import segments
from training.content.rules.texts import clean
from training.translation.rules.checks import most_characters
from training.translation.rules.truth import STALE, Kept, contexts, state

MACHINE = "machine"
#: How the context of a text ends that is written in Markdown.
MARKDOWN = "Markdown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """A text as it goes out: its translation, or (where the source has changed) the older one with its source.

    `limit`: how many characters a translation may have at most. `markdown`: it is written in Markdown.
    """

    address: str
    source: str
    text: str | None
    state: str
    previous_source: str | None = None
    suggestion: str | None = None
    context: str = ""
    notes: tuple[str, ...] = ()
    limit: int = 0
    markdown: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgo:
    """All texts of a module for one language, as they were at `made_at`, when the last of them was written.

    In the module's own language it is a template: there is no translation in it.
    """

    module: str
    source: str
    language: str
    texts: tuple[Outgoing, ...]
    made_at: datetime

    @property
    def is_template(self) -> bool:
        """Whether there is nothing to translate into."""
        return self.source == self.language


def outgoing(
    module: Module,
    kept: Iterable[Kept],
    *,
    sources: Mapping[str, str] | None = None,
    notes: Mapping[str, Sequence[str]] | None = None,
) -> tuple[Outgoing, ...]:
    """List every text of a module in reading order; `kept` are the translations of one language, the oldest first.

    `sources` are older source texts by their digests, `notes` remarks for translators by addresses.
    """
    by_address: dict[str, list[Kept]] = {}
    for each in kept:
        by_address.setdefault(each.address, []).append(each)
    told, older = notes or {}, sources or {}
    where = contexts(module)
    return tuple(
        _outgoing(
            address, source, by_address.get(address, ()), older, context=where[address], notes=told.get(address, ())
        )
        for address, source in segments(module)
    )


def _outgoing(
    address: str,
    source: str,
    kept: Sequence[Kept],
    sources: Mapping[str, str],
    *,
    context: str,
    notes: Sequence[str],
) -> Outgoing:
    text, how = state(source, kept)
    older = kept[-1] if how == STALE else None
    return Outgoing(
        address=address,
        source=source,
        text=text,
        state=how,
        previous_source=sources.get(older.source_digest) if older else None,
        suggestion=older.text if older else None,
        context=clean(context),
        notes=tuple(map(clean, notes)),
        limit=most_characters(source),
        markdown=context.endswith(MARKDOWN),
    )
