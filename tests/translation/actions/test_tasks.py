"""Is a text looked at once for the same reason, and is it said what came of it?"""

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests import make
from training.foundation.errors import NotFound, Refused
from training.translation.actions.tasks import close_for, close_task, open_task
from training.translation.models import TranslationTask
from training.translation.queries.tasks import open_task_counts, open_tasks
from training.translation.rules.tasks import Kind, about

STEM = "who/who-quiz/who-single/stem"


def test_the_alarm_rings_anew_only_for_another_text(session: Session, now: datetime) -> None:
    module, person = make.module(session), make.person(session)
    place: dict[str, Any] = {"module_id": module.id, "language": "de", "segment": STEM, "now": now}

    def ring(text: str) -> bool:
        return open_task(session, **place, kind=Kind.ALARM, facts=about("Which?", text))

    assert [ring("Welche?"), ring("Welche?"), ring("Was?")] == [True, False, False]
    [task] = open_tasks(session, module.id, "de")[STEM]
    close: dict[str, Any] = {"module_id": module.id, "language": "de", "person_id": person.id, "now": now}
    close_task(session, task.id, outcome="nothing-wrong", **close)
    close_task(session, task.id, outcome="mended", **close)
    assert session.get_one(TranslationTask, task.id).outcome == "nothing-wrong"
    assert open_tasks(session, module.id, "de") == {}
    assert [ring("Welche?"), ring("Was?")] == [False, True]
    assert open_task_counts(session) == {(module.id, "de"): 1}


def test_what_was_sent_back_can_be_sent_back_again(session: Session, now: datetime) -> None:
    module, person = make.module(session), make.person(session)
    place: dict[str, Any] = {"module_id": module.id, "language": "de", "segment": STEM, "now": now}
    returned: dict[str, Any] = {"kind": Kind.RETURNED, "facts": {"reason": "Not German."}}

    assert open_task(session, **place, **returned)
    assert not open_task(session, **place, **returned)
    pair: dict[str, Any] = {"module_id": module.id, "language": "de", "person_id": person.id, "now": now}
    assert close_for(session, segments=[STEM, "module/title"], **pair) == 1
    assert close_for(session, segments=[STEM], **pair) == 0
    assert open_task(session, **place, **returned)


def test_a_task_is_closed_from_its_own_module_and_language_alone(session: Session, now: datetime) -> None:
    module, person = make.module(session), make.person(session)
    place: dict[str, Any] = {"module_id": module.id, "language": "de", "segment": STEM, "now": now}
    open_task(session, **place, kind=Kind.REPORT, facts={"report": "1"})
    [task] = open_tasks(session, module.id, "de")[STEM]
    by: dict[str, Any] = {"person_id": person.id, "now": now}

    with pytest.raises(NotFound):
        close_task(session, task.id, module_id=module.id, language="sl", outcome="mended", **by)
    with pytest.raises(Refused, match="choice-unknown"):
        close_task(session, task.id, module_id=module.id, language="de", outcome="burnt", **by)
