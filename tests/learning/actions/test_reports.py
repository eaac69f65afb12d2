"""Is an objection kept once, its words apart from the facts, and decided once?"""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests import make
from training.accounts.models import Person
from training.foundation.audit import AuditEntry, Event
from training.foundation.errors import NotFound, Refused
from training.learning import actions, queries
from training.learning.models import QuestionReport, ReportDecision, ReportMessage
from training.learning.rules.reports import MOST_REPORTS, Objection
from training.tables import append_only_tables, make_models_known

CANARY = "Canary Sparrow"


@pytest.fixture
def published(session: Session) -> make.Published:
    """Give a published module."""
    return make.published_module(session)


@pytest.fixture
def person(session: Session) -> Person:
    """Give somebody who learns."""
    return make.person(session)


@pytest.fixture
def trainer(session: Session) -> Person:
    """Give somebody who decides."""
    return make.person(session, role="trainer")


def _report(
    session: Session,
    person: Person,
    published: make.Published,
    now: datetime,
    *,
    form_id: UUID | None = None,
    kind: str = "key",
    words: str = "Two fit.",
) -> UUID:
    return actions.report_question(
        session,
        form_id or uuid4(),
        person_id=person.id,
        publication_id=published.publication.id,
        quiz="who-quiz",
        question="who-single",
        objection=Objection(segment="who/who-quiz/who-single", kind=kind, words=words),
        language="sl",
        now=now,
    )


def _decide(
    session: Session, report_id: UUID, trainer: Person, now: datetime, *, decision: str = "corrected", reply: str = ""
) -> None:
    actions.decide_report(session, report_id, decision=decision, reply=reply, person_id=trainer.id, now=now)


def _count(session: Session, table: type = QuestionReport) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def test_a_report_is_kept_with_language_and_time_and_its_words_apart(
    session: Session, published: make.Published, person: Person, now: datetime
) -> None:
    report_id = _report(session, person, published, now)

    row = session.scalars(select(QuestionReport)).one()
    said = session.scalars(select(ReportMessage)).one()
    assert (row.id, row.person_id, row.publication_id) == (report_id, person.id, published.publication.id)
    assert (row.segment, row.kind, row.language) == ("who/who-quiz/who-single", "key", "sl")
    assert row.reported_at == now
    assert (said.report_id, said.part, said.person_id, said.text) == (report_id, "objection", person.id, "Two fit.")


def test_the_same_id_twice_is_the_same_report(
    session: Session, published: make.Published, person: Person, now: datetime
) -> None:
    form_id = uuid4()

    first = _report(session, person, published, now, form_id=form_id)
    second = _report(session, person, published, now + timedelta(seconds=5), form_id=form_id)

    assert first == second
    assert (_count(session), _count(session, ReportMessage)) == (1, 1)


def test_a_page_brought_back_by_the_browser_loses_no_other_words(
    session: Session, published: make.Published, person: Person, now: datetime
) -> None:
    form_id = uuid4()

    for words in ("One.", "Two.", "Two."):
        _report(session, person, published, now, form_id=form_id, words=words)

    assert sorted(session.scalars(select(ReportMessage.text))) == ["One.", "Two."]


def test_an_id_that_somebody_else_used_is_another_report(
    session: Session, published: make.Published, person: Person, trainer: Person, now: datetime
) -> None:
    form_id = uuid4()

    assert _report(session, person, published, now, form_id=form_id) != _report(
        session, trainer, published, now, form_id=form_id
    )


def test_the_twenty_first_report_of_a_day_is_refused_and_the_next_day_has_room(
    session: Session, published: make.Published, person: Person, trainer: Person, now: datetime
) -> None:
    last = uuid4()
    for number in range(MOST_REPORTS):
        form_id = last if number == MOST_REPORTS - 1 else uuid4()
        _report(session, person, published, now, form_id=form_id, words=str(form_id))

    with pytest.raises(Refused, match="reports-too-many"):
        _report(session, person, published, now + timedelta(hours=23))

    assert _count(session) == MOST_REPORTS
    # A double click on the last one is no further report, and what others send has nothing to do with it.
    _report(session, person, published, now, form_id=last, words=str(last))
    _report(session, trainer, published, now)
    _report(session, person, published, now + timedelta(hours=24))
    assert _count(session) == MOST_REPORTS + 2


