"""What stands in a lesson? The kinds of block."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from training.content.rules.questions import Question
from training.content.rules.texts import Markdown, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class TextBlock:
    """A passage; `as_of` is the day on which its law or figures were checked."""

    kind: ClassVar[str] = "text"
    key: str
    title: Text | None = None
    body: Markdown
    as_of: date | None = None
    regions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture with its text alternative; `media` is a file name in the module's media folder."""

    kind: ClassVar[str] = "picture"
    key: str
    media: str
    alt: Text
    caption: Text | None = None
    regions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A real example; `sources` are keys of the lesson's sources block."""

    kind: ClassVar[str] = "case"
    key: str
    title: Text
    place: str
    year: str
    situation: Markdown
    action: Markdown
    result: Markdown
    limits: Markdown | None = None
    sources: tuple[str, ...]
    regions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a method or an activity."""

    key: str
    text: Markdown


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """A tool to use step by step; `minutes` is the time it takes, preparation apart."""

    kind: ClassVar[str] = "method"
    key: str
    title: Text
    purpose: Markdown
    minutes: int
    steps: tuple[Step, ...]
    consent: Text | None = None
    stop: Text | None = None
    regions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """The learner's own reflection; its note is seen by the learner alone."""

    kind: ClassVar[str] = "activity"
    key: str
    title: Text
    prompt: Markdown
    minutes: int
    steps: tuple[Step, ...] = ()
    regions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiz:
    """Questions on this lesson (practice) or on the module (test); `pass_percent` only for a test."""

    kind: ClassVar[str] = "quiz"
    key: str
    title: Text
    purpose: str
    pass_percent: int | None = None
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a fact comes from; a citation is not translated. `read` is the day on which somebody looked."""

    key: str
    citation: str
    url: str | None = None
    read: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """The sources of a lesson."""

    kind: ClassVar[str] = "sources"
    key: str
    items: tuple[Source, ...]
    regions: tuple[str, ...] = ()


Block = TextBlock | Picture | Case | Method | Activity | Quiz | Sources
BLOCKS: tuple[type[Block], ...] = (TextBlock, Picture, Case, Method, Activity, Quiz, Sources)
