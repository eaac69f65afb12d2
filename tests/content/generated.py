"""Which modules could there be? Sound ones of every shape, with texts that files find hard."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from tests.modules import PICTURE, PICTURE_DIGEST
from training.content.files.pictures import PictureFile
from training.content.rules.blocks import Activity, Case, Method, Picture, Quiz, Source, Sources, Step, TextBlock
from training.content.rules.module import TEST, CompletionRule, Lesson, Medium, Module, Objective
from training.content.rules.questions import Choice, MultipleChoice, Numeric, Question, SingleChoice, Trap
from training.content.rules.texts import clean

#: What YAML, PO or JSON may take for something else.
NASTY = (
    "a: b",
    "- dash",
    "# no comment",
    "text # no comment",
    "a:",
    ": a",
    "| bar",
    "> fold",
    "'single' and \"double\"",
    '"',
    "\\n is no line end",
    "{a: b}",
    "[a, b]",
    "a, b",
    "&anchor *alias",
    "!!python/object",
    "%TAG",
    "@at `tick`",
    "? mark",
    "---",
    "...",
    "--- a\n--- b",
    "yes",
    "no",
    "on",
    "null",
    "~",
    "true",
    "=",
    "<<",
    "12",
    "0o17",
    "010",
    "1_000",
    "12:30",
    "1.5",
    "1e3",
    ".inf",
    "2021-03-01",
    "2021-03-01 12:30:00",
    "#| msgid",
    'msgid "x"',
    "#, fuzzy",
    "first\n  indented\n\nlast",
    "first\n- item\n- item",
    "first\n# heading\n",
    "line\u0085next",
    "line\u2028next",
    "a\r\nb\rc",
    "tab\there",
    "hard\u00a0space\u00a0",
    "e\u0301 \U0001f3ad \U0010ffff \ufeff",
    "\u200b\u200dš č ž",
    "trailing  \n\n\n\nspaces   ",
    "x" * 500,
    "\U0001f468\u200d\U0001f469",
)

KEYS = st.from_regex(r"[a-z0-9]{1,5}(?:-[a-z0-9]{1,4})?", fullmatch=True) | st.sampled_from(
    ["no", "yes", "null", "true", "on", "12", "1e3", "0x1", "2021-03-01"]
)
DAYS = st.dates(min_value=date(1990, 1, 1))
MINUTES = st.integers(min_value=1, max_value=600)
NUMBERS = st.decimals(min_value=10, max_value=99999, places=2).map(str)


def texts() -> st.SearchStrategy[str]:
    """Generate texts as they are kept: clean, not empty, short enough."""
    return (st.sampled_from(NASTY) | st.text(max_size=40)).map(clean).filter(bool)


def maybe(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Generate a value or None."""
    return st.none() | values


@st.composite
def modules(draw: st.DrawFn) -> Module:
    """Generate a module without faults; its one picture, where it has any, is `tests.modules.PICTURE`."""
    objectives = draw(_keys(1, 3))
    keys = [key for key in draw(_keys(2, 3)) if key != "module"] or ["first"]
    proper = [draw(_lesson(key, objectives, keys, quiz=f"quiz-of-{key}"[:60])) for key in keys]
    last = draw(_test(objectives, keys))
    uses_picture = any(isinstance(block, Picture) for lesson in proper for block in lesson.blocks)
    return Module(
        key=draw(KEYS),
        region="chemnitz",
        source=draw(st.sampled_from(["en", "de", "sl"])),
        title=draw(texts()),
        summary=draw(texts()),
        audience=draw(texts()),
        provider=draw(texts()),
        as_of=draw(maybe(DAYS)),
        objectives=tuple(Objective(key=key, text=draw(texts())) for key in objectives),
        lessons=(*proper, last),
        completion=CompletionRule(read=tuple(keys[: draw(st.integers(0, len(keys)))]), passed=("the-test",)),
        media=(Medium(name="map.svg", digest=PICTURE_DIGEST),) if uses_picture else (),
    )


def bytes_of(digest: str) -> bytes:
    """Give the bytes of the generated modules' one picture."""
    assert digest == PICTURE_DIGEST
    return PICTURE


def pictures_of(module: Module) -> tuple[PictureFile, ...]:
    """Give the pictures of a module as a folder would."""
    return tuple(
        PictureFile(name=medium.name, digest=medium.digest, type="image/svg+xml", content=PICTURE)
        for medium in module.media
    )


def _keys(least: int, most: int) -> st.SearchStrategy[list[str]]:
    return st.lists(KEYS, min_size=least, max_size=most, unique=True)


