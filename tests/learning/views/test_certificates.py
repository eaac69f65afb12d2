"""Can a certificate be shown, printed and verified by anybody, in any language?"""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from pypdf import PdfReader
from sqlalchemy.orm import Session

from tests import make
from tests.learning.views.conftest import Learner


@pytest.fixture
def number(learner: Learner, session: Session) -> str:
    """Give the number of the learner's certificate."""
    rule = {"read": ["who", "space"], "passed": [{"quiz": "final-test", "percent": 60}]}
    return str(make.completion(session, learner.enrolment, learner.published, rule=rule).certificate)


def test_anybody_can_verify_a_certificate(learner: Learner, number: str) -> None:
    learner.sign_out()
    page = learner.get(f"/sl/certificates/{number}").text
    assert "Katja Brandt" in page
    assert "[sl] Rooms for makers" in page
    assert number in page
    assert ".pdf" not in page


@pytest.mark.parametrize(("accepted", "language"), [("sl,en;q=0.5", "sl"), ("fr", "en"), ("de-AT", "de")])
def test_the_code_on_the_paper_leads_to_the_language_of_the_reader(
    learner: Learner, number: str, accepted: str, language: str
) -> None:
    answer = learner.client.get(f"/certificates/{number}", headers={"Accept-Language": accepted})
    assert answer.location == f"/{language}/certificates/{number}"


def test_the_holder_can_download_a_tagged_file(learner: Learner, number: str) -> None:
    answer = learner.get(f"/de/certificates/{number}.pdf")
    reader = PdfReader(BytesIO(answer.data))
    catalogue: Any = reader.trailer["/Root"]
    assert answer.mimetype == "application/pdf"
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/Lang"].startswith("de")
    assert "Katja Brandt" in reader.pages[0].extract_text()
    assert "pdfuaid:part" in reader.xmp_metadata.stream.get_data().decode()  # type: ignore[union-attr]


def test_nobody_else_gets_the_file(learner: Learner, session: Session, number: str) -> None:
    other = make.person(session, everywhere=True)
    with learner.client.session_transaction() as remembered:
        remembered.update(make.sign_in(session, other))
    assert learner.get(f"/en/certificates/{number}.pdf").location == f"/en/certificates/{number}"


def test_an_erased_person_leaves_a_valid_certificate_without_a_name(
    learner: Learner, session: Session, number: str
) -> None:
    learner.person.erased_at = datetime(2026, 11, 21, tzinfo=UTC)
    session.flush()
    learner.sign_out()
    page = learner.get(f"/en/certificates/{number}").text
    assert "Katja Brandt" not in page
    assert "This certificate is valid." in page


def test_an_invented_number_is_not_found(client: FlaskClient) -> None:
    assert client.get(f"/en/certificates/{uuid4()}").status_code == 404
