"""What does an author begin with? A new module, lesson, block, question or part: all that it must have, empty."""

import re
from collections.abc import Collection, Iterator
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from itertools import count
from typing import Any, get_args, get_origin, get_type_hints

from training.accounts.rules.search import folded
from training.authoring.rules.naming import noun
from training.content.rules.blocks import BEFORE, FORMS, NO_DAY, Diagram, Method, Quiz, SelfAssessment, Sources
from training.content.rules.module import TEST, CompletionRule, Lesson, Module
from training.content.rules.questions import (
    Gap,
    Matching,
    MultipleChoice,
    Ordering,
    Scenario,
    SingleChoice,
    Situation,
)
from training.content.rules.quiz_faults import PRACTICE

#: As long as a key becomes that is made of a title.
LONGEST_NEW_KEY = 30
_NO_KEY = re.compile("[^a-z0-9]+")
_NUMBER = re.compile("-[0-9]+$")
_PASS_PERCENT = 60
#: What is chosen from a list begins with the first choice that makes sense.
_CHOSEN = {
    (Diagram, "form"): next(iter(FORMS)),
    (SelfAssessment, "moment"): BEFORE,
    (Quiz, "purpose"): PRACTICE,
}
#: How many parts stand ready to be written, so that nobody has to add each.
_PARTS = {
    (Diagram, "parts"): 3,
    (Method, "steps"): 3,
    (Sources, "items"): 1,
    (SingleChoice, "choices"): 3,
    (MultipleChoice, "choices"): 4,
    (Gap, "options"): 3,
    (Matching, "pairs"): 3,
    (Matching, "targets"): 3,
    (Ordering, "items"): 3,
    (Scenario, "steps"): 1,
    (Situation, "decisions"): 2,
}


def new_module(key: str, *, region: str, source: str, title: str) -> Module:
    """Make a module that has a title and nothing else."""
    nothing: dict[str, Any] = {"summary": "", "audience": "", "provider": "", "objectives": (), "lessons": ()}
    return Module(key=key, region=region, source=source, title=title, completion=CompletionRule(), **nothing)


def new_lesson(key: str) -> Lesson:
    """Make a lesson without blocks."""
    return Lesson(key=key, title="", minutes=0, blocks=())


def new_test(key: str, *, quiz: str) -> Lesson:
    """Make the page of a test; `quiz` is the key of the one quiz that stands on it."""
    test = Quiz(key=quiz, title="", purpose=TEST, pass_percent=_PASS_PERCENT, questions=())
    return Lesson(key=key, kind=TEST, title="", minutes=0, blocks=(test,))


def beginning(kind: type, key: str | None = None) -> Any:
    """Make a block, question or part of a kind; texts are empty, and the usual number of parts stands ready."""
    hints = get_type_hints(kind)
    given = {} if key is None else {"key": key}
    needed = (field for field in fields(kind) if field.default is MISSING and field.name not in given)
    return kind(**given, **dict(_begun(kind, hints, [field.name for field in needed])))


def new_key(wanted: str, *, taken: Collection[str], noun: str = "part") -> str:
    """Make a key of a title that is not taken, at most 30 characters and a number long.

    A title without a letter or digit that a key may have gives the noun with a number.
    """
    words = _NO_KEY.sub("-", folded(wanted)).strip("-")
    if not words:
        return numbered(noun, taken=taken)
    # Cut between two words where that leaves something.
    short = words[:LONGEST_NEW_KEY].strip("-")
    cut = short if len(words) == len(short) or words[len(short)] == "-" else short.rpartition("-")[0] or short
    return cut if cut not in taken else numbered(_NUMBER.sub("", cut) or noun, taken=taken)


def numbered(noun: str, *, taken: Collection[str]) -> str:
    """Make a key of a word and the first number that is not taken."""
    return next(key for number in count(1) if (key := f"{noun}-{number}") not in taken)


def _begun(kind: type, hints: dict[str, Any], names: list[str]) -> Iterator[tuple[str, Any]]:
    for name in names:
        part = part_of(hints[name])
        if part is None:
            yield name, _CHOSEN.get((kind, name), _EMPTY.get(hints[name], ()))
        else:
            ready = range(1, _PARTS.get((kind, name), 0) + 1)
            yield name, tuple(beginning(part, f"{noun(part)}-{number}") for number in ready)


def part_of(hint: Any) -> type | None:
    """Return the kind of part that a field lists; None for other fields, and where several kinds may stand."""
    inner = get_args(hint)[0] if get_origin(hint) is tuple else None
    return inner if isinstance(inner, type) and is_dataclass(inner) else None


def has_key(part: type) -> bool:
    """Tell whether a kind of part has a key; what a quiz draws has none."""
    return "key" in get_type_hints(part)


_EMPTY: dict[Any, Any] = {str: "", int: 0, bool: False, date: NO_DAY}
