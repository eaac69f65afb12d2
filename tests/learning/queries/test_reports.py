"""Are the reports found that somebody must read, and told to nobody else?"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import fields
from datetime import timedelta

import pytest
from sqlalchemy import delete
from sqlalchemy.orm import Session

from tests import make, reports
from training.learning.models import ReportMessage
from training.learning.queries import (
    Report,
    open_report_counts,
    open_reports,
    own_reports,
    report_counts,
    reports_since,
)

Statements = Callable[[], AbstractContextManager[list[str]]]


@pytest.fixture
def published(session: Session) -> make.Published:
    """Give a published module."""
    return make.published_module(session)


def test_an_open_report_says_all_but_whose_it_is(session: Session, published: make.Published) -> None:
    row = reports.report(session, make.person(session, name="Canary"), published, words="Wrong word.")

    found = open_reports(session, "craft")

    assert found == [
        Report(
            id=row.id,
            publication_id=published.publication.id,
            quiz="who-quiz",
            question="who-single",
            segment="who/who-quiz/who-single/stem",
            language="de",
            kind="translation",
            reported_at=make.NOW,
            words="Wrong word.",
            alike=1,
        )
    ]
    assert [field.name for field in fields(Report) if "person" in field.name] == []


def test_reports_about_other_modules_and_decided_ones_are_left_out(session: Session, published: make.Published) -> None:
    person = make.person(session)
    other = make.published_module(session, make.module_value("other", region="linz"))
    reports.report(session, person, other)
    reports.decision(session, reports.report(session, person, published), person)
    left = reports.report(session, person, published)

    assert [report.id for report in open_reports(session, "craft")] == [left.id]


def test_reports_about_every_publication_of_a_module_are_found_the_oldest_first(
    session: Session, published: make.Published
) -> None:
    person = make.person(session)
    again = make.published_module(session, make.module_value(title="New"), number=2)
    young = reports.report(session, person, published, reported_at=make.NOW + timedelta(days=1))
    old = reports.report(session, person, again)

    assert [report.id for report in open_reports(session, "craft")] == [old.id, young.id]


@pytest.mark.parametrize(
    ("languages", "found"),
    [
        (
            None,
            [("key", "de", 3), ("key", "it", 3), ("key", "sl", 3), ("translation", "de", 1), ("translation", "sl", 1)],
        ),
        ({"sl"}, [("key", "sl", 1), ("translation", "sl", 1)]),
        ({"it", "sl"}, [("key", "it", 2), ("key", "sl", 2), ("translation", "sl", 1)]),
        ({"cs"}, []),
        (set(), []),
    ],
)
def test_reports_that_say_the_same_are_counted_among_those_that_are_asked_for(
    session: Session, published: make.Published, languages: set[str] | None, found: list[tuple[str, str, int]]
) -> None:
    person = make.person(session)
    for kind, language in [("key", "de"), ("key", "sl"), ("key", "it"), ("translation", "sl"), ("translation", "de")]:
        reports.report(session, person, published, kind=kind, language=language)
    reports.decision(session, reports.report(session, person, published, kind="key"), person)

    told = open_reports(session, "craft", languages=languages)

    assert sorted((report.kind, report.language, report.alike) for report in told) == found


def test_open_reports_are_counted_by_module_and_language(session: Session, published: make.Published) -> None:
    person = make.person(session)
    for language in ("de", "sl", "sl"):
        reports.report(session, person, published, language=language)
    reports.report(session, person, make.published_module(session, make.module_value("steel", region="linz")))
    reports.decision(session, reports.report(session, person, published, language="it"), person)

    assert open_report_counts(session) == {"craft": {"de": 1, "sl": 2}, "steel": {"de": 1}}


def test_a_report_whose_words_are_gone_is_still_there(session: Session, published: make.Published) -> None:
    row = reports.report(session, make.person(session), published)
    session.execute(delete(ReportMessage).where(ReportMessage.report_id == row.id))

    assert [report.words for report in open_reports(session, "craft")] == [""]


def test_own_reports_are_the_persons_own_the_youngest_first(session: Session, published: make.Published) -> None:
    person, trainer = make.person(session), make.person(session, role="trainer")
    old = reports.report(session, person, published)
    young = reports.report(session, person, published, reported_at=make.NOW + timedelta(days=1))
    reports.report(session, trainer, published)
    reports.decision(session, old, trainer, decision="no-change", reply="It is meant so.")

    found = own_reports(session, person.id)

    assert [report.id for report in found] == [young.id, old.id]
    assert [(report.decision, report.reply) for report in found] == [(None, ""), ("no-change", "It is meant so.")]


def test_reports_are_counted_by_their_sender(session: Session, published: make.Published) -> None:
    person, trainer = make.person(session), make.person(session, role="trainer")
    reports.decision(session, reports.report(session, person, published), trainer)
    reports.report(session, person, published)

    assert (report_counts(session, person.id).sent, report_counts(session, person.id).unseen) == (2, 1)
    assert (report_counts(session, trainer.id).sent, report_counts(session, trainer.id).unseen) == (0, 0)


def test_what_was_sent_a_day_ago_is_no_longer_recent(session: Session, published: make.Published) -> None:
    person = make.person(session)
    reports.report(session, person, published)
    young = reports.report(session, person, published, reported_at=make.NOW + timedelta(seconds=1))

    assert reports_since(session, person.id, since=make.NOW) == [young.id]


@pytest.mark.parametrize("count", [1, 12])
def test_each_list_is_one_statement(
    session: Session, published: make.Published, statements: Statements, count: int
) -> None:
    person = make.person(session)
    for _ in range(count):
        reports.report(session, person, published)

    with statements() as seen:
        assert len(open_reports(session, "craft")) == count
        assert len(own_reports(session, person.id)) == count
        assert report_counts(session, person.id).sent == count

    assert len(seen) == 3
