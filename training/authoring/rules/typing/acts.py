"""What does a button inside a form do to the parts of a unit?"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from training.authoring.rules.beginnings import beginning, has_key, numbered
from training.authoring.rules.naming import noun
from training.authoring.rules.typing.fields import FieldKind, fields_of, part_keys
from training.content.rules.questions import Matching, Scenario
from training.foundation.errors import Refused


def with_part(unit: Any, act: str) -> Any:
    """Carry out what a button says: "add:choices", "up:choices.<key>", "down:…", "duplicate:…" or "delete:…".

    Inside a part: "add:gaps.<key>.options". What is not there any more changes nothing; what no button says raises
    Refused("choice-unknown").
    """
    verb, _, path = act.partition(":")
    steps = [*path.split("."), ""] if verb == "add" else path.split(".")
    if verb not in _VERBS or len(steps) % 2:
        raise Refused("choice-unknown")
    *inside, name, key = steps
    return _inside(unit, inside, lambda holder: _VERBS[verb](holder, name, key))


def _inside(value: Any, steps: Sequence[str], change: Callable[[Any], Any]) -> Any:
    """Change what lies at the end of the way: field, key, field, key."""
    if not steps:
        return change(value)
    name, key, *rest = steps
    _part(value, name)
    parts = getattr(value, name)
    named = zip(part_keys(parts), parts, strict=True)
    return replace(value, **{name: tuple(_inside(part, rest, change) if at == key else part for at, part in named)})


def _add(holder: Any, name: str, _key: str) -> Any:
    part = _part(holder, name)
    key = numbered(noun(part), taken=_taken(holder)) if has_key(part) else None
    return replace(holder, **{name: (*getattr(holder, name), beginning(part, key))})


def _duplicate(holder: Any, name: str, key: str) -> Any:
    part, at = _part(holder, name), _place(holder, name, key)
    if at is None:
        return holder
    parts = getattr(holder, name)
    new = {"key": numbered(noun(part), taken=_taken(holder))} if has_key(part) else {}
    return replace(holder, **{name: (*parts[: at + 1], replace(parts[at], **new), *parts[at + 1 :])})


def _up(holder: Any, name: str, key: str) -> Any:
    return _moved(holder, name, key, by=-1)


def _down(holder: Any, name: str, key: str) -> Any:
    return _moved(holder, name, key, by=1)


def _delete(holder: Any, name: str, key: str) -> Any:
    at = _place(holder, name, key)
    if at is None:
        return holder
    parts = getattr(holder, name)
    return _without_name(replace(holder, **{name: (*parts[:at], *parts[at + 1 :])}), name, key)


def _without_name(holder: Any, name: str, key: str) -> Any:
    """Take a part out of where others name it: what belongs to a target, what follows on a decision."""
    match holder:
        case Matching() if name == "targets":
            pairs = (replace(pair, target="") if pair.target == key else pair for pair in holder.pairs)
            return replace(holder, pairs=tuple(pairs))
        case Scenario():
            return replace(holder, steps=tuple(_without_next(step, key) for step in holder.steps))
    return holder


def _without_next(step: Any, key: str) -> Any:
    decisions = (replace(each, next=None) if each.next == key else each for each in step.decisions)
    return replace(step, decisions=tuple(decisions))


def _moved(holder: Any, name: str, key: str, *, by: int) -> Any:
    at = _place(holder, name, key)
    if at is None:
        return holder
    parts = list(getattr(holder, name))
    part = parts.pop(at)
    parts.insert(max(at + by, 0), part)
    return replace(holder, **{name: tuple(parts)})


def _place(holder: Any, name: str, key: str) -> int | None:
    _part(holder, name)
    keys = part_keys(getattr(holder, name))
    return keys.index(key) if key in keys else None


def _part(holder: Any, name: str) -> type:
    """Return the kind of what a field lists; raises Refused("choice-unknown") where it lists nothing."""
    found = next((each.part for each in fields_of(type(holder)) if each.name == name), None)
    if found is None:
        raise Refused("choice-unknown")
    return found


def _taken(holder: Any) -> list[str]:
    """List the keys of all parts of a value: its lists share one space, as pairs and targets do."""
    listed = (each.name for each in fields_of(type(holder)) if each.kind is FieldKind.PARTS)
    return [key for name in listed for key in part_keys(getattr(holder, name))]


_VERBS: dict[str, Callable[[Any, str, str], Any]] = {
    "add": _add,
    "duplicate": _duplicate,
    "up": _up,
    "down": _down,
    "delete": _delete,
}
