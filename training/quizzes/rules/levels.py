"""How is a statement of the self-assessment answered? On five levels, kept like the answer to a question."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from training.content.rules.blocks import AFTER, BEFORE
from training.content.rules.module import Statement
from training.quizzes.rules.grading import AnswerLike, counting_answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Confidence:
    """The level given to a statement before and after; None where there is none."""

    statement: Statement
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """How many statements were answered at both moments, and in how many of them the level rose, stayed or fell."""

    pairs: int
    risen: int
    same: int
    fallen: int


def levels(answers: Iterable[AnswerLike]) -> dict[str, int]:
    """Return the level of each statement: the last one given."""
    return {key: answer.response["level"] for key, answer in counting_answers(answers).items()}


def confidences(statements: Iterable[Statement], answers: Mapping[str, Iterable[AnswerLike]]) -> tuple[Confidence, ...]:
    """Put the levels of both moments side by side; `answers` maps a moment to what was answered then.

    What is answered to "before" once "after" has been answered is kept but does not count: it would be hindsight.
    """
    after = list(answers.get(AFTER, ()))
    end = min((answer.answered_at for answer in after), default=None)
    before = {key: one.response["level"] for key, one in counting_answers(answers.get(BEFORE, ()), until=end).items()}
    later = levels(after)
    return tuple(
        Confidence(statement=statement, before=before.get(statement.key), after=later.get(statement.key))
        for statement in statements
    )


def change(found: Iterable[Confidence]) -> Change:
    """Count pairs only: a level without its counterpart says nothing about change."""
    steps = [one.after - one.before for one in found if one.before is not None and one.after is not None]
    return Change(
        pairs=len(steps),
        risen=sum(step > 0 for step in steps),
        same=sum(step == 0 for step in steps),
        fallen=sum(step < 0 for step in steps),
    )
