"""Is a module as large and as varied as the offer promises?"""

from collections import Counter
from collections.abc import Iterator

from training.content.rules.blocks import AFTER, BEFORE, Activity, Block, Case, Diagram, Method, SelfAssessment
from training.content.rules.fault import Fault, Place
from training.content.rules.module import Module, counted_lessons, minutes, quizzes

_COVER = Place(file="module.yaml")
#: Fewest and most of each; None where there is no most.
PROMISED: dict[str, tuple[int, int | None]] = {
    "lessons": (5, 7),
    "minutes": (60, 95),
    "questions": (36, None),
    "cases": (3, None),
    "methods": (2, None),
    "diagrams": (2, None),
    "statements": (8, 8),
    "glossary terms": (12, None),
    "self-assessments before": (1, 1),
    "self-assessments after": (1, 1),
}
QUESTIONS_OF_AN_OBJECTIVE = 2
#: The steps of Appreciative Inquiry, as keys of an activity's steps.
FIVE_D = ("define", "discover", "dream", "design", "destiny")


def size_findings(module: Module) -> Iterator[Fault]:
    """Find what a module has too little or too much of, and objectives that nothing tests."""
    for what, count in _counts(module).items():
        least, most = PROMISED[what]
        if count < least or (most is not None and count > most):
            wanted = (
                f"Have {least}" if least == most else f"Have at least {least}" + (f", at most {most}" if most else "")
            )
            yield _COVER.fault(f"The module has {count} {what}", wanted)
    asked = Counter(question.objective for _, quiz in quizzes(module) for question in quiz.questions)
    for objective in module.objectives:
        if asked[objective.key] < QUESTIONS_OF_AN_OBJECTIVE:
            problem = f"{asked[objective.key]} questions test the objective “{objective.key}”"
            yield _COVER.fault(problem, f"Ask at least {QUESTIONS_OF_AN_OBJECTIVE}, or remove the objective")
    if not any(_walks_through_five_d(block) for block in _blocks(module)):
        remedy = f"Write an activity with steps whose keys are {', '.join(FIVE_D)}"
        yield _COVER.fault("No activity walks through Appreciative Inquiry", remedy)


def _counts(module: Module) -> dict[str, int]:
    kinds = Counter(type(block) for block in _blocks(module))
    moments = Counter(block.moment for block in _blocks(module) if isinstance(block, SelfAssessment))
    return {
        "lessons": len(counted_lessons(module)),
        "minutes": minutes(module),
        "questions": sum(len(quiz.questions) for _, quiz in quizzes(module)),
        "cases": kinds[Case],
        "methods": kinds[Method],
        "diagrams": kinds[Diagram],
        "statements": len(module.statements),
        "glossary terms": len(module.glossary),
        "self-assessments before": moments[BEFORE],
        "self-assessments after": moments[AFTER],
    }


def _blocks(module: Module) -> Iterator[Block]:
    return (block for lesson in module.lessons for block in lesson.blocks)


def _walks_through_five_d(block: Block) -> bool:
    return isinstance(block, Activity) and tuple(step.key for step in block.steps) == FIVE_D
