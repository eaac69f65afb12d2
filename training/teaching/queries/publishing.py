"""Whom would a new publication meet in the middle?"""

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import Executable, bindparam, exists, func, or_, select
from sqlalchemy.orm import Session

from training.accounts.models import Person
from training.content.rules.blocks import MOMENTS, run_of
from training.foundation.db import UtcDateTime, rows
from training.learning.models import Completion, Enrolment
from training.quizzes.models import Attempt, Grade


@dataclass(frozen=True, slots=True)
class InTheMiddle:
    """How many learners have begun and not completed a module, and how many sit before a quiz of it."""

    learners: int
    attempting: int


def in_the_middle(session: Session, module_id: int, *, now: datetime) -> InTheMiddle:
    """The learners of a module who have begun and not completed it; closed accounts are left out.

    Whoever sits before a quiz may have completed the module already, and take it once more for practice.
    """
    row = rows(session, _in_the_middle(), module_id=module_id, now=now).one()
    return InTheMiddle(*row)


@cache
def _in_the_middle() -> Executable:
    """Count both in one statement."""
    in_module = Enrolment.module_id == bindparam("module_id")
    open_account = (Person.id == Enrolment.person_id) & Person.disabled_at.is_(None) & Person.erased_at.is_(None)
    completed = exists().where(Completion.enrolment_id == Enrolment.id)
    learners = select(func.count()).select_from(Enrolment).join(Person, open_account).where(in_module, ~completed)
    graded = exists().where(Grade.attempt_id == Attempt.id)
    in_time = or_(Attempt.closes_at.is_(None), Attempt.closes_at > bindparam("now", type_=UtcDateTime))
    attempting = (
        select(func.count(Enrolment.id.distinct()))
        .join(Attempt, Attempt.enrolment_id == Enrolment.id)
        .join(Person, open_account)
        # Levels of confidence are kept like attempts, and never handed in.
        .where(in_module, ~graded, in_time, Attempt.quiz.not_in([run_of(moment) for moment in MOMENTS]))
    )
    return select(learners.scalar_subquery(), attempting.scalar_subquery())
