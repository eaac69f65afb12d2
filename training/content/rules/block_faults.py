"""What is wrong with a block? What could not be shown, or refers to nothing."""

import re
from collections.abc import Collection, Iterator

from training.content.rules.blocks import (
    COMPARISON,
    FORMS,
    MOMENTS,
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
    cited_by,
)
from training.content.rules.fault import Fault, Place, key_faults, reference_faults
from training.content.rules.module import Lesson, Module
from training.content.rules.quiz_faults import Known, quiz_faults

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
        case Picture() if block.media not in {medium.name for medium in module.media}:
            yield place.fault(f"media/{block.media} is missing", "Put the file there, or correct its name")
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
        yield place.fault("The case names no source", "Name keys of the lesson's sources")
    if not _YEARS.fullmatch(case.year):
        remedy = "Write a year or a span, such as 2021 or 2019–2022: it stands in every language"  # noqa: RUF001
        yield place.fault(f"year: “{case.year}” is no year", remedy)


def _source_keys(lesson: Lesson) -> list[str]:
    return [source.key for block in lesson.blocks if isinstance(block, Sources) for source in block.items]


def _of_steps(place: Place, block: Method | Activity) -> Iterator[Fault]:
    yield from key_faults(place, "step", [step.key for step in block.steps])
    if block.minutes < 1:
        yield place.fault("minutes is less than 1", "Say how long it takes")
    if isinstance(block, Method) and not block.steps:
        yield place.fault("The method has no steps", "Add steps")


def _of_diagram(place: Place, diagram: Diagram) -> Iterator[Fault]:
    yield from key_faults(place, "part", [part.key for part in diagram.parts])
    if diagram.form not in FORMS:
        yield place.fault(f"The form “{diagram.form}” is not known", f"Write one of {', '.join(FORMS)}")
        return
    least, most = FORMS[diagram.form]
    if not least <= len(diagram.parts) <= most:
        problem = f"{len(diagram.parts)} parts in a diagram of the form {diagram.form}"
        yield place.fault(problem, f"Have {least} to {most}")
    if diagram.form == COMPARISON and len({len(part.points) for part in diagram.parts}) > 1:
        yield place.fault("The columns have not equally many points", "Let every point stand in every column")
    for part in diagram.parts:
        yield from _of_part(place.inside(part.key), part, diagram.form)


def _of_part(place: Place, part: Part, form: str) -> Iterator[Fault]:
    yield from key_faults(place, "point", [point.key for point in part.points])
    least, most = _POINTS
    if form == COMPARISON and not least <= len(part.points) <= most:
        yield place.fault(f"{len(part.points)} points in a column", f"Have {least} to {most}")
    if form != COMPARISON and part.points:
        yield place.fault("Only a comparison has points", "Remove them, or write “form: comparison”")
    if (form == TIMELINE) != (part.when is not None):
        remedy = "Write “when” for each part of a timeline, and nowhere else"
        yield place.fault("A date where none is shown, or none on a timeline", remedy)


def _of_assessment(place: Place, block: SelfAssessment, module: Module) -> Iterator[Fault]:
    if block.moment not in MOMENTS:
        yield place.fault(f"The moment “{block.moment}” is not known", f"Write {' or '.join(MOMENTS)}")
    if not module.statements:
        yield place.fault("There is nothing to assess", "Write statements into module.yaml, or remove the block")


def _of_sources(place: Place, block: Sources) -> Iterator[Fault]:
    yield from key_faults(place, "source", [source.key for source in block.items])
    if not block.items:
        yield place.fault("The list of sources is empty", "Add sources, or remove the block")
    for source in block.items:
        if source.url is not None and not _WEB_ADDRESS.fullmatch(source.url):
            problem = f"url: “{source.url}” is not an address on the web"
            yield place.inside(source.key).fault(problem, "Write the whole address, from https:// on")
