"""Is forgotten what has been kept long enough, and nothing else?"""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import make, reports
from training.accounts.models import Person, SignIn
from training.content.actions import keep_text
from training.content.queries.keeping import kept_texts
from training.foundation.outbox import Letter, OutboxLetter, State, post
from training.learning.models import ReportMessage
from training.privacy.actions import keep_no_longer


def _sign_in(session: Session, person: Person, at: datetime, *, ended: bool = True) -> None:
    session.add(
        SignIn(
            person_id=person.id,
            digest=uuid4().hex,
            started_at=at,
            seen_at=at,
            ended_at=at if ended else None,
            way="password",
            confirmed_at=at,
            device="Firefox",
        )
    )
    session.flush()


def test_sign_ins_are_forgotten_thirty_days_after_their_end_but_for_the_last(session: Session, now: datetime) -> None:
    person = make.person(session, password="a long password of hers")
    for days in (90, 40, 31):
        _sign_in(session, person, now - timedelta(days=days), ended=days != 40)

    forgotten = keep_no_longer(session, now=now)

    assert forgotten["sign-ins"] == 2
    assert session.scalars(select(SignIn.seen_at)).all() == [now - timedelta(days=31)]


def test_a_sign_in_of_this_month_is_kept(session: Session, now: datetime) -> None:
    person = make.person(session, password="a long password of hers")
    for days in (29, 1):
        _sign_in(session, person, now - timedelta(days=days))

    assert keep_no_longer(session, now=now)["sign-ins"] == 0


@pytest.mark.parametrize(
    ("days", "state", "left"),
    [(91, State.SENT, 0), (91, State.WAITING, 1), (89, State.SENT, 1), (91, State.BOUNCED, 1)],
)
def test_letters_are_forgotten_ninety_days_after_they_were_posted_unless_they_wait(
    session: Session, now: datetime, days: int, state: State, left: int
) -> None:
    person = make.person(session, password="a long password of hers")
    post(session, Letter.INVITATION, person_id=person.id, now=now - timedelta(days=days))
    session.scalars(select(OutboxLetter)).one().state = state.value
    session.flush()

    keep_no_longer(session, now=now)

    assert len(session.scalars(select(OutboxLetter)).all()) == left


@pytest.mark.parametrize(("days", "kept"), [(365, True), (367, False)])
def test_words_about_a_report_are_taken_out_a_year_after_the_decision(
    session: Session, now: datetime, days: int, kept: bool
) -> None:
    person = make.person(session, password="a long password of hers")
    report = reports.report(session, person, make.published_module(session), words="My objection")
    reports.decision(session, report, person, decided_at=now - timedelta(days=days))

    keep_no_longer(session, now=now)

    texts = session.scalars(select(ReportMessage.text)).all()
    assert any(texts) is kept


@pytest.mark.parametrize(("days", "left"), [(29, 1), (31, 0)])
def test_an_unsaved_text_of_an_author_is_kept_for_thirty_days(
    session: Session, now: datetime, days: int, left: int
) -> None:
    author, module = make.person(session), make.module(session)
    kept_at, typed = now - timedelta(days=days), {"title": ["Who"]}
    keep_text(session, person_id=author.id, module_id=module.id, unit="who", basis="", typed=typed, now=kept_at)

    keep_no_longer(session, now=now)

    assert len(kept_texts(session, author.id, module_id=module.id)) == left


@pytest.mark.parametrize(("days", "erased"), [(59, False), (61, True)])
def test_whoever_was_invited_and_never_came_is_forgotten_after_sixty_days(
    session: Session, now: datetime, days: int, erased: bool
) -> None:
    invited = make.person(session, created_at=now - timedelta(days=days))

    keep_no_longer(session, now=now)

    assert (session.get_one(Person, invited.id).erased_at is not None) is erased


@pytest.mark.parametrize(("days", "erased"), [(1095, False), (1097, True)])
def test_an_account_is_erased_three_years_after_the_last_sign_in(
    session: Session, now: datetime, days: int, erased: bool
) -> None:
    person = make.person(session, password="a long password of hers", created_at=now - timedelta(days=2000))
    _sign_in(session, person, now - timedelta(days=days))

    keep_no_longer(session, now=now)

    assert (session.get_one(Person, person.id).erased_at is not None) is erased


def test_doing_it_again_finds_nothing(session: Session, now: datetime) -> None:
    make.person(session, created_at=now - timedelta(days=61))

    keep_no_longer(session, now=now)

    assert set(keep_no_longer(session, now=now).values()) == {0}