@st.composite
def _lesson(draw: st.DrawFn, key: str, objectives: list[str], lessons: list[str], *, quiz: str) -> Lesson:
    sources = draw(_keys(1, 2))
    kinds = draw(st.lists(st.sampled_from([_text, _picture, _case, _method, _activity]), max_size=3))
    names = draw(st.lists(KEYS, min_size=len(kinds) + 2, max_size=len(kinds) + 2, unique=True))
    blocks: list[Any] = [draw(kind(name, sources)) for kind, name in zip(kinds, names, strict=False)]
    asked = draw(_questions(objectives, lessons))
    blocks.append(Quiz(key=quiz, title=draw(texts()), purpose="practice", questions=asked))
    items = tuple(
        Source(
            key=each, citation=draw(texts()), url=draw(maybe(st.just("https://example.org/a?b=c#d"))), read=draw(DAYS)
        )
        for each in sources
    )
    named = [block for block in blocks if block.key != names[-1]]
    return Lesson(
        key=key,
        title=draw(texts()),
        minutes=draw(MINUTES),
        objectives=tuple(objectives[:1]),
        blocks=(*named, Sources(key=names[-1], items=items)),
    )


@st.composite
def _test(draw: st.DrawFn, objectives: list[str], lessons: list[str]) -> Lesson:
    asked = draw(_questions(objectives, lessons))
    percent = draw(st.integers(1, 100))
    test = Quiz(key="the-test", title=draw(texts()), purpose=TEST, pass_percent=percent, questions=asked)
    return Lesson(key="a-final-page", kind=TEST, title=draw(texts()), minutes=draw(MINUTES), blocks=(test,))


def _regions() -> st.SearchStrategy[tuple[str, ...]]:
    return st.sampled_from([(), ("chemnitz",), ("linz", "padova")])


def _text(key: str, _sources: list[str]) -> st.SearchStrategy[TextBlock]:
    title, as_of = maybe(texts()), maybe(DAYS)
    return st.builds(TextBlock, key=st.just(key), title=title, body=texts(), as_of=as_of, regions=_regions())


def _picture(key: str, _sources: list[str]) -> st.SearchStrategy[Picture]:
    media, caption = st.just("map.svg"), maybe(texts())
    return st.builds(Picture, key=st.just(key), media=media, alt=texts(), caption=caption, regions=_regions())


def _case(key: str, sources: list[str]) -> st.SearchStrategy[Case]:
    told = {name: texts() for name in ("title", "place", "year", "situation", "action", "result")}
    named = st.just(tuple(sources))
    return st.builds(Case, key=st.just(key), limits=maybe(texts()), sources=named, regions=_regions(), **told)


def _steps(least: int) -> st.SearchStrategy[tuple[Step, ...]]:
    unique = st.lists(
        st.builds(Step, key=KEYS, text=texts()), min_size=least, max_size=3, unique_by=lambda step: step.key
    )
    return unique.map(tuple)


def _method(key: str, _sources: list[str]) -> st.SearchStrategy[Method]:
    told = {"title": texts(), "purpose": texts(), "consent": maybe(texts()), "stop": maybe(texts())}
    return st.builds(Method, key=st.just(key), minutes=MINUTES, steps=_steps(1), regions=_regions(), **told)


def _activity(key: str, _sources: list[str]) -> st.SearchStrategy[Activity]:
    told = {"title": texts(), "prompt": texts()}
    return st.builds(Activity, key=st.just(key), minutes=MINUTES, steps=_steps(0), regions=_regions(), **told)


@st.composite
def _questions(draw: st.DrawFn, objectives: list[str], lessons: list[str]) -> tuple[Question, ...]:
    made: list[Question] = []
    for key in draw(_keys(1, 3)):
        told: dict[str, Any] = {
            "key": key,
            "objective": draw(st.sampled_from(objectives)),
            "stem": draw(texts()),
            "see": draw(maybe(st.sampled_from(lessons))),
        }
        kind = draw(st.sampled_from([SingleChoice, MultipleChoice, Numeric]))
        made.append(draw(_numeric(told)) if kind is Numeric else kind(choices=draw(_choices()), **told))
    return tuple(made)


@st.composite
def _choices(draw: st.DrawFn) -> tuple[Choice, ...]:
    said = draw(st.lists(texts(), min_size=2, max_size=4, unique=True))
    keys = draw(st.lists(KEYS, min_size=len(said), max_size=len(said), unique=True))
    right = draw(st.integers(0, len(said) - 1))
    return tuple(
        Choice(key=key, text=text, right=number == right, feedback=draw(texts()))
        for number, (key, text) in enumerate(zip(keys, said, strict=True))
    )


@st.composite
def _numeric(draw: st.DrawFn, told: dict[str, Any]) -> Numeric:
    traps = tuple(
        Trap(key=key, value=f"-{number}", feedback=draw(texts())) for number, key in enumerate(draw(_keys(0, 2)), 1)
    )
    return Numeric(
        answer=draw(NUMBERS),
        tolerance=draw(st.sampled_from(["0", "0.5", "1"])),
        unit=draw(maybe(texts())),
        right_feedback=draw(texts()),
        wrong_feedback=draw(texts()),
        traps=traps,
        **told,
    )
