"""Which texts of a module are translated, and how does it look in another language?"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from hashlib import sha256
from typing import Any, Self, TypeVar, get_args, get_type_hints

from training.content.rules.module import Module

Value = TypeVar("Value")

#: Addresses of the module's own texts begin with this word, so no lesson may be called so.
MODULE = "module"


class Shown(str):
    """A text as a reader sees it: itself, its language, and how true it is.

    `state`: ``source`` (the module is written in it), ``reviewed``, ``unreviewed`` or ``machine`` (no person has
    approved the translation, and in the second case none has written it), ``stale`` (an older translation, or the
    source text in its place), ``missing``, or ``held`` (the source text stands in, since the language is held back).
    """

    __slots__ = ("language", "state")
    language: str
    state: str

    def __new__(cls, text: str, *, language: str, state: str) -> Self:
        """Attach a language and a state to a text."""
        shown = super().__new__(cls, text)
        shown.language = language
        shown.state = state
        return shown


def segments(module: Module) -> Iterator[tuple[str, str]]:
    """List the address and source text of every segment, in reading order.

    An address is ``lesson/block/field``, with a key more for every step, question or choice in between.
    """
    found: list[tuple[str, str]] = []

    def note(address: str, text: str) -> str:
        found.append((address, text))
        return text

    _mapped(module, note, MODULE)
    return iter(found)


def shown_texts(value: Any) -> Iterator[Shown]:
    """List the texts of a localised module, lesson or block."""
    found: list[Shown] = []

    def note(address: str, text: str) -> str:
        del address
        if isinstance(text, Shown):
            found.append(text)
        return text

    _mapped(value, note, "")
    return iter(found)


def text_digest(text: str) -> str:
    """Identify an exact source text: 32 hexadecimal digits of its SHA-256."""
    return sha256(text.encode()).hexdigest()[:32]


def is_markdown(kind: type, field: str) -> bool:
    """Tell whether a field of a dataclass holds Markdown."""
    return field in _markdown_fields(kind)


@cache
def _markdown_fields(kind: type) -> frozenset[str]:
    hints = get_type_hints(kind, include_extras=True)
    return frozenset(name for name, hint in hints.items() if "markdown" in _metadata(hint))


def localise(module: Module, texts: Mapping[str, tuple[str | None, str]], language: str) -> Module:
    """Put translations in place of source texts; what has none keeps the source text and says so.

    `texts` maps an address to a text and its state; every text of the result is a `Shown`.
    """

    def show(address: str, text: str) -> str:
        if language == module.source:
            return Shown(text, language=language, state="source")
        translated, state = texts.get(address, (None, "missing"))
        if translated is None:
            return Shown(text, language=module.source, state=state)
        return Shown(translated, language=language, state=state)

    return _mapped(module, show, MODULE)


def with_mark(module: Module, mark: str) -> Module:
    """Put a mark in the place of every text of a draft that is empty still, so that its place can be seen."""
    return _mapped(module, lambda _address, text: text or mark, MODULE)


def _mapped(value: Value, change: Callable[[str, str], str], at: str) -> Value:
    changes: dict[str, Any] = {}
    kind: type = type(value)
    for name, is_segment in _shape(kind):
        child = getattr(value, name)
        if is_segment and child is not None:
            changes[name] = change(f"{at}/{name}", child)
        elif isinstance(child, tuple):
            changes[name] = tuple(_mapped_child(item, change, at) for item in child)
    return replace(value, **changes) if changes else value  # type: ignore[type-var]


def _mapped_child(child: Any, change: Callable[[str, str], str], at: str) -> Any:
    if not is_dataclass(child) or not hasattr(child, "key"):
        return child
    # A lesson's address starts afresh: "space/hook/body", not "module/space/hook/body".
    is_lesson = at == MODULE and hasattr(child, "blocks")
    return _mapped(child, change, child.key if is_lesson else f"{at}/{child.key}")


@cache
def _shape(kind: type) -> tuple[tuple[str, bool], ...]:
    hints = get_type_hints(kind, include_extras=True)
    return tuple((field.name, "segment" in _metadata(hints[field.name])) for field in fields(kind))


def _metadata(hint: Any) -> tuple[Any, ...]:
    own = getattr(hint, "__metadata__", ())
    return own + tuple(mark for part in get_args(hint) for mark in getattr(part, "__metadata__", ()))
