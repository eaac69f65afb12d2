"""Which modules could there be? Sound ones of every shape, with texts that files find hard."""

from itertools import islice
from typing import Any

from hypothesis import strategies as st

from tests.content.generated_questions import questions
from tests.content.generated_texts import DAYS, KEYS, MINUTES, keys, maybe, texts
from tests.modules import PICTURE, PICTURE_DIGEST
from training.content.files.pictures import PictureFile
from training.content.rules.blocks import (
    FORMS,
    MOMENTS,
    Activity,
    Case,
    Cue,
    Diagram,
    Method,
    Part,
    Picture,
    Point,
    Quiz,
    SelfAssessment,
    Source,
    Sources,
    Step,
    TextBlock,
    Video,
)
from training.content.rules.module import TEST, CompletionRule, Lesson, Medium, Module, Objective, Statement, Term


@st.composite
def modules(draw: st.DrawFn) -> Module:
    """Generate a module without faults; its one picture, where it has any, is `tests.modules.PICTURE`."""
    objectives = draw(keys(1, 3))
    free = iter(draw(keys(0, 6).map(lambda found: [key for key in found if key not in objectives])))
    said = [Statement(key=key, objective=objectives[0], text=draw(texts())) for key in islice(free, 3)]
    named = [key for key in draw(keys(2, 3)) if key != "module"] or ["first"]
    proper = [draw(_lesson(key, objectives, named, quiz=f"quiz-of-{key}"[:60], assessed=bool(said))) for key in named]
    last = draw(_test(objectives, named))
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
        statements=tuple(said),
        glossary=tuple(Term(key=key, term=draw(texts()), meaning=draw(texts())) for key in free),
        lessons=(*proper, last),
        completion=CompletionRule(read=tuple(named[: draw(st.integers(0, len(named)))]), passed=("the-test",)),
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


@st.composite
def _lesson(
    draw: st.DrawFn, key: str, objectives: list[str], lessons: list[str], *, quiz: str, assessed: bool
) -> Lesson:
    sources = draw(keys(1, 2))
    blocks_of = [_text, _picture, _video, _diagram, _case, _method, _activity, *([_assessment] if assessed else [])]
    kinds = draw(st.lists(st.sampled_from(blocks_of), max_size=3))
    names = draw(st.lists(KEYS, min_size=len(kinds) + 2, max_size=len(kinds) + 2, unique=True))
    blocks: list[Any] = [draw(kind(name, sources)) for kind, name in zip(kinds, names, strict=False)]
    asked = draw(questions(objectives, lessons))
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
    asked = draw(questions(objectives, lessons))
    percent = draw(st.integers(1, 100))
    test = Quiz(key="the-test", title=draw(texts()), purpose=TEST, pass_percent=percent, questions=asked)
    return Lesson(key="a-final-page", kind=TEST, title=draw(texts()), minutes=draw(MINUTES), blocks=(test,))


def _regions() -> st.SearchStrategy[tuple[str, ...]]:
    return st.sampled_from([(), ("chemnitz",), ("linz", "padova")])


def _cited(sources: list[str]) -> dict[str, Any]:
    return {"sources": st.sampled_from([(), tuple(sources)]), "invented": st.booleans(), "regions": _regions()}


def _text(key: str, sources: list[str]) -> st.SearchStrategy[TextBlock]:
    title, as_of = maybe(texts()), maybe(DAYS)
    return st.builds(TextBlock, key=st.just(key), title=title, body=texts(), as_of=as_of, **_cited(sources))


@st.composite
def _video(draw: st.DrawFn, key: str, sources: list[str]) -> Video:
    cues = tuple(
        Cue(key=f"c{number}", start=f"00:0{number}.000", end=f"00:0{number}.900", text=draw(texts()))
        for number in range(draw(st.integers(0, 2)))
    )
    return Video(
        key=key,
        title=draw(texts()),
        url="https://video.example.org/a?b=c",
        minutes=draw(MINUTES),
        cues=cues,
        transcript=draw(maybe(texts())),
        sources=draw(st.sampled_from([(), tuple(sources)])),
        regions=draw(_regions()),
    )


def _assessment(key: str, _sources: list[str]) -> st.SearchStrategy[SelfAssessment]:
    moment = st.sampled_from(MOMENTS)
    return st.builds(SelfAssessment, key=st.just(key), moment=moment, title=texts(), regions=_regions())


@st.composite
def _diagram(draw: st.DrawFn, key: str, sources: list[str]) -> Diagram:
    form = draw(st.sampled_from(list(FORMS)))
    least, most = FORMS[form]
    points = draw(st.integers(2, 5)) if form == "comparison" else 0
    parts = tuple(
        Part(
            key=each,
            when=draw(texts()) if form == "timeline" else None,
            label=draw(texts()),
            detail=draw(maybe(texts())),
            points=tuple(Point(key=f"p{number}", text=draw(texts())) for number in range(points)),
        )
        for each in draw(keys(least, most))
    )
    cited = {name: draw(values) for name, values in _cited(sources).items()}
    return Diagram(key=key, form=form, title=draw(texts()), alt=draw(texts()), parts=parts, **cited)


def _picture(key: str, _sources: list[str]) -> st.SearchStrategy[Picture]:
    media, caption = st.just("map.svg"), maybe(texts())
    return st.builds(Picture, key=st.just(key), media=media, alt=texts(), caption=caption, regions=_regions())


def _case(key: str, sources: list[str]) -> st.SearchStrategy[Case]:
    told = {name: texts() for name in ("title", "place", "situation", "action", "result")}
    named = st.just(tuple(sources))
    return st.builds(
        Case, key=st.just(key), year=YEARS, limits=maybe(texts()), sources=named, regions=_regions(), **told
    )


YEARS = st.sampled_from(["2021", "2019\u20132022"])


def _steps(least: int) -> st.SearchStrategy[tuple[Step, ...]]:
    unique = st.lists(
        st.builds(Step, key=KEYS, text=texts()), min_size=least, max_size=3, unique_by=lambda step: step.key
    )
    return unique.map(tuple)


def _method(key: str, sources: list[str]) -> st.SearchStrategy[Method]:
    told = {"title": texts(), "purpose": texts(), "consent": maybe(texts()), "stop": maybe(texts())}
    return st.builds(Method, key=st.just(key), minutes=MINUTES, steps=_steps(1), **_cited(sources), **told)


def _activity(key: str, _sources: list[str]) -> st.SearchStrategy[Activity]:
    told = {"title": texts(), "prompt": texts(), "invented": st.booleans()}
    return st.builds(Activity, key=st.just(key), minutes=MINUTES, steps=_steps(0), regions=_regions(), **told)
