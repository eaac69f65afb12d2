"""Does the check find out every later change, and tell nobody anything about the attempts of others?"""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from uuid import uuid4

import pytest
import time_machine
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests import make
from tests.learning.views.conftest import Learner
from tests.learning.views.finished import (
    DOES_NOT_FIT,
    UNCHANGED,
    become,
    check,
    code_on,
    finished,
    number_of,
    regrade,
    row_of,
)

_TYPED = re.compile(r'(value|href)="[^"]*"')


@pytest.fixture(autouse=True)
def _stopped(clock: time_machine.Traveller) -> None:
    # Before anybody signs in: a session would be over by the time at which the clock stands.
    del clock


@pytest.fixture
def attempt(learner: Learner, clock: time_machine.Traveller) -> str:
    """Give the address of a finished attempt."""
    return finished(learner, clock)


def test_a_true_code_proves_the_record(learner: Learner, attempt: str) -> None:
    code = code_on(learner, attempt)

    status, page = check(learner, number_of(attempt), code)

    assert (status, UNCHANGED in page) == (200, True)
    assert "It was made for the grade of 20\u00a0November\u00a02026, 10:31: 1 of 3 points." in page
    assert "A later grade" not in page


def test_the_receipt_leads_to_its_own_check(learner: Learner, attempt: str) -> None:
    found = re.search(r'href="(/en/receipts\?[^"]+)"', learner.get(f"{attempt}/receipt").text)

    assert found
    assert UNCHANGED in learner.get(found.group(1).replace("&amp;", "&")).text


def test_a_code_may_be_typed_carelessly(learner: Learner, attempt: str) -> None:
    typed = code_on(learner, attempt).lower().replace("-", " ").replace("0", "o").replace("1", "l")

    assert UNCHANGED in check(learner, number_of(attempt).upper(), f" {typed} ")[1]


def test_a_change_of_language_keeps_what_was_typed(learner: Learner, attempt: str) -> None:
    _, page = check(learner, number_of(attempt), "AAAA-BBBB-CCCC")

    assert f'href="/sl/receipts?attempt={number_of(attempt)}&amp;code=AAAA-BBBB-CCCC"' in page
    assert 'value="AAAA-BBBB-CCCC"' in page


def test_what_is_not_ones_own_is_answered_like_a_wrong_code(learner: Learner, session: Session, attempt: str) -> None:
    code, unfinished = code_on(learner, attempt), learner.begin("who-quiz")
    wrong = check(learner, number_of(attempt), "AAAA-BBBB-CCCC")
    others = [check(learner, uuid4(), code), check(learner, number_of(unfinished), code)]
    become(learner, make.person(session, everywhere=True, name=learner.person.name).id)
    others.append(check(learner, number_of(attempt), code))

    assert DOES_NOT_FIT in wrong[1]
    assert wrong[0] == 422
    for status, page in others:
        assert (status, _TYPED.sub("", page)) == (wrong[0], _TYPED.sub("", wrong[1]))


@pytest.mark.parametrize(
    ("query", "field", "sentence"),
    [
        ("attempt=&code=", "attempt", "Write the number that stands on the receipt."),
        ("attempt=&code=", "code", "Write the code that stands on the receipt."),
        ("attempt=7&code=", "attempt", "The number has 32 digits"),
        ("attempt=11111111-2222-4333-8444-555555555555&code=AAAA", "code", "The code has twelve digits and letters"),
    ],
)
def test_what_cannot_be_read_is_explained(learner: Learner, query: str, field: str, sentence: str) -> None:
    answer = learner.get(f"/en/receipts?{query}")

    assert answer.status_code == 422
    assert re.search(f'<a href="#{field}">{sentence}', answer.text)
    assert DOES_NOT_FIT not in answer.text


def test_a_receipt_stays_true_after_a_regrade(
    learner: Learner, session: Session, attempt: str, clock: time_machine.Traveller
) -> None:
    old = code_on(learner, attempt)
    clock.shift(3600)
    regrade(learner, session, attempt)
    new = code_on(learner, attempt)

    before, today = check(learner, number_of(attempt), old)[1], check(learner, number_of(attempt), new)[1]

    assert old != new
    assert UNCHANGED in before
    assert "A later grade was given on 20\u00a0November\u00a02026, 11:32: 2 of 3 points." in before
    assert UNCHANGED in today
    assert "A later grade" not in today
    assert "Both readings are right." in learner.get(f"{attempt}/receipt").text


def test_an_answer_put_into_the_database_is_found_out(learner: Learner, session: Session, attempt: str) -> None:
    code, row = code_on(learner, attempt), row_of(session, attempt)
    make.answer(session, row, question="final-numeric", response={"number": "4.5", "typed": "4.5"})

    status, page = check(learner, number_of(attempt), code)

    assert (status, DOES_NOT_FIT in page, UNCHANGED in page) == (422, True, False)


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("answer", "UPDATE answer SET language = 'de' WHERE language = 'sl'"),
        ("answer", "DELETE FROM answer WHERE language = 'sl'"),
        ("grade", "UPDATE grade SET points = 3"),
        ("attempt", "UPDATE attempt SET seed = seed + 1"),
    ],
)
def test_a_row_changed_past_the_triggers_is_found_out(
    learner: Learner, session: Session, attempt: str, table: str, change: str
) -> None:
    code = code_on(learner, attempt)
    _open(session, table)
    session.execute(text(change))

    status, page = check(learner, number_of(attempt), code)

    assert (status, DOES_NOT_FIT in page) == (422, True)


def test_the_sixth_wrong_code_in_a_minute_has_to_wait(learner: Learner, attempt: str) -> None:
    answers = [check(learner, number_of(attempt), "AAAA-BBBB-CCCC")[0] for _ in range(6)]

    assert answers == [422] * 5 + [429]
    assert learner.get("/en/receipts").status_code == 200


def test_true_codes_never_have_to_wait(learner: Learner, attempt: str) -> None:
    code = code_on(learner, attempt)

    assert {check(learner, number_of(attempt), code)[0] for _ in range(12)} == {200}


def test_wrong_codes_of_many_people_at_one_address_have_to_wait(learner: Learner, session: Session) -> None:
    answers = []
    for _ in range(11):
        become(learner, make.person(session, everywhere=True).id)
        answers.append(check(learner, uuid4(), "AAAA-BBBB-CCCC")[0])

    assert answers == [422] * 10 + [429]


def test_a_check_takes_a_fixed_number_of_statements(
    learner: Learner, session: Session, attempt: str, statements: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    code = code_on(learner, attempt)
    with statements() as own:
        check(learner, number_of(attempt), code)
    with statements() as nobodys:
        check(learner, uuid4(), code)

    assert (len(own), len(nobodys)) == (3, 2), own


def _open(session: Session, table: str) -> None:
    """Take away what keeps a table append-only, as somebody with the keys to the database could."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        return
    for change in ("update", "delete"):
        session.execute(text(f"DROP TRIGGER {table}_append_only_{change}"))
