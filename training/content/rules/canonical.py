"""How is a module written down so that equal modules are equal bytes?"""

import json
from dataclasses import fields, is_dataclass, replace
from datetime import date
from functools import cache
from hashlib import sha256
from typing import Any

from training.content.rules.module import Lesson, Module

_MOST_REMEMBERED = 256
_written: dict[int, tuple[Lesson, str]] = {}


def as_plain(value: Any) -> Any:
    """Turn a value into mappings, lists and scalars; fields at their default are left out, `kind` comes first."""
    if isinstance(value, tuple):
        return [as_plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    own: type = type(value)
    shape = _shape(own)
    if shape is None:
        return value
    start, names = shape
    plain = dict(start)
    for name, default in names:
        child = getattr(value, name)
        if child != default:
            plain[name] = child if isinstance(child, str) else as_plain(child)
    return plain


def canonical_json(module: Module) -> str:
    """Write a module as JSON without spaces, keys sorted, text unescaped."""
    cover = as_plain(replace(module, lessons=()))
    pieces = {name: _json(value) for name, value in cover.items()}
    pieces["lessons"] = f"[{','.join(map(_lesson_json, module.lessons))}]"
    return f"{{{','.join(f'{_json(name)}:{pieces[name]}' for name in sorted(pieces))}}}"


def digest(module: Module) -> str:
    """Identify a module by the SHA-256 of its canonical JSON, in hexadecimal."""
    return document_digest(canonical_json(module))


def document_digest(document: str) -> str:
    """Identify a module that is written down already."""
    return sha256(document.encode()).hexdigest()


def _lesson_json(lesson: Lesson) -> str:
    """Write a lesson, once as long as it is remembered: who edits one leaves the others as they are."""
    remembered = _written.get(id(lesson))
    if remembered:
        return remembered[1]
    text = _json(as_plain(lesson))
    if len(_written) >= _MOST_REMEMBERED:
        _written.clear()
    # The lesson is kept with its text, so that nothing else can come to have its id.
    _written[id(lesson)] = (lesson, text)
    return text


def _json(plain: Any) -> str:
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@cache
def _shape(kind: type) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, Any], ...]] | None:
    """Return the kind that values of a dataclass tell, and their fields with their defaults; None for scalars."""
    if not is_dataclass(kind):
        return None
    names = tuple((field.name, field.default) for field in fields(kind))
    # Where a field is called so, it tells.
    told = None if "kind" in dict(names) else getattr(kind, "kind", None)
    return ((("kind", told),) if told else ()), names
