"""Does the alarm ring when a translation is wrong, and only then? `python -m benchmarks.alarm` asks invented people."""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import click
import numpy as np

from tests.cohorts import FOCAL, PLANTED, cohort
from training.quizzes.rules.statistics.alarm import MINIMUM_GROUP, Alarm, alarms

SIZES = (20, 50, 100, 300)
SHORT = (6, 12)
COHORTS = 100
#: Below the real minimum, so that the table shows what it spares us.
_NO_MINIMUM = 10
_SEED = 7
_EVEN = 0.5
SCENARIOS: dict[str, dict[str, Any]] = {
    "nothing is wrong": {},
    "less able by 0.5": {"behind": 0.5},
    "harder by 1 logit": {"harm": "shifted", "shift": 1.0},
    "harder by 1.5 logits": {"harm": "shifted", "shift": 1.5},
    "key turned, easy": {"harm": "reversed", "hardness": -1.0},
    "key turned, middle": {"harm": "reversed", "hardness": 0.0},
}
EXPLANATION = f"""
A row is many cohorts: so many persons in one language, 600 in two others, 20 questions unless it says otherwise,
two-parameter logistic model, seed {_SEED}. Per cent of questions for which the method speaks up. C: class C of ETS,
without shrinkage. P>½: the posterior probability of a true class C is above one half. alarm: the verdict. watch:
watch or alarm. "found" is the planted question, "false" all others in that language, "elsewhere" (verdict alarm)
all questions in the two other languages. The minimum of {MINIMUM_GROUP} answers is switched off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What was found in all cohorts of one kind: for the planted question, for sound ones, and in other languages."""

    planted: list[Alarm]
    sound: list[Alarm]
    elsewhere: list[Alarm]


def row(size: int, *, cohorts: int = COHORTS, minimum: int = _NO_MINIMUM, **scenario: Any) -> Row:
    """Judge so many cohorts with `size` persons in the language with the fault."""
    found: list[Alarm] = []
    for number in range(cohorts):
        drawn = cohort(np.random.default_rng((_SEED, size, number)), focal=size, **scenario)
        found += alarms(drawn.scores, drawn.languages, minimum=minimum)
    here = [one for one in found if one.language == FOCAL]
    harmed = PLANTED if "harm" in scenario else None
    return Row(
        planted=[one for one in here if one.question == harmed],
        sound=[one for one in here if one.question != harmed],
        elsewhere=[one for one in found if one.language != FOCAL],
    )


@click.command
@click.option("--cohorts", default=COHORTS, show_default=True, help="Fewer: to see whether it works, not to quote.")
def main(*, cohorts: int) -> None:
    """Measure power and false alarms for groups of several sizes."""
    started = time.process_time()
    click.echo(EXPLANATION)
    for line in _lines(cohorts):
        click.echo(line)
    click.echo(f"\n{cohorts} cohorts a row, {time.process_time() - started:.0f} seconds of processor time")


def _lines(cohorts: int) -> Iterator[str]:
    yield f"\n{'':<22}{'':>5}{'found':>28}{'false':>28}{'elsewhere':>11}"
    yield f"{'':<22}{'size':>5}{'C    P>½  alarm  watch':>28}{'C    P>½  alarm  watch':>28}{'alarm':>11}"
    for name, scenario in SCENARIOS.items():
        for size in SIZES:
            yield _line(name, size, row(size, cohorts=cohorts, **scenario))
    for questions in SHORT:
        for name in ("less able by 0.5", "key turned, easy"):
            told = row(100, cohorts=cohorts, questions=questions, **SCENARIOS[name])
            yield _line(f"{name.partition(',')[0]}, {questions} q.", 100, told)


def _line(name: str, size: int, found: Row) -> str:
    elsewhere = _per_cent(one.verdict == "alarm" for one in found.elsewhere)
    return f"{name:<22}{size:>5}{_four(found.planted):>28}{_four(found.sound):>28}{elsewhere:>11}"


def _four(found: list[Alarm]) -> str:
    return "  ".join(
        f"{part:>5}"
        for part in (
            _per_cent(one.category == "C" for one in found),
            _per_cent((one.probability or 0) > _EVEN for one in found),
            _per_cent(one.verdict == "alarm" for one in found),
            _per_cent(one.verdict in ("alarm", "watch") for one in found),
        )
    )


def _per_cent(answers: Iterable[bool]) -> str:
    listed = list(answers)
    return f"{100 * sum(listed) / len(listed):.1f}" if listed else "-"


if __name__ == "__main__":
    main()
