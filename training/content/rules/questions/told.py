"""Which questions are told in steps, or have no right answer?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from training.content.rules.texts import Markdown, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What may be done at a step of a scenario; `next` is the step that follows, None where the case ends."""

    key: str
    text: Text
    right: bool = False
    feedback: Text
    next: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """One step of a scenario."""

    key: str
    text: Markdown
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A case told in steps, beginning with the first; the share of right decisions on the way gives the point."""

    kind: ClassVar[str] = "scenario"
    key: str
    objective: str
    stem: Text
    see: str | None = None
    pool: str | None = None
    steps: tuple[Situation, ...]

    def followed(self, way: Sequence[str]) -> tuple[tuple[Situation, Decision], ...]:
        """Follow decisions (their keys) from the first step on; one that does not exist there ends the way."""
        made: list[tuple[Situation, Decision]] = []
        for key in way:
            step = self.open_after([decision.key for _, decision in made])
            decision = next((each for each in step.decisions if each.key == key), None) if step else None
            if step is None or decision is None:
                break
            made.append((step, decision))
        return tuple(made)

    def open_after(self, way: Sequence[str]) -> Situation | None:
        """Return the step that is open after these decisions; None where the case has ended."""
        step: Situation | None = self.steps[0]
        for key in way:
            decision = next((each for each in step.decisions if each.key == key), None) if step else None
            step = next((each for each in self.steps if decision and each.key == decision.next), None)
        return step


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """A self-assessment on five levels, from `low` to `high`; there is no right answer and no point."""

    kind: ClassVar[str] = "scale"
    key: str
    objective: str
    stem: Text
    see: str | None = None
    pool: str | None = None
    low: Text
    high: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Reflection:
    """A question for the learner's own words, seen by the learner alone; `model_answer` is shown afterwards."""

    kind: ClassVar[str] = "reflection"
    key: str
    objective: str
    stem: Text
    see: str | None = None
    pool: str | None = None
    model_answer: Markdown
