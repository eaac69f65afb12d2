"""How true is a translation? It belongs to one exact source text, and says whether a person has approved it."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
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
from training.content.rules.module import Module, Objective, Statement, Term, lesson_of, quizzes
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
from training.translation.rules.policy import Policy


class State(StrEnum):
    """How true a text is in a language.

    REVIEWED, UNREVIEWED and MACHINE belong to the source as it is: a person has approved it, it waits for review, or a
    machine drafted it and nobody has approved it. STALE: there is only a translation of an older source. HELD is said
    in publications alone: the language is held back, and the source stands in everywhere.
    """

    REVIEWED = "reviewed"
    UNREVIEWED = "unreviewed"
    MACHINE = "machine"
    STALE = "stale"
    MISSING = "missing"
    HELD = "held"


REVIEWED = State.REVIEWED.value
UNREVIEWED = State.UNREVIEWED.value
MACHINE = State.MACHINE.value
STALE = State.STALE.value
MISSING = State.MISSING.value
HELD = State.HELD.value
#: States of a translation of the source as it is.
UP_TO_DATE = frozenset((REVIEWED, UNREVIEWED, MACHINE))

#: Language → address → text (None where the source stands in) and state.
Texts = dict[str, dict[str, tuple[str | None, str]]]
_MARKDOWN = " · Markdown"
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
class Kept:
    """A translation in the database; `source_digest` identifies its exact source text.

    `by_person`: somebody wrote or approved it here, so that no file may overwrite it. `machine`: a machine wrote it.
    """

    address: str
    source_digest: str
    text: str
    reviewed: bool
    by_person: bool = False
    machine: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How many segments a language has in which state; where it is held back, all count as missing to its readers."""

    total: int
    reviewed: int = 0
    unreviewed: int = 0
    machine: int = 0
    stale: int = 0
    missing: int = 0
    held: bool = False

    @property
    def translated(self) -> int:
        """The segments that are up to date in this language, whoever wrote them and whether approved or not."""
        return self.reviewed + self.unreviewed + self.machine


def state(source: str, translations: Iterable[Kept]) -> tuple[str | None, str]:
    """Tell what a segment shows and how true it is, given the translations of its address."""
    digest, known = text_digest(source), list(translations)
    for kept in known:
        if kept.source_digest == digest:
            return kept.text, state_of(reviewed=kept.reviewed, machine=kept.machine)
    return None, STALE if known else MISSING


def state_of(*, reviewed: bool, machine: bool) -> str:
    """Tell how true a translation of the source as it is is: who approves a machine's draft answers for it."""
    if reviewed:
        return REVIEWED
    return MACHINE if machine else UNREVIEWED


def frozen_texts(
    module: Module, translations: Mapping[str, Iterable[Kept]], policies: Mapping[str, str] | None = None
) -> Texts:
    """Choose the text of every segment in every language but the module's own; what is missing is left out.

    The translations of a language come the oldest first; `policies` say by language what readers get where it is not
    whole (see `Policy`): by default the source.
    """
    decided = policies or {}
    held = (language for language, policy in decided.items() if policy == Policy.HOLD)
    return {
        language: _frozen(module, translations.get(language, ()), decided.get(language, Policy.SOURCE))
        for language in sorted({*translations, *held})
        if language != module.source
    }


def coverage(module: Module, texts: Mapping[str, Mapping[str, tuple[str | None, str]]], language: str) -> Coverage:
    """Count the states of a module's segments in a language; everything is reviewed in its own."""
    addresses = [address for address, _ in segments(module)]
    if language == module.source:
        return Coverage(total=len(addresses), reviewed=len(addresses))
    in_language = texts.get(language, {})
    return counted([in_language.get(address, (None, MISSING))[1] for address in addresses])


def counted(states: Collection[str]) -> Coverage:
    """Count the states of all segments of a language."""
    by_state = Counter(states)
    return Coverage(
        total=len(states),
        reviewed=by_state[REVIEWED],
        unreviewed=by_state[UNREVIEWED],
        machine=by_state[MACHINE],
        stale=by_state[STALE],
        missing=by_state[MISSING] + by_state[HELD],
        held=HELD in by_state,
    )


def contexts(module: Module) -> dict[str, str]:
    """Tell a translator where each segment stands: its lesson, what it is part of, and whether it is Markdown."""
    return {address: _context(module, address) for address, _ in segments(module)}


def is_markdown_at(module: Module, address: str) -> bool:
    """Tell whether the segment at an address is written in Markdown."""
    return _context(module, address).endswith(_MARKDOWN)


def _frozen(module: Module, translations: Iterable[Kept], policy: str) -> dict[str, tuple[str | None, str]]:
    by_address: dict[str, list[Kept]] = {}
    for kept in translations:
        by_address.setdefault(kept.address, []).append(kept)
    found = {address: state(text, by_address.get(address, ())) for address, text in segments(module)}
    if policy == Policy.HOLD and not all(how in UP_TO_DATE for _, how in found.values()):
        return dict.fromkeys(found, (None, HELD))
    if policy == Policy.STALE:
        fair = tuple(f"{lesson.key}/{quiz.key}/" for lesson, quiz in quizzes(module))
        for address, (_, how) in found.items():
            # A question is the same in every language, and an older translation may be another question.
            if how == STALE and not address.startswith(fair):
                found[address] = by_address[address][-1].text, STALE
    return {address: shown for address, shown in found.items() if shown[1] != MISSING}


def _context(module: Module, address: str) -> str:
    first, *keys, field = address.split("/")
    # An objective and a lesson may have the same key.
    value: Any = module if first == MODULE else lesson_of(module, first)
    words = [] if first == MODULE else [value.title]
    for key in keys:
        value = _child(value, key)
        words.append(_noun(value))
    words.append(field.replace("_", " "))
    return " · ".join(words) + (_MARKDOWN if is_markdown(type(value), field) else "")


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
