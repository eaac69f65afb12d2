"""May the files of a module go into the database, and what would that change? Decided before anything is written."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from training.content.rules.canonical import as_plain, digest
from training.content.rules.module import Module
from training.translation.rules import Change, Coverage, Entry, Kept, changed, changes, coverage, frozen_texts

#: Where a version came from; one from the browser is never overwritten by files.
FILE = "file"
EDITOR = "editor"
#: The end of an address under which the order of parts is told.
ORDER = " (order)"


class Import(StrEnum):
    """What an import does to a module."""

    CREATE = "create"
    FAST_FORWARD = "fast-forward"
    NOTHING = "nothing"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """A version in the database, without its inside."""

    number: int
    digest: str
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Differences:
    """Addresses of what two states of a module do not share; texts, keys, right answers, order of parts."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguagePlan:
    """What an import does to one language; `refused` are texts that a person wrote here and that stay."""

    coverage: Coverage
    changes: int
    refused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What an import would do, or did; `from_version` is the number of the version that it follows or equals."""

    module: str
    action: Import
    from_version: int | None = None
    differences: Differences = Differences()
    languages: Mapping[str, LanguagePlan]
    new_pictures: tuple[str, ...] = ()


def import_action(module: Module, based_on: str | None, versions: Sequence[Saved]) -> tuple[Import, int | None]:
    """Decide what an import does, and which version it follows or equals.

    A state that was there before changes nothing, so an old file cannot roll anybody back. A new one goes ahead only if
    everything saved since it was edited (ever, where that is not said) came from files.
    """
    if not versions:
        return Import.CREATE, None
    own = digest(module)
    same = [version.number for version in versions if version.digest == own]
    if same:
        return Import.NOTHING, max(same)
    basis = max((version.number for version in versions if version.digest == based_on), default=0)
    since = [version for version in versions if version.number > basis]
    latest = max(version.number for version in versions)
    overwrites = any(version.origin != FILE for version in since)
    return Import.REFUSE if overwrites else Import.FAST_FORWARD, latest


def planned(
    module: Module,
    based_on: str | None,
    *,
    versions: Sequence[Saved],
    latest: Module | None,
    translations: Mapping[str, Sequence[Kept]],
    entries: Mapping[str, Sequence[Entry]],
    pictures: Collection[str],
) -> Plan:
    """Plan an import; `latest` is the draft in the database, `pictures` the digests that are there."""
    action, from_version = import_action(module, based_on, versions)
    return Plan(
        module=module.key,
        action=action,
        from_version=from_version,
        differences=Differences() if action is Import.NOTHING else differences(latest, module),
        languages={
            language: _language_plan(module, language, translations.get(language, ()), entries.get(language, ()))
            for language in sorted({*translations, *entries} - {module.source})
        },
        new_pictures=tuple(medium.name for medium in module.media if medium.digest not in pictures),
    )


def differences(old: Module | None, new: Module) -> Differences:
    """Compare two states of a module part by part."""
    before, after = dict(parts(old)) if old else {}, dict(parts(new))
    return Differences(
        added=tuple(address for address in after if address not in before),
        changed=tuple(address for address in after if address in before and after[address] != before[address]),
        removed=tuple(address for address in before if address not in after),
    )


def parts(module: Module) -> Iterator[tuple[str, Any]]:
    """List every scalar of a module under the address of its part, and for lists of keyed parts their order."""
    return _flat(as_plain(module), "module")


def version_to_publish(action: Import, *, latest: int, published: int | None, withdrawn: bool) -> int | None:
    """Choose which version an import puts before learners; None for none.

    Files that changed nothing publish no draft: only what is published already gets their translations. What was
    withdrawn comes back by a person's decision alone.
    """
    if action is Import.REFUSE or withdrawn:
        return None
    return published if action is Import.NOTHING and published is not None else latest


def _language_plan(module: Module, language: str, kept: Sequence[Kept], entries: Sequence[Entry]) -> LanguagePlan:
    decided = changes(kept, entries)
    texts = frozen_texts(module, {language: changed(kept, entries)})
    return LanguagePlan(
        coverage=coverage(module, texts, language),
        changes=sum(how not in (Change.NOTHING, Change.REFUSE) for _, how in decided),
        refused=tuple(new.address for new, how in decided if how is Change.REFUSE),
    )


def _flat(value: Any, at: str) -> Iterator[tuple[str, Any]]:
    """List every scalar under the address of its part; lists of keyed parts also tell their order."""
    match value:
        case dict():
            for name, child in value.items():
                yield from _flat(child, f"{at}/{name}")
        case [{"key": _}, *_] as parts:
            parent, _, field = at.rpartition("/")
            start = "" if (parent, field) == ("module", "lessons") else f"{parent}/"
            yield f"{at}{ORDER}", [part["key"] for part in parts]
            for part in parts:
                yield from _flat({name: child for name, child in part.items() if name != "key"}, start + part["key"])
        case _:
            yield at, value
