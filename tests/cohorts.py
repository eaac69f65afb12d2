"""Which answers would persons of known ability give, to a test with one question translated wrongly?"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from training.quizzes.rules.statistics.scores import Numbers, Scores

FOCAL, OTHERS = "sl", ("de", "it")
#: The question that is translated wrongly, if any is.
PLANTED = "q00"
Harm = Literal["none", "shifted", "reversed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cohort:
    """What they answered, and in which language."""

    scores: Scores
    languages: NDArray[np.str_]


def cohort(
    chance: np.random.Generator,
    *,
    focal: int,
    others: int = 600,
    questions: int = 20,
    harm: Harm = "none",
    shift: float = 1.0,
    hardness: float = -0.5,
    behind: float = 0.0,
) -> Cohort:
    """Draw answers by the two-parameter logistic model; the others are half German, half Italian.

    The planted question has discrimination 1 and the given hardness. "shifted" makes it harder by so many logits for
    the focal language (delta = -2.35 times that), "reversed" lets its speakers choose the right answer exactly when
    they would not know it. `behind` is by how much they are less able, which is no fault of a question.
    """
    ability = np.concatenate((chance.normal(-behind, 1, focal), chance.normal(0, 1, others)))
    slopes, hard = chance.lognormal(0, 0.3, questions), chance.normal(-0.5, 0.9, questions)
    slopes[0], hard[0] = 1.0, hardness
    logits = slopes * (ability[:, np.newaxis] - hard)
    if harm == "shifted":
        logits[:focal, 0] -= shift
    elif harm == "reversed":
        logits[:focal, 0] *= -1
    right: Numbers = (chance.random(logits.shape) < 1 / (1 + np.exp(-logits))).astype(np.float64)
    names = tuple(f"q{number:02d}" for number in range(questions))
    languages = np.array([FOCAL] * focal + [OTHERS[number % len(OTHERS)] for number in range(others)])
    return Cohort(scores=Scores(questions=names, points=right), languages=languages)
