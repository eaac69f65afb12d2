"""What does a form say that somebody has filled in?"""

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from training.authoring.rules.beginnings import beginning, has_key, new_key
from training.authoring.rules.typing.fields import LONGEST_TEXT, Field, FieldKind, fields_of, part_keys, value_in
from training.content.rules.fault import is_key
from training.content.rules.module import CompletionRule
from training.content.rules.texts import clean
from training.foundation.errors import Refused

#: As many parts may one list have: a long film has hundreds of captions.
MOST_PARTS = 500
#: Exact numbers are kept with a point; most of our authors write a comma.
_DECIMALS = {"answer", "tolerance", "value"}
_COMMA = re.compile(r"^(-?[0-9]+),([0-9]+)$")
_NUMBER = re.compile("[0-9]{1,6}")
# As calendars of browsers write it, and as people do in all seven languages.
_DAY = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})")
_DAY_FIRST = re.compile(r"(?P<day>[0-9]{1,2})[./] ?(?P<month>[0-9]{1,2})[./] ?(?P<year>[0-9]{4})")
#: What a box says that means no.
_NOT_TICKED = ("", "false")

Form = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistyped:
    """What could not be read; `name` is the field of the form."""

    name: str
    code: str


def typed(unit: Any, form: Form) -> tuple[Any, tuple[Mistyped, ...]]:
    """Make the unit that a form says, and list what could not be read: there, what stood stays.

    A text that the form does not have stays too. A list has the parts that the form names, in that order, new ones
    under the keys that `with_part` gave them. Keys and kinds never change. Codes: "text-too-long", "number-not-read",
    "day-not-read", "choice-unknown", "too-many-parts".
    """
    reading = _Reading(form=form)
    made = reading.unit(unit, "")
    return made, tuple(reading.mistyped)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """One form that is being read, and what was wrong so far."""

    form: Form
    mistyped: list[Mistyped] = field(default_factory=list)

    def unit(self, value: Any, start: str) -> Any:
        said = {each.name: self._said(value, each, f"{start}{each.name}") for each in fields_of(type(value))}
        rule = {name.partition(".")[2]: said.pop(name) for name in list(said) if "." in name}
        return replace(value, **said, **({"completion": CompletionRule(**rule)} if rule else {}))

    def _said(self, value: Any, asked: Field, name: str) -> Any:
        standing = value_in(value, asked.name)
        try:
            if asked.kind is FieldKind.PARTS:
                return self._parts(asked, name, standing)
            return _READ[asked.kind](asked, self.form.get(name, ()), standing)
        except Refused as refused:
            self.mistyped.append(Mistyped(name=name, code=refused.code))
            return standing

    def _parts(self, asked: Field, name: str, standing: Sequence[Any]) -> tuple[Any, ...]:
        there = dict(zip(part_keys(standing), standing, strict=True))
        keys = list(dict.fromkeys(self.form.get(name, ())))
        if len(keys) > MOST_PARTS:
            raise Refused("too-many-parts")
        parts = {key: there.get(key) or _new(asked.part, key) for key in keys if is_key(key)}
        return tuple(self.unit(part, f"{name}.{key}.") for key, part in parts.items())


def _new(part: Any, key: str) -> Any:
    return beginning(part, key if has_key(part) else None)


def _text(asked: Field, values: Sequence[str], standing: Any) -> Any:
    if not values:
        return standing
    text = clean(values[0])
    if len(text) > LONGEST_TEXT:
        raise Refused("text-too-long")
    if asked.name in _DECIMALS:
        text = _COMMA.sub(r"\1.\2", text)
    if asked.name == "pool" and text and not is_key(text):
        return new_key(text, taken=(), noun="pool")
    return text or asked.empty


def _choice(asked: Field, values: Sequence[str], standing: Any) -> Any:
    chosen = _text(asked, values, standing)
    if asked.given and chosen not in asked.given:
        raise Refused("choice-unknown")
    return chosen


def _number(asked: Field, values: Sequence[str], standing: Any) -> Any:
    text = values[0].strip() if values else None
    if not text:
        return standing if text is None else asked.empty
    if not _NUMBER.fullmatch(text):
        raise Refused("number-not-read")
    return int(text)


def _day(asked: Field, values: Sequence[str], standing: Any) -> Any:
    text = values[0].strip() if values else None
    if not text:
        return standing if text is None else asked.empty
    found = _DAY.fullmatch(text) or _DAY_FIRST.fullmatch(text)
    with suppress(ValueError):
        if found:
            return date(**{name: int(digits) for name, digits in found.groupdict().items()})
    raise Refused("day-not-read")


def _truth(_asked: Field, values: Sequence[str], _standing: Any) -> bool:
    return bool(values) and values[-1] not in _NOT_TICKED


def _keys(_asked: Field, values: Sequence[str], standing: Sequence[str]) -> tuple[str, ...]:
    # In the order in which they stand: that of the boxes on a page is nobody's wish.
    ticked = dict.fromkeys(text for text in map(clean, values) if text)
    if len(ticked) > MOST_PARTS:
        raise Refused("too-many-parts")
    kept = dict.fromkeys(key for key in standing if key in ticked)
    return tuple(kept | ticked)


_READ: dict[FieldKind, Callable[[Field, Sequence[str], Any], Any]] = {
    FieldKind.LINE: _text,
    FieldKind.MARKDOWN: _text,
    FieldKind.CHOICE: _choice,
    FieldKind.NUMBER: _number,
    FieldKind.DAY: _day,
    FieldKind.TRUTH: _truth,
    FieldKind.KEYS: _keys,
}
