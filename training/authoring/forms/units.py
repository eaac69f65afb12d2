"""Which fields has the form of a unit, and what may be chosen in each? Made of the unit itself, whatever its kind."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, is_dataclass
from typing import Any

from training.authoring.rules.naming import name_of, noun
from training.authoring.rules.typing import Field, FieldKind, fields_of
from training.content.rules.blocks import Source, Sources
from training.content.rules.module import Lesson, Module, counted_lessons, quizzes

#: Fields of one short line; all other texts get room for several.
_SHORT = frozenset(
    (
        *("title", "term", "place", "year", "unit", "low", "high", "when", "label", "detail", "pool", "url"),
        *("answer", "tolerance", "value", "provider", "start", "end", "option.text", "target.text", "point.text"),
    )
)

#: Fields that name a part of the same unit, and where these are listed.
_OWN_PARTS = {"target": "targets", "next": "steps"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Something that may be chosen, and what its author has called it; the page has words for what has no name.

    `is_gone`: it is chosen and no longer there. It stays until its author chooses something else.
    """

    value: str
    name: str = ""
    is_gone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PartEntry:
    """One of several parts, with its own fields; `name` is the beginning of theirs."""

    key: str
    name: str
    entries: tuple["Entry", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One field as a page asks it; `values` are what is typed or stands there, `offers` what may be chosen."""

    noun: str
    field: str
    name: str
    kind: FieldKind
    optional: bool
    is_short: bool
    values: tuple[str, ...]
    offers: tuple[Offer, ...] = ()
    part: str = ""
    parts: tuple[PartEntry, ...] = ()

    @property
    def value(self) -> str:
        """Return what stands in a field that holds one thing."""
        return self.values[0] if self.values else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a unit stands in, and so what its fields may name; `regions` maps keys to names."""

    module: Module
    regions: Mapping[str, str]
    lesson: Lesson | None = None


def surroundings(module: Module, address: str, regions: Mapping[str, str]) -> Surroundings:
    """Find what a unit of this address stands in."""
    first = address.partition("/")[0]
    lesson = next((each for each in module.lessons if each.key == first), None)
    return Surroundings(module=module, regions=regions, lesson=lesson)


def entries_of(unit: Any, form: Mapping[str, Sequence[str]], around: Surroundings) -> tuple[Entry, ...]:
    """List the fields of a unit with what a form says in them (`form_of` it where nothing has been typed)."""
    return tuple(_entries(type(unit), "", form, _Naming(unit=unit, around=around)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Naming:
    """Knows what the fields of a unit may name."""

    unit: Any
    around: Surroundings

    def offers(self, field: Field, name: str) -> tuple[Offer, ...]:
        if field.given:
            return tuple(Offer(value=value) for value in field.given)
        if name == "regions":
            return tuple(Offer(value=key, name=region) for key, region in self.around.regions.items())
        return tuple(Offer(value=_key(item), name=name_of(item)) for item in self._named_by(name))

    def _named_by(self, field: str) -> Iterable[Any]:
        """List what a field may name: parts of the module, of the lesson, or of the unit itself."""
        module = self.around.module
        match field:
            case "objective" | "objectives":
                return module.objectives
            case "see" | "read":
                return counted_lessons(module)
            case "passed":
                return [quiz for _, quiz in quizzes(module)]
            case "media":
                return module.media
            case "sources":
                return _sources(self.around.lesson)
        return getattr(self.unit, _OWN_PARTS.get(field, ""), ())


def _sources(lesson: Lesson | None) -> Iterator[Source]:
    for block in lesson.blocks if lesson else ():
        if isinstance(block, Sources):
            yield from block.items


def _entries(kind: type, start: str, form: Mapping[str, Sequence[str]], naming: _Naming) -> Iterator[Entry]:
    for field in fields_of(kind):
        yield _entry(kind, field, f"{start}{field.name}", form, naming)


def _entry(kind: type, field: Field, name: str, form: Mapping[str, Sequence[str]], naming: _Naming) -> Entry:
    own, short = noun(kind), field.name.rpartition(".")[2]
    chosen = field.kind in (FieldKind.CHOICE, FieldKind.KEYS)
    values = tuple(form.get(name, ()))
    parts: tuple[PartEntry, ...] = ()
    if field.kind is FieldKind.PARTS and field.part:
        parts = tuple(
            PartEntry(
                key=key, name=f"{name}.{key}", entries=tuple(_entries(field.part, f"{name}.{key}.", form, naming))
            )
            for key in values
        )
    return Entry(
        noun=own,
        field=short,
        name=name,
        kind=field.kind,
        optional=field.optional,
        is_short=bool(_SHORT & {short, f"{own}.{short}"}),
        values=values,
        offers=_with_gone(naming.offers(field, short), values) if chosen else (),
        part=noun(field.part) if field.part else "",
        parts=parts,
    )


def _with_gone(offers: tuple[Offer, ...], values: Sequence[str]) -> tuple[Offer, ...]:
    there = {offer.value for offer in offers}
    return (*offers, *(Offer(value=each, name=each, is_gone=True) for each in values if each and each not in there))


def _key(item: Any) -> str:
    return str(item.key if is_dataclass(item) and hasattr(item, "key") else item.name)
