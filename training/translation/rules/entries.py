"""What does a file of translations do to those in the database? Decided entry by entry, before anything is written."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from training.content.rules.module import Module
from training.content.rules.segments import segments, text_digest
from training.translation.rules.truth import Kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A translation in a file: of which exact source text (None where that is forgotten), and whether approved."""

    address: str
    source: str | None
    text: str
    reviewed: bool = False


class Change(StrEnum):
    """What the entry of a file does to the translation in the database."""

    ADD = "add"
    REPLACE = "replace"
    APPROVE = "approve"
    NOTHING = "nothing"
    REFUSE = "refuse"


def kept_of(entries: Iterable[Entry]) -> list[Kept]:
    """Look at the entries of a file as if they were in the database already."""
    return [
        Kept(
            address=entry.address,
            source_digest=text_digest(entry.source) if entry.source is not None else "",
            text=entry.text,
            reviewed=entry.reviewed,
        )
        for entry in entries
    ]


def change(kept: Kept | None, new: Kept) -> Change:
    """Decide what a file's translation does to the one of the same source text."""
    if kept is None:
        return Change.ADD
    if kept.text == new.text:
        return Change.APPROVE if new.reviewed and not kept.reviewed and not kept.by_person else Change.NOTHING
    return Change.REFUSE if kept.by_person else Change.REPLACE


def changes(translations: Iterable[Kept], entries: Iterable[Entry]) -> list[tuple[Kept, Change]]:
    """Decide for every entry that knows its source text: what will stand there, and how it comes about."""
    there = {(kept.address, kept.source_digest): kept for kept in translations}
    said = kept_of(entry for entry in entries if entry.source is not None)
    return [(new, change(there.get((new.address, new.source_digest)), new)) for new in said]


def changed(translations: Iterable[Kept], entries: Iterable[Entry]) -> list[Kept]:
    """Return the translations as they are after a file has been imported."""
    after = {(kept.address, kept.source_digest): kept for kept in translations}
    for new, how in changes(after.values(), entries):
        if how not in (Change.NOTHING, Change.REFUSE):
            after[new.address, new.source_digest] = new
    return list(after.values())


def carried(module: Module, entries: Iterable[Entry]) -> list[Entry]:
    """Follow texts whose key has changed: the same source at a new address takes its translation along, unreviewed."""
    known, given = dict(segments(module)), list(entries)
    filled = {entry.address for entry in given}
    lost = {entry.source: entry for entry in given if entry.address not in known and entry.source}
    found = [
        replace(lost[source], address=address, reviewed=False)
        for address, source in known.items()
        if address not in filled and source in lost
    ]
    return given + found
