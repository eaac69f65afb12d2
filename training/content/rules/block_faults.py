"""What is wrong with a block? What could not be shown, or refers to nothing."""

import re
from collections.abc import Collection, Iterator

from training.content.rules.blocks import (
    COMPARISON,
    FORMS,
    MOMENTS,
    NO_DAY,
    TIMELINE,
    Activity,
    Block,
    Case,
    Diagram,
    Method,
    Part,
    Picture,
    Quiz,
    SelfAssessment,
    Sources,
    Video,
    cited_by,
)
from training.content.rules.fault import Fault, Place, key_faults, reference_faults
from training.content.rules.module import Lesson, Module
from training.content.rules.quiz_faults import Known, quiz_faults
from training.content.rules.video_faults import video_faults

_WEB_ADDRESS = re.compile(r"https?://[^\s/]+\S*")
_YEARS = re.compile("[0-9]{4}(?:\u2013[0-9]{4})?")
#: Lines of a column in a comparison.
_POINTS = (2, 5)


def block_faults(
    place: Place, block: Block, module: Module, lesson: Lesson, known: Known, *, regions: Collection[str]
) -> Iterator[Fault]:
    """List every fault of a block; `place` is the block itself, `regions` are the known ones (unchecked if empty)."""
    if regions and not isinstance(block, Quiz):
        yield from reference_faults(place, "region", block.regions, regions)
    yield from reference_faults(place, "source", cited_by(block), _source_keys(lesson))
    match block:
        case Picture() if block.media and block.media not in {medium.name for medium in module.media}:
            yield place.fault("The file “%(name)s” is missing", "Add it, or choose another one", name=block.media)
        case Video():
            yield from video_faults(place, block, {medium.name for medium in module.media})
        case Case():
            yield from _of_case(place, block)
        case Method() | Activity():
            yield from _of_steps(place, block)
        case Diagram():
            yield from _of_diagram(place, block)
        case SelfAssessment():
            yield from _of_assessment(place, block, module)
        case Quiz():
            yield from quiz_faults(place, block, known)
        case Sources():
            yield from _of_sources(place, block)


def _of_case(place: Place, case: Case) -> Iterator[Fault]:
    if not case.sources:
        yield place.fault("The case names no source", "Name sources of the lesson")
    if case.year and not _YEARS.fullmatch(case.year):
        remedy = "Write a year or a span, such as 2021 or 2019–2022: it stands in every language"  # noqa: RUF001
        yield place.fault("“%(year)s” is no year", remedy, year=case.year)


def _source_keys(lesson: Lesson) -> list[str]:
    return [source.key for block in lesson.blocks if isinstance(block, Sources) for source in block.items]


def _of_steps(place: Place, block: Method | Activity) -> Iterator[Fault]:
    yield from key_faults(place, [step.key for step in block.steps])
    if block.minutes < 1:
        yield place.fault("The minutes are less than 1", "Say how long it takes")
    if isinstance(block, Method) and not block.steps:
        yield place.fault("The method has no steps", "Add steps")


def _of_diagram(place: Place, diagram: Diagram) -> Iterator[Fault]:
    yield from key_faults(place, [part.key for part in diagram.parts])
    if not diagram.form:
        return
    if diagram.form not in FORMS:
        remedy = "Make it one of: %(known)s"
        yield place.fault("The form “%(form)s” is not known", remedy, form=diagram.form, known=", ".join(FORMS))
        return
    least, most = FORMS[diagram.form]
    if not least <= len(diagram.parts) <= most:
        problem, remedy = "Parts in this diagram: %(parts)s", "Have %(least)s to %(most)s"
        yield place.fault(problem, remedy, parts=len(diagram.parts), least=least, most=most)
    if diagram.form == COMPARISON and len({len(part.points) for part in diagram.parts}) > 1:
        yield place.fault("The columns have not equally many points", "Let every point stand in every column")
    for part in diagram.parts:
        yield from _of_part(place.inside(part.key), part, diagram.form)


def _of_part(place: Place, part: Part, form: str) -> Iterator[Fault]:
    yield from key_faults(place, [point.key for point in part.points])
    least, most = _POINTS
    if form == COMPARISON and not least <= len(part.points) <= most:
        problem, remedy = "Points in this column: %(points)s", "Have %(least)s to %(most)s"
        yield place.fault(problem, remedy, points=len(part.points), least=least, most=most)
    if form != COMPARISON and part.points:
        yield place.fault("Only a comparison has points", "Remove them, or make the diagram a comparison")
    if (form == TIMELINE) != (part.when is not None):
        remedy = "Write a date for each part of a timeline, and nowhere else"
        yield place.fault("A date where none is shown, or none on a timeline", remedy)


def _of_assessment(place: Place, block: SelfAssessment, module: Module) -> Iterator[Fault]:
    if block.moment and block.moment not in MOMENTS:
        remedy = "Make it one of: %(known)s"
        yield place.fault("The moment “%(moment)s” is not known", remedy, moment=block.moment, known=", ".join(MOMENTS))
    if not module.statements:
        yield place.fault("There is nothing to assess", "Give the module statements, or remove the block")


def _of_sources(place: Place, block: Sources) -> Iterator[Fault]:
    yield from key_faults(place, [source.key for source in block.items])
    if not block.items:
        yield place.fault("The list of sources is empty", "Add sources, or remove the block")
    for source in block.items:
        if source.url is not None and not _WEB_ADDRESS.fullmatch(source.url):
            problem, remedy = "“%(url)s” is not an address on the web", "Write the whole address, from https:// on"
            yield place.inside(source.key).fault(problem, remedy, url=source.url)
        if source.read == NO_DAY:
            yield place.inside(source.key).fault("The day is missing", "Say on which day somebody last looked there")