def test_a_decision_is_kept_with_its_reply_and_told_to_the_learner(
    session: Session, published: make.Published, person: Person, trainer: Person, now: datetime
) -> None:
    report_id = _report(session, person, published, now)

    _decide(session, report_id, trainer, now, decision="regraded", reply=" You are right.\r\n")

    row = session.scalars(select(ReportDecision)).one()
    assert (row.report_id, row.decision, row.decided_by, row.decided_at) == (report_id, "regraded", trainer.id, now)
    told = queries.own_reports(session, person.id)[0]
    assert (told.words, told.reply, told.decision, told.is_new) == ("Two fit.", "You are right.", "regraded", True)


def test_a_reply_may_be_empty(
    session: Session, published: make.Published, person: Person, trainer: Person, now: datetime
) -> None:
    _decide(session, _report(session, person, published, now), trainer, now, reply=" ")

    assert list(session.scalars(select(ReportMessage.part))) == ["objection"]


def test_who_decides_an_own_report_answers_beside_the_own_words(
    session: Session, published: make.Published, trainer: Person, now: datetime
) -> None:
    _decide(session, _report(session, trainer, published, now), trainer, now, reply="Mended.")

    told = queries.own_reports(session, trainer.id)[0]
    assert (told.words, told.reply) == ("Two fit.", "Mended.")


def test_a_decided_report_cannot_be_decided_again(
    session: Session, published: make.Published, person: Person, trainer: Person, now: datetime
) -> None:
    report_id = _report(session, person, published, now)
    _decide(session, report_id, trainer, now, reply="First.")

    with pytest.raises(Refused, match="report-decided"):
        _decide(session, report_id, trainer, now, decision="no-change", reply="Second.")

    told = queries.own_reports(session, person.id)[0]
    assert (told.decision, told.reply) == ("corrected", "First.")
    assert _count(session, AuditEntry) == 1


@pytest.mark.parametrize(
    ("code", "typed"), [("choice-unknown", {"decision": "perhaps"}), ("report-too-long", {"reply": "x" * 1001})]
)
def test_what_cannot_be_decided_is_refused(
    session: Session, published: make.Published, trainer: Person, code: str, typed: dict[str, str]
) -> None:
    report_id = _report(session, trainer, published, make.NOW)

    with pytest.raises(Refused, match=code):
        _decide(session, report_id, trainer, make.NOW, **typed)

    assert _count(session, ReportDecision) == 0


def test_a_report_that_is_not_there_cannot_be_decided(session: Session, trainer: Person, now: datetime) -> None:
    with pytest.raises(NotFound):
        _decide(session, uuid4(), trainer, now)


def test_a_decision_leaves_one_entry_that_says_what_and_where(
    session: Session, published: make.Published, person: Person, trainer: Person, now: datetime
) -> None:
    report_id = _report(session, person, published, now)

    _decide(session, report_id, trainer, now, reply=CANARY)

    entry = session.scalars(select(AuditEntry)).one()
    assert (entry.event, entry.subject, entry.actor_id) == (Event.REPORT_DECIDED, f"report {report_id}", trainer.id)
    place = {"module": "craft", "quiz": "who-quiz", "question": "who-single"}
    assert entry.facts == {**place, "decision": "corrected"}


def test_no_personal_word_stands_where_nothing_can_be_erased(
    session: Session, published: make.Published, person: Person, trainer: Person, now: datetime
) -> None:
    report_id = _report(session, person, published, now, words=CANARY)
    _decide(session, report_id, trainer, now, reply=CANARY)
    tables = make_models_known().tables

    kept = {name: str(session.execute(select(tables[name])).all()) for name in append_only_tables()}

    assert {"question_report", "report_decision", "audit_entry"} <= kept.keys()
    assert [name for name, words in kept.items() if CANARY in words] == []
    # The words themselves can be erased, and everything else goes on.
    for message in session.scalars(select(ReportMessage)):
        message.text = ""
    session.flush()
    told = queries.own_reports(session, person.id)[0]
    assert (told.words, told.reply, told.decision) == ("", "", "corrected")


def test_a_decision_is_new_until_its_learner_has_seen_it(
    session: Session, published: make.Published, person: Person, trainer: Person, now: datetime
) -> None:
    report_id = _report(session, person, published, now)
    # Nobody can have seen what has not been decided, and nobody sees for somebody else.
    actions.see_decisions(session, [report_id], person_id=person.id, now=now)
    _decide(session, report_id, trainer, now, reply="Mended.")
    actions.see_decisions(session, [report_id], person_id=trainer.id, now=now)
    assert queries.report_counts(session, person.id).unseen == 1

    actions.see_decisions(session, [report_id], person_id=person.id, now=now)
    actions.see_decisions(session, [report_id], person_id=person.id, now=now + timedelta(days=1))

    assert queries.report_counts(session, person.id).unseen == 0
    assert queries.own_reports(session, person.id)[0].seen_at == now
