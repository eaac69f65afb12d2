"""How true is a translation? It belongs to one exact source text, and says whether a person has approved it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from training.content.rules.blocks import (
    Activity,
    Case,
    Cue,
    Diagram,
    Method,
    Part,
    Picture,
    Point,
    Quiz,
    SelfAssessment,
    Step,
    TextBlock,
    Video,
)
from training.content.rules.module import Module, Objective, Statement, Term, lesson_of
from training.content.rules.questions import (
    QUESTIONS,
    Choice,
    Decision,
    Gap,
    Item,
    Option,
    Pair,
    Situation,
    Target,
    Trap,
)
from training.content.rules.segments import MODULE, is_markdown, segments, text_digest

REVIEWED = "reviewed"
UNREVIEWED = "unreviewed"
STALE = "stale"
MISSING = "missing"

#: Language → address → text (None where the source stands in) and state.
Texts = dict[str, dict[str, tuple[str | None, str]]]
_NOUNS: dict[type, str] = {
    TextBlock: "text",
    Picture: "picture",
    Video: "film",
    Cue: "caption",
    Diagram: "diagram",
    Part: "part of the diagram",
    Point: "point",
    Case: "case",
    Method: "method",
    Activity: "activity",
    Step: "step",
    SelfAssessment: "self-assessment",
    Quiz: "quiz",
    **dict.fromkeys(QUESTIONS, "question"),
    Gap: "gap",
    Option: "word for a gap",
    Pair: "to be matched",
    Target: "to match with",
    Item: "item to order",
    Situation: "step of the case",
    Decision: "decision",
    Trap: "known mistake",
    Objective: "objective",
    Statement: "statement of the self-assessment",
    Term: "glossary",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A translation in a file: of which exact source text (None where that is forgotten), and whether approved."""

    address: str
    source: str | None
    text: str
    reviewed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A translation in the database; `source_digest` identifies its exact source text.

    `by_person`: somebody wrote or approved it here, so that no file may overwrite it.
    """

    address: str
    source_digest: str
    text: str
    reviewed: bool
    by_person: bool = False


class Change(StrEnum):
    """What the entry of a file does to the translation in the database."""

    ADD = "add"
    REPLACE = "replace"
    APPROVE = "approve"
    NOTHING = "nothing"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How many segments a language has in which state."""

    total: int
    reviewed: int = 0
    unreviewed: int = 0
    stale: int = 0
    missing: int = 0

    @property
    def translated(self) -> int:
        """The segments that a learner reads in this language."""
        return self.reviewed + self.unreviewed


def state(source: str, translations: Iterable[Kept]) -> tuple[str | None, str]:
    """Tell what a segment shows and how true it is, given the translations of its address."""
    digest, known = text_digest(source), list(translations)
    for kept in known:
        if kept.source_digest == digest:
            return kept.text, REVIEWED if kept.reviewed else UNREVIEWED
    return None, STALE if known else MISSING


def frozen_texts(module: Module, translations: Mapping[str, Iterable[Kept]]) -> Texts:
    """Choose the text of every segment in every language but the module's own; what is missing is left out."""
    return {
        language: _texts_in_one_language(module, kept)
        for language, kept in sorted(translations.items())
        if language != module.source
    }


def coverage(module: Module, texts: Mapping[str, Mapping[str, tuple[str | None, str]]], language: str) -> Coverage:
    """Count the states of a module's segments in a language; everything is reviewed in its own."""
    addresses = [address for address, _ in segments(module)]
    if language == module.source:
        return Coverage(total=len(addresses), reviewed=len(addresses))
    in_language = texts.get(language, {})
    states = [in_language.get(address, (None, MISSING))[1] for address in addresses]
    return Coverage(
        total=len(addresses),
        reviewed=states.count(REVIEWED),
        unreviewed=states.count(UNREVIEWED),
        stale=states.count(STALE),
        missing=states.count(MISSING),
    )


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


def contexts(module: Module) -> dict[str, str]:
    """Tell a translator where each segment stands: its lesson, what it is part of, and whether it is Markdown."""
    return {address: _context(module, address) for address, _ in segments(module)}


def _texts_in_one_language(module: Module, translations: Iterable[Kept]) -> dict[str, tuple[str | None, str]]:
    by_address: dict[str, list[Kept]] = {}
    for kept in translations:
        by_address.setdefault(kept.address, []).append(kept)
    found = ((address, state(text, by_address.get(address, ()))) for address, text in segments(module))
    return {address: shown for address, shown in found if shown[1] != MISSING}


def _context(module: Module, address: str) -> str:
    first, *keys, field = address.split("/")
    # An objective and a lesson may have the same key.
    value: Any = module if first == MODULE else lesson_of(module, first)
    words = [] if first == MODULE else [value.title]
    for key in keys:
        value = _child(value, key)
        words.append(_noun(value))
    words.append(field.replace("_", " "))
    return " · ".join([*words, "Markdown"] if is_markdown(type(value), field) else words)


def _child(value: Any, key: str) -> Any:
    lists = (getattr(value, name) for name in type(value).__dataclass_fields__)
    for children in lists:
        for child in children if isinstance(children, tuple) else ():
            if getattr(child, "key", None) == key:
                return child
    raise KeyError(key)


def _noun(value: Any) -> str:
    if isinstance(value, Choice):
        return "right choice" if value.right else "wrong choice"
    return _NOUNS[type(value)]
