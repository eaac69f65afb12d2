"""How do figures look as a Data Package (Frictionless), which says by itself what stands in it?"""

import json
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from training.reporting.files.archives import packed
from training.reporting.files.commas import PLAIN, written
from training.reporting.files.tables import COLUMNS, NUMBERS, PRIMARY_KEY, Definition, definitions, notes, tidy
from training.reporting.files.words import Words
from training.reporting.rules.datasets import HIDDEN, SHOWN, Dataset

_ALWAYS_THERE = ("quarter", "place_name", "module_title", "measure_name", "region", *PRIMARY_KEY)


def as_package(told: Dataset, words: Words) -> bytes:
    """Write `datapackage.json`, the long table and the definitions; under which licence is for the site to say."""
    table = tidy(told, words)
    data = written([table.heads, *table.lines], PLAIN)
    explained = written([Definition._fields, *definitions(words)], PLAIN)
    resources = [
        _resource("data", data, fields=_fields(words), key=PRIMARY_KEY),
        _resource("definitions", explained, fields=[_field(each) for each in Definition._fields], key=("kind", "key")),
    ]
    descriptor = json.dumps(_descriptor(told, words, resources), ensure_ascii=False, indent=1) + "\n"
    return packed([("datapackage.json", descriptor.encode()), ("data.csv", data), ("definitions.csv", explained)])


def _descriptor(told: Dataset, words: Words, resources: Sequence[dict[str, Any]]) -> dict[str, Any]:
    heading = told.heading
    title = f"{words.figures} {heading.key}: {words.place(heading, told.selection.place)}"
    return {
        "profile": "tabular-data-package",
        "name": f"statistics-{heading.key.lower()}",
        "title": title,
        "description": " ".join(words.about.values()),
        "created": heading.made_at.isoformat(timespec="seconds"),
        "version": heading.digest,
        "sources": [{"title": f"InduCCI Training, release {heading.key}, SHA-256 {heading.digest}"}],
        **notes(told, words),
        "resources": resources,
    }


def _resource(name: str, content: bytes, *, fields: Sequence[dict[str, Any]], key: Sequence[str]) -> dict[str, Any]:
    return {
        "name": name,
        "path": f"{name}.csv",
        "profile": "tabular-data-resource",
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{sha256(content).hexdigest()}",
        "dialect": {"delimiter": PLAIN.separator, "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True},
        "schema": {"fields": list(fields), "missingValues": [""], "primaryKey": list(key)},
    }


def _fields(words: Words) -> list[dict[str, Any]]:
    return [_field(each, title=words.columns[each], description=words.explained[each]) for each in COLUMNS]


def _field(name: str, **said: str) -> dict[str, Any]:
    """Describe a column."""
    limits: dict[str, Any] = {"required": True} if name in _ALWAYS_THERE else {}
    if name == "state":
        limits = {"required": True, "enum": [SHOWN, HIDDEN]}
    kind = {"type": "number", "decimalChar": "."} if name in NUMBERS else {"type": "string"}
    return {"name": name, **kind, **said, **({"constraints": limits} if limits else {})}
