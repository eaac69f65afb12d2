"""What stands in a lesson? The kinds of block."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, get_args

from training.content.rules.questions import Question
from training.content.rules.texts import Markdown, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class TextBlock:
    """A passage; `as_of` is the day on which its law or figures were checked.

    Here and below, `sources` are keys of the lesson's sources block, and `invented` says that the figures are made up
    for practice.
    """

    kind: ClassVar[str] = "text"
    key: str
    title: Text | None = None
    body: Markdown
    as_of: date | None = None
    sources: tuple[str, ...] = ()
    invented: bool = False
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
class Cue:
    """What is said or heard in a film between two moments, written "MM:SS.mmm" or "HH:MM:SS.mmm"."""

    key: str
    start: str
    end: str
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Video:
    """A film: a file of the module (`media`) with its captions, or a link to one elsewhere (`url`)."""

    kind: ClassVar[str] = "video"
    key: str
    title: Text
    media: str | None = None
    url: str | None = None
    minutes: int
    cues: tuple[Cue, ...] = ()
    transcript: Markdown | None = None
    sources: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A real example; it names its sources. `year` is a year or a span of years."""

    kind: ClassVar[str] = "case"
    key: str
    title: Text
    place: Text
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
    sources: tuple[str, ...] = ()
    invented: bool = False
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
    invented: bool = False
    regions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One line of a column in a comparison."""

    key: str
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of a diagram: a step, a moment, somebody, a column. `when` is the date on a timeline."""

    key: str
    when: Text | None = None
    label: Text
    detail: Text | None = None
    points: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagram:
    """A drawing that the program makes of words; `form` is one of `FORMS`, `alt` tells what it shows."""

    kind: ClassVar[str] = "diagram"
    key: str
    form: str
    title: Text
    alt: Text
    parts: tuple[Part, ...]
    sources: tuple[str, ...] = ()
    invented: bool = False
    regions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfAssessment:
    """The place where the module's statements are answered; `moment` is one of `MOMENTS`."""

    kind: ClassVar[str] = "self-assessment"
    key: str
    moment: str
    title: Text
    regions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """How many questions of a pool an attempt asks."""

    pool: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiz:
    """Questions on this lesson (practice), on the module (test), or on what changed in between (before-and-after).

    Only for a test: `pass_percent`, `attempts` (how many there are, None for any number), `wait_hours` after one that
    was not passed, `minutes` (time limit). `draws` says how many questions of a pool each attempt asks; `shuffle` mixes
    questions and choices anew for each attempt.
    """

    kind: ClassVar[str] = "quiz"
    key: str
    title: Text
    purpose: str
    pass_percent: int | None = None
    attempts: int | None = None
    wait_hours: int = 0
    minutes: int | None = None
    shuffle: bool = False
    draws: tuple[Draw, ...] = ()
    questions: tuple[Question, ...]


#: The day that stands in a draft until somebody names one.
NO_DAY = date.min


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


Block = TextBlock | Picture | Video | Diagram | Case | Method | Activity | SelfAssessment | Quiz | Sources
BLOCKS: tuple[type[Block], ...] = get_args(Block)

#: Forms of a diagram, with the fewest and the most parts; the first part of `actors` stands in the middle.
FORMS = {"process": (3, 7), "cycle": (3, 6), "actors": (4, 8), "timeline": (3, 8), "comparison": (2, 3)}
COMPARISON, TIMELINE = "comparison", "timeline"

#: When the statements of a module are answered.
BEFORE, AFTER = "before", "after"
MOMENTS = (BEFORE, AFTER)
#: The purpose of a quiz that is taken at both moments, and explained after the second.
BEFORE_AND_AFTER = "before-and-after"


def run_of(moment: str) -> str:
    """Name the attempt under which the answers of a moment are kept, where others have the key of a quiz."""
    return f"self-assessment-{moment}"


def cited_by(block: Block) -> tuple[str, ...]:
    """Return the keys of the sources that a block rests on."""
    return block.sources if isinstance(block, TextBlock | Video | Diagram | Case | Method) else ()
