"""What can be asked? The kinds of question, with their keys outside all languages.

`see` is the lesson in which to read it up, `pool` the pool that the question is drawn from.
"""

from training.content.rules.questions.arranged import Gap, GapText, Item, Matching, Option, Ordering, Pair, Target
from training.content.rules.questions.chosen import (
    Choice,
    MultipleChoice,
    Numeric,
    ShortText,
    SingleChoice,
    Trap,
    TrueFalse,
)
from training.content.rules.questions.told import Decision, Reflection, Scale, Scenario, Situation

__all__ = [
    "QUESTIONS",
    "WITHOUT_POINTS",
    "Choice",
    "Decision",
    "Gap",
    "GapText",
    "Item",
    "Matching",
    "MultipleChoice",
    "Numeric",
    "Option",
    "Ordering",
    "Pair",
    "Question",
    "Reflection",
    "Scale",
    "Scenario",
    "ShortText",
    "SingleChoice",
    "Situation",
    "Target",
    "Trap",
    "TrueFalse",
]

Question = (
    SingleChoice
    | MultipleChoice
    | TrueFalse
    | Numeric
    | ShortText
    | GapText
    | Matching
    | Ordering
    | Scenario
    | Scale
    | Reflection
)
QUESTIONS: tuple[type[Question], ...] = (
    SingleChoice,
    MultipleChoice,
    TrueFalse,
    Numeric,
    ShortText,
    GapText,
    Matching,
    Ordering,
    Scenario,
    Scale,
    Reflection,
)
#: Nobody is right or wrong here.
WITHOUT_POINTS = (Scale, Reflection)
