"""Does a program get the very file that its person gets on the page?"""

from collections.abc import Callable

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import make
from tests.reporting.views.api.conftest import HALL, Ask
from training.accounts.models import Person
from training.foundation.audit import AuditEntry, Event
from training.reporting.files import TYPES
from training.reporting.models import AccessToken

SignIn = Callable[[FlaskClient, Person], FlaskClient]
FILES = "/releases/2026Q3/files"


def test_the_file_is_byte_for_byte_that_of_the_page(
    ask: Ask, partner: str, client: FlaskClient, session: Session, sign_in: SignIn
) -> None:
    sign_in(client, session.scalars(select(Person).join(AccessToken)).one())
    queries = ("place=linz", f"place={HALL}&module=craft", "whole=1", "place=linz&locale=de")

    for kind, query in [*(("csv", query) for query in queries), ("json", "place=linz"), ("xlsx", "whole=1")]:
        page = client.get(f"/cs/statistics.{kind}?quarter=2026Q3&{query}")
        asked = dict(each.split("=") for each in query.split("&"))
        answer = ask(f"{FILES}/{kind}", partner, language="cs", **asked)
        assert (answer.status_code, answer.content_type) == (200, TYPES[kind]), query
        assert answer.data == page.data, (kind, query)
        assert answer.headers["Content-Disposition"] == page.headers["Content-Disposition"]


def test_a_file_is_taken_once_a_day_and_not_sent_again(ask: Ask, partner: str, session: Session) -> None:
    first = ask(f"{FILES}/csv", partner)
    again = ask(f"{FILES}/csv", partner, headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.data) == (304, b"")
    ask(f"{FILES}/json", partner)
    assert session.scalars(select(AuditEntry.event)).all() == [Event.STATISTICS_TAKEN]


def test_no_file_reaches_further_than_the_token(ask: Ask, partner: str, session: Session) -> None:
    narrowed = make.token(session, session.scalars(select(Person).join(AccessToken)).one(), place=HALL)

    for token, place, status in ((partner, "padova", 404), (narrowed, "linz", 404), (narrowed, HALL, 200)):
        assert ask(f"{FILES}/csv", token, place=place).status_code == status
    text = ask(f"{FILES}/csv", narrowed, whole=1).text
    assert "Hall" in text
    assert "Linz (en)" not in text
    assert ask(f"{FILES}/exe", partner).status_code == 404
