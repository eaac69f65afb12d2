"""Does a translation that answers show to be wrong become a task at its texts, once, and without a number?"""

from datetime import datetime
from typing import Any

import numpy as np
import pytest
from sqlalchemy.orm import Session

from tests import make
from tests.cohorts import PLANTED, cohort
from tests.teaching.answered import LANGUAGES, QUIZ, crowd
from training.content.rules.segments import segments, text_digest
from training.teaching import actions
from training.translation.actions.tasks import close_for
from training.translation.models import Translation
from training.translation.queries.tasks import open_tasks

TURNED: dict[str, Any] = {"harm": "reversed", "hardness": -1.0}
AT = f"final/{QUIZ}/{PLANTED}"
TEXTS = {f"{AT}/stem", f"{AT}/a/text", f"{AT}/b/text"}


def translated(session: Session, published: make.Published) -> None:
    """Let the texts of the planted question stand in the database as they were published."""
    for address, source in segments(published.value):
        if address.startswith(AT):
            words = {"segment": address, "source": source, "text": f"[sl] {source}"}
            make.translation(session, published.row, language="sl", **words)


def test_the_alarm_asks_once_to_look_at_each_text_of_the_question(session: Session, now: datetime) -> None:
    published = crowd(session, cohort(np.random.default_rng(11), focal=120, others=240, questions=8, **TURNED))
    translated(session, published)
    person = make.person(session)

    assert actions.ring(session, "craft", now=now) == len(TEXTS)
    assert actions.ring(session, "craft", now=now) == 0
    tasks = open_tasks(session, published.row.id, "sl")
    assert set(tasks) == TEXTS
    [stem] = tasks[f"{AT}/stem"]
    source = f"Who pays, {PLANTED}?"
    assert (stem.kind, stem.facts) == ("alarm", {"source": text_digest(source), "text": text_digest(f"[sl] {source}")})
    assert all(not open_tasks(session, published.row.id, language) for language in LANGUAGES if language != "sl")
    close_for(session, module_id=published.row.id, language="sl", segments=TEXTS, person_id=person.id, now=now)
    assert actions.ring(session, "craft", now=now) == 0

    # What was mended at the desk waits for its publication.
    row = session.get_one(Translation, (published.row.id, "sl", f"{AT}/a/text", text_digest("The town")))
    row.text = "Mesto"
    session.flush()
    assert actions.ring(session, "craft", now=now) == 0


@pytest.mark.parametrize(("focal", "there"), [(25, True), (120, False)])
def test_few_answers_and_what_reads_otherwise_by_now_ask_for_nothing(
    session: Session, now: datetime, focal: int, there: bool
) -> None:
    published = crowd(session, cohort(np.random.default_rng(11), focal=focal, others=240, questions=8, **TURNED))
    if there:
        translated(session, published)

    assert actions.ring(session, "craft", now=now) == 0
    assert actions.ring(session, "nowhere", now=now) == 0
