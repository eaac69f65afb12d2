"""How does YAML become plain values without surprises, and plain values YAML?

Only what is unmistakable has a type: ``true``, ``false`` and numbers made of digits. Everything else is text, so
neither ``no`` nor ``2021-03-01`` nor ``12:30`` turns into something that nobody wrote.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from training.content.rules.texts import clean

# The C parser is ten times faster than the other and gives the same events.
_PARSER: Any = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
_TEXT = "tag:yaml.org,2002:str"
_LIST = "tag:yaml.org,2002:seq"
_DAY_TAG = "tag:yaml.org,2002:timestamp"
_NOTHING = re.compile(r"~|null|Null|NULL|")
_TRUTH = {"true": True, "false": False}
_NUMBER = re.compile(r"0|[1-9][0-9]{0,8}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
#: Deeper than any module; a nest of thousands would exhaust the stack.
_DEEPEST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """What is wrong with a YAML text, in which line, and what to do; `words` are those that the problem quotes."""

    line: int
    problem: str
    remedy: str
    words: str = ""


def plain(text: str) -> tuple[Any, list[Flaw]]:
    """Read one YAML document; every text in it is `clean`. What cannot be read at all is None."""
    builder = _Builder()
    try:
        return builder.document(yaml.parse(text, Loader=_PARSER)), builder.flaws
    except yaml.YAMLError as fault:
        return None, [*builder.flaws, _unreadable(fault)]


def notated(value: Any) -> str:
    """Write plain values as YAML for people: names in the order given, no folding, multi-line texts as blocks."""
    return yaml.dump(value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=float("inf"))


@dataclass(slots=True)
class _Builder:
    """Makes values of events, so that nothing is built before it has been looked at."""

    flaws: list[Flaw] = field(default_factory=list)

    def document(self, events: Iterator[Any]) -> Any:
        """Build the one document of a stream."""
        documents: list[Any] = []
        for event in events:
            if not isinstance(event, yaml.DocumentStartEvent):
                continue
            if documents:
                self._note(event, "Line %(line)s: a second document begins", "Remove the line with “---”")
            documents.append(self._value(next(events), events, 0))
        return documents[0] if documents else None

    def _value(self, event: Any, events: Iterator[Any], depth: int) -> Any:
        if depth > _DEEPEST:
            raise yaml.MarkedYAMLError(problem="too many levels", problem_mark=event.start_mark)
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            problem = "Line %(line)s: references such as “*name” are not allowed"
            self._note(event, problem, "Write the text out, or put it in quotes")
        elif event.tag is not None:
            problem, remedy = (
                "Line %(line)s: the tag “%(words)s” is not allowed",
                "Remove it, or put the text in quotes",
            )
            self._note(event, problem, remedy, words=event.tag)
        match event:
            case yaml.MappingStartEvent():
                return self._mapping(events, depth)
            case yaml.SequenceStartEvent():
                return self._list(events, depth)
            case yaml.ScalarEvent():
                return _scalar(event)
        return None

    def _list(self, events: Iterator[Any], depth: int) -> list[Any]:
        values = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            values.append(self._value(event, events, depth + 1))
        return values

    def _mapping(self, events: Iterator[Any], depth: int) -> dict[str, Any]:
        values: dict[str, Any] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            name = self._value(event, events, depth + 1)
            value = self._value(next(events), events, depth + 1)
            if not isinstance(name, str):
                problem = "Line %(line)s: “%(words)s” is not the name of a field"
                self._note(event, problem, "Write a name, or put the text in quotes", words=str(name))
            elif name in values:
                problem = "Line %(line)s: the field “%(words)s” is there twice"
                self._note(event, problem, "Remove one of the two", words=name)
            else:
                values[name] = value
        return values

    def _note(self, event: Any, problem: str, remedy: str, *, words: str = "") -> None:
        self.flaws.append(Flaw(line=event.start_mark.line + 1, problem=problem, remedy=remedy, words=words))


def _scalar(event: Any) -> Any:
    text = clean(event.value)
    is_bare = event.implicit[0]
    if not is_bare:
        return text
    if _NOTHING.fullmatch(text):
        return None
    if _NUMBER.fullmatch(text):
        return int(text)
    return _TRUTH.get(text, text)


def _unreadable(fault: yaml.YAMLError) -> Flaw:
    mark = getattr(fault, "problem_mark", None)
    reason = getattr(fault, "problem", None) or getattr(fault, "reason", None) or "not readable"
    return Flaw(
        line=mark.line + 1 if mark else 1,
        problem="Line %(line)s: this is not YAML (%(words)s)",
        remedy="Look at this line and the one before: a text with “: ” or “ #” in it, or with a sign such as “-”, “@”"
        " or a quotation mark at its beginning, stands in quotes; the lines of a list begin in the same column",
        words=reason,
    )


class _Dumper(yaml.SafeDumper):
    """Writes as authors do: no folding, no references, long texts as they are read."""

    def ignore_aliases(self, data: Any) -> bool:
        """Write a value twice that stands twice."""
        del data
        return True


def _text_node(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    if "\n" in text:
        # The line end that `clean` takes away again makes the sign "|" rather than "|-".
        return dumper.represent_scalar(_TEXT, text + "\n", style="|")
    if _DAY.fullmatch(text):
        return dumper.represent_scalar(_DAY_TAG, text)
    # Quotes wherever any reader of YAML might see a truth, a number or nothing.
    is_text = dumper.resolve(yaml.ScalarNode, text, (True, False)) == _TEXT  # type: ignore[no-untyped-call]
    may_stand_bare = is_text and dumper.analyze_scalar(text).allow_block_plain
    return dumper.represent_scalar(_TEXT, text, style=None if may_stand_bare else '"')


def _list_node(dumper: yaml.SafeDumper, items: list[Any]) -> yaml.Node:
    only_texts = all(isinstance(item, str) for item in items)
    return dumper.represent_sequence(_LIST, items, flow_style=only_texts)


_Dumper.add_representer(str, _text_node)
_Dumper.add_representer(list, _list_node)
