"""Do translators and reviewers read the reports about their languages, and is the rest of teaching closed to them?"""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests import make
from tests import reports as made
from tests.modules import final
from tests.teaching.conftest import Course
from training.accounts.models import Person
from training.content.models import Publication
from training.content.rules.module import CompletionRule
from training.foundation.permissions import Role
from training.learning.models import ReportDecision

Translating = Callable[..., FlaskClient]
MODULE = "/en/teaching/modules/craft"
REPORTS = f"{MODULE}/reports"
DECIDED_BY_TRAINERS = "The trainers of the module decide what comes of a report"


@pytest.fixture
def translating(
    client: FlaskClient, session: Session, sign_in: Callable[[FlaskClient, Person], FlaskClient]
) -> Translating:
    """Sign somebody in who translates into some languages in a region, or everywhere; an empty one stands for all."""

    def translating(
        *languages: str, role: Role = Role.TRANSLATOR, region: str | None = "chemnitz", person: Person | None = None
    ) -> FlaskClient:
        person = person or make.person(session)
        for language in languages:
            make.grant(session, person, role=role, region=region).language = language
            session.flush()
        return sign_in(client, person)

    return translating


@pytest.fixture
def reported(session: Session, course: Course) -> Course:
    """Give a module about which somebody has reported something in German, in Slovene and in the original."""
    learner = make.person(session, name="Unverwechselbar")
    for language, words in (("de", "Falsches Wort."), ("sl", "Napačna beseda."), ("en", "An odd word.")):
        made.report(session, learner, course.published, language=language, kind="unclear", words=words)
    return course


@pytest.mark.parametrize("role", [Role.TRANSLATOR, Role.REVIEWER])
@pytest.mark.parametrize(
    ("languages", "words"),
    [
        (("sl",), {"Napačna beseda."}),
        (("de", "sl"), {"Napačna beseda.", "Falsches Wort."}),
        (("it",), set()),
        (("",), {"Napačna beseda.", "Falsches Wort.", "An odd word."}),
        (("sl", ""), {"Napačna beseda.", "Falsches Wort.", "An odd word."}),
    ],
)
def test_whoever_translates_reads_what_was_reported_in_the_own_languages(
    translating: Translating,
    reported: Course,
    role: Role,
    languages: tuple[str, ...],
    words: set[str],
) -> None:
    page = translating(*languages, role=role).get(REPORTS).text
    assert {said for said in ("Napačna beseda.", "Falsches Wort.", "An odd word.") if said in page} == words
    assert "Unverwechselbar" not in page


def test_the_page_says_which_languages_it_is_about(translating: Translating, reported: Course) -> None:
    page = translating("sl", "de").get(REPORTS).text
    assert "You see the reports about what was read in: German and Slovenian." in page


def test_a_trainer_who_also_translates_reads_all(
    teaching: FlaskClient, session: Session, trainer: Person, reported: Course
) -> None:
    make.grant(session, trainer, role=Role.TRANSLATOR).language = "sl"
    session.flush()
    page = teaching.get(REPORTS).text
    assert "Falsches Wort." in page
    assert "You see the reports about what was read in" not in page
    assert DECIDED_BY_TRAINERS not in page


def test_only_reports_are_counted_that_may_be_read(
    session: Session, translating: Translating, reported: Course
) -> None:
    made.report(session, make.person(session), reported.published, language="sl", kind="unclear")
    browser = translating("sl")
    assert "<li>2 open reports</li>" in browser.get("/en/teaching").text
    assert "Reports of learners</a>: 2 open" in browser.get(MODULE).text
    # The others say the same in other languages.
    assert browser.get(REPORTS).text.count("2 open reports say this.") == 2


def test_the_reports_of_another_region_are_closed(session: Session, translating: Translating, reported: Course) -> None:
    make.published_module(session, make.module_value("steel", region="linz"))
    browser = translating("sl", region="linz")
    assert [browser.get(path).status_code for path in (MODULE, REPORTS)] == [403, 403]
    listed = browser.get("/en/teaching").text
    assert "/en/teaching/modules/steel" in listed
    assert "/en/teaching/modules/craft" not in listed


def test_a_language_in_one_region_says_nothing_about_another(
    session: Session, translating: Translating, reported: Course
) -> None:
    trainer_of_linz = make.person(session, role=Role.TRAINER, region="linz")
    page = translating("sl", person=trainer_of_linz).get(REPORTS).text
    assert "Napačna beseda." in page
    assert "Falsches Wort." not in page


def test_whoever_translates_everywhere_reads_of_every_region(translating: Translating, reported: Course) -> None:
    browser = translating("sl", region=None)
    assert "<li>1 open report</li>" in browser.get("/en/teaching").text
    assert "Napačna beseda." in browser.get(REPORTS).text


@pytest.mark.parametrize("role", [Role.TRANSLATOR, Role.REVIEWER])
@pytest.mark.parametrize("region", ["chemnitz", None])
def test_figures_answers_and_corrections_stay_closed(
    translating: Translating, course: Course, role: Role, region: str | None
) -> None:
    course.handed_in()
    browser = translating("", role=role, region=region)
    read = (f"{MODULE}/quizzes/final-test", course.quiz_address, course.regrade_address)
    assert [browser.get(path).status_code for path in read] == [403, 403, 403]
    assert browser.post(course.regrade_address, data={"change": "drop", "reason": "So."}).status_code == 403


def test_deciding_stays_closed(session: Session, translating: Translating, course: Course) -> None:
    report = made.report(session, make.person(session), course.published)
    browser = translating("de")
    assert browser.post(f"{REPORTS}/{report.id}", data={"decision": "corrected"}).status_code == 403
    assert session.scalar(select(func.count()).select_from(ReportDecision)) == 0
    page = browser.get(REPORTS).text
    assert f'action="{REPORTS}/' not in page
    assert "/regrade" not in page
    assert DECIDED_BY_TRAINERS in page


def test_the_module_shows_neither_quizzes_nor_how_often_they_were_handed_in(
    translating: Translating,
    course: Course,
    statements: Callable[[], AbstractContextManager[list[str]]],
) -> None:
    course.handed_in()
    browser = translating("sl")
    browser.get(MODULE)
    with statements() as seen:
        page = browser.get(MODULE).text
    assert "Attempts handed in" not in page
    assert "/quizzes/" not in page
    assert "Learners do not see this module now" not in page
    # The person, the publications, the reports: nobody asked for attempts, and the region is remembered.
    assert len(seen) == 3, seen


def test_a_report_names_its_segment_and_leads_to_where_it_stands(translating: Translating, reported: Course) -> None:
    page = translating("sl").get(REPORTS).text
    assert "<code>who/who-quiz/who-single/stem</code>" in page
    assert '<a href="/sl/modules/craft/lessons/who" hreflang="sl" lang="sl">[sl] ' in page


def test_what_learners_no_longer_see_has_no_place_to_lead_to(
    session: Session, translating: Translating, reported: Course
) -> None:
    browser = translating("sl")
    shorter = make.module_value(lessons=(final(),), completion=CompletionRule(passed=("final-test",)))
    make.published_module(session, shorter, number=2)
    page = browser.get(REPORTS).text
    assert "Napačna beseda." in page
    assert "Where it stands" not in page


def test_a_withdrawn_module_leads_nowhere(session: Session, translating: Translating, reported: Course) -> None:
    browser = translating("sl")
    assert "Where it stands" in browser.get(REPORTS).text
    session.add(Publication(module_id=reported.published.row.id, texts={}, published_at=make.NOW))
    session.flush()
    assert "Where it stands" not in browser.get(REPORTS).text
