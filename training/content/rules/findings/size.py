"""Is a module as large and as varied as the offer promises?"""

import re
from collections import Counter
from collections.abc import Iterator

from training.content.rules.blocks import AFTER, BEFORE, Activity, Block, Case, Diagram, Method, SelfAssessment, Step
from training.content.rules.fault import Fact, Fault, Place
from training.content.rules.module import Module, counted_lessons, minutes, quizzes
from training.foundation.phrases import Phrase

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
NAMES = {
    "lessons": Phrase("Lessons"),
    "minutes": Phrase("Minutes"),
    "questions": Phrase("Questions"),
    "cases": Phrase("Cases"),
    "methods": Phrase("Methods"),
    "diagrams": Phrase("Diagrams"),
    "statements": Phrase("Statements"),
    "glossary terms": Phrase("Terms of the glossary"),
    "self-assessments before": Phrase("Self-assessments before"),
    "self-assessments after": Phrase("Self-assessments after"),
}
QUESTIONS_OF_AN_OBJECTIVE = 2
#: The steps of Appreciative Inquiry: as keys of an activity's steps, or said in their texts.
FIVE_D = ("define", "discover", "dream", "design", "destiny")
#: Beginnings of what some languages say instead.
_OWN_FIVE_D = {
    "cs": ("vymez", "objev", "sn", "navrh", "uskuteč"),
    "pl": ("defini", "odkry", "marz", "projekt", "realiz"),
    "sl": ("opredel", "odkri", "sanj", "oblikov", "uresnič"),
}


def size_findings(module: Module) -> Iterator[Fault]:
    """Find what a module has too little or too much of, and objectives that nothing tests."""
    for what, count in _counts(module).items():
        least, most = PROMISED[what]
        if count < least or (most is not None and count > most):
            facts: dict[str, Fact] = {"what": NAMES[what], "count": count, "least": least, "most": most or 0}
            yield _COVER.mend("%(what)s in the module: %(count)s", _wanted(least, most), **facts)
    asked = Counter(question.objective for _, quiz in quizzes(module) for question in quiz.questions)
    for objective in module.objectives:
        if (count := asked[objective.key]) < QUESTIONS_OF_AN_OBJECTIVE:
            problem = "Questions that test the objective “%(key)s”: %(count)s"
            remedy = "Ask %(least)s or more, or remove the objective"
            place = _COVER.inside(objective.key)
            yield place.mend(problem, remedy, key=objective.key, count=count, least=QUESTIONS_OF_AN_OBJECTIVE)
    if not any(_walks_through_five_d(block, module.source) for block in _blocks(module)):
        remedy = "Write an activity whose five steps begin with: %(words)s"
        words = ", ".join(word.capitalize() for word in FIVE_D)
        yield _COVER.mend("No activity walks through Appreciative Inquiry", remedy, words=words)


def _wanted(least: int, most: int | None) -> Phrase:
    if most is None:
        return Phrase("Have %(least)s or more")
    return Phrase("Have exactly %(least)s") if least == most else Phrase("Have %(least)s to %(most)s")


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


def _walks_through_five_d(block: Block, language: str) -> bool:
    if not isinstance(block, Activity) or len(block.steps) != len(FIVE_D):
        return False
    own = zip(block.steps, FIVE_D, _OWN_FIVE_D.get(language, FIVE_D), strict=True)
    return all(step.key == word or _says(step, word) or _says(step, stem) for step, word, stem in own)


def _says(step: Step, word: str) -> bool:
    return re.search(rf"\b{word}", step.text, re.IGNORECASE) is not None
