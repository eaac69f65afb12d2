"""What changes when a trainer mends a question? Attempts are graded again, and modules become complete."""

from collections.abc import Collection, Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from training.content.queries import Published
from training.content.rules.module import quiz_of
from training.foundation.audit import Event, record
from training.foundation.db import one_after_another
from training.learning import actions as learning
from training.quizzes import actions as quizzes
from training.quizzes import queries as quiz_queries
from training.quizzes.rules import regrading
from training.quizzes.rules.regrading import Correction, Regrading


def repair(
    session: Session,
    correction: Correction,
    *,
    published: Published,
    quiz: str,
    current: Published,
    lower: bool,
    person_id: int,
    reason: str,
    now: datetime,
) -> int:
    """Grade the attempts again that a correction changes, and return how many these are.

    Whoever passes by it completes the module by the rule of the `current` publication. What is complete stays so.
    """
    # Two corrections at once would each start from the marks before the other.
    one_after_another(session, published.id)
    corrected = quiz_of(published.module, quiz)[1]
    sittings = quiz_queries.sittings(session, published.id, quiz=quiz, question=correction.question)
    wanted = regrading.carried_out(regrading.regradings(sittings, corrected, correction), lower=lower)
    if not wanted:
        return 0
    quizzes.regrade(session, wanted, graded_by=person_id, reason=reason, now=now)
    learning.settle_all(session, _passed(wanted, otherwise=published.module.source), published=current, now=now)
    facts = {"publication": published.id, "quiz": quiz, "lower": lower, **_facts(correction, wanted)}
    record(session, Event.QUIZ_REGRADED, f"module {published.key}", at=now, actor_id=person_id, **facts)
    session.flush()
    return len(wanted)


def _passed(found: Iterable[Regrading], *, otherwise: str) -> dict[int, str]:
    """Return the enrolments that pass only now, each with the language in which it was answered."""
    return {each.sitting.enrolment_id: each.sitting.language or otherwise for each in found if each.passes}


def _facts(correction: Correction, found: Collection[Regrading]) -> dict[str, Any]:
    # Which answers were accepted is left out: a learner may have written them.
    said = {"question": correction.question, "change": correction.change, "language": correction.language}
    return {**said, **asdict(regrading.counted(found))}
