"""How is a module written down so that equal modules are equal bytes?"""

import json
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from training.content.rules.module import Module


def as_plain(value: Any) -> Any:
    """Turn a value into mappings, lists and scalars; fields at their default are left out, `kind` comes first."""
    if is_dataclass(value) and not isinstance(value, type):
        kind = {"kind": value.kind} if "kind" not in _names(value) and hasattr(value, "kind") else {}
        return kind | {name: as_plain(getattr(value, name)) for name in _names(value) if not _is_default(value, name)}
    if isinstance(value, tuple):
        return [as_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def canonical_json(module: Module) -> str:
    """Write a module as JSON without spaces, keys sorted, text unescaped."""
    return json.dumps(as_plain(module), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(module: Module) -> str:
    """Identify a module by the SHA-256 of its canonical JSON, in hexadecimal."""
    return sha256(canonical_json(module).encode()).hexdigest()


def _names(value: Any) -> list[str]:
    return [field.name for field in fields(value)]


def _is_default(value: Any, name: str) -> bool:
    default = next(field.default for field in fields(value) if field.name == name)
    return default is not MISSING and getattr(value, name) == default
