"""Do many enrolments become complete together, each as it would alone?"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import make
from training.content import queries as content
from training.learning import actions
from training.learning.models import Completion, Enrolment


@pytest.fixture
def published(session: Session) -> make.Published:
    """Give a published module."""
    return make.published_module(session)


def _ready(session: Session, published: make.Published) -> Enrolment:
    """Make an enrolment whose rule is true."""
    enrolment = make.enrolment(session, make.person(session), published)
    for lesson in ("who", "space"):
        make.reading(session, enrolment, published, lesson=lesson)
    make.grade(session, make.attempt(session, enrolment, published, quiz="final-test"))
    return enrolment


def test_each_completion_is_the_one_that_settling_alone_gives(
    session: Session, published: make.Published, now: datetime
) -> None:
    value = content.published(session, published.publication.id)
    alone, together = _ready(session, published), _ready(session, published)

    actions.settle(session, alone.id, published=value, language="sl", now=now)
    actions.settle_all(session, {together.id: "sl"}, published=value, now=now)

    found = {row.enrolment_id: row for row in session.scalars(select(Completion))}
    facts = ("publication_id", "rule", "points", "max_points", "language", "completed_at")
    one, other = found[alone.id], found[together.id]
    assert [getattr(one, fact) for fact in facts] == [getattr(other, fact) for fact in facts]
    assert one.certificate != other.certificate


def test_who_is_not_ready_and_who_is_complete_are_left_as_they_are(
    session: Session, published: make.Published, now: datetime
) -> None:
    value = content.published(session, published.publication.id)
    not_ready, complete = make.enrolment(session, make.person(session), published), _ready(session, published)
    given = make.completion(session, complete, published)

    actions.settle_all(session, {not_ready.id: "en", complete.id: "en"}, published=value, now=now)

    assert [row.certificate for row in session.scalars(select(Completion))] == [given.certificate]


def test_two_statements_settle_a_batch(
    session: Session,
    published: make.Published,
    statements: Callable[[], AbstractContextManager[list[str]]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(actions, "_AT_ONCE", 2)
    value = content.published(session, published.publication.id)
    languages = {_ready(session, published).id: "en" for _ in range(5)}

    with statements() as seen:
        actions.settle_all(session, languages, published=value, now=make.NOW)

    assert len(seen) == 3 * 2
    assert len(session.scalars(select(Completion)).all()) == 5
