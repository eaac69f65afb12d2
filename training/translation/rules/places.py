"""Where does a reader see a text?"""

from dataclasses import dataclass

from training.content.rules.blocks import Block, Quiz, SelfAssessment
from training.content.rules.module import Module, lesson_of
from training.content.rules.segments import MODULE

#: The page of the module, of its words, of its statements, of a lesson, and of one question.
COVER, GLOSSARY, STATEMENTS, LESSON, QUESTION = "module", "glossary", "self-assessment", "lesson", "question"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A page on which a text stands, its `anchor` there, and the region that sees it where not all do.

    `lesson`, `block` (also that of a quiz) and `question` are keys; `moment` is one of the self-assessment's.
    """

    kind: str
    lesson: str = ""
    block: str = ""
    question: str = ""
    moment: str = ""
    anchor: str = ""
    region: str = ""


def place_of(module: Module, address: str) -> Place:
    """Find where the text of an address is shown; raises NotFound for an address of no lesson."""
    first, *keys, _field = address.split("/")
    if first == MODULE:
        return _place_of_module(module, keys[0] if keys else "")
    if not keys:
        return Place(kind=LESSON, lesson=first)
    block = next((each for each in lesson_of(module, first).blocks if each.key == keys[0]), None)
    if isinstance(block, Quiz) and keys[1:]:
        return Place(kind=QUESTION, lesson=first, block=block.key, question=keys[1], anchor=keys[1])
    return Place(kind=LESSON, lesson=first, block=keys[0], anchor=keys[0], region=_region(module, block))


def objective_anchor(key: str) -> str:
    """Name the place of an objective on the page of its module, where other things have keys too."""
    return f"objective-{key}"


def _place_of_module(module: Module, key: str) -> Place:
    if key in {term.key for term in module.glossary}:
        return Place(kind=GLOSSARY, anchor=key)
    if key in {objective.key for objective in module.objectives}:
        return Place(kind=COVER, anchor=objective_anchor(key))
    moment = _first_moment(module)
    if moment and key in {statement.key for statement in module.statements}:
        return Place(kind=STATEMENTS, moment=moment, anchor=key)
    return Place(kind=COVER)


def _first_moment(module: Module) -> str:
    blocks = (block for lesson in module.lessons for block in lesson.blocks)
    return next((block.moment for block in blocks if isinstance(block, SelfAssessment)), "")


def _region(module: Module, block: Block | None) -> str:
    """Name a region whose readers see a block, where those of the module's own do not."""
    seen_in = () if block is None or isinstance(block, Quiz) else block.regions
    return seen_in[0] if seen_in and module.region not in seen_in else ""
