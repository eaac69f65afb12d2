"""Does a form prove whose it is, and only that?"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from flask import Flask

from training.foundation import tickets
from training.foundation.errors import Refused

DAY = 24 * 3600


@pytest.fixture(autouse=True)
def _in_an_application(make_app: Callable[[str], Flask]) -> Iterator[None]:
    with make_app("sqlite://").app_context():
        yield


def test_a_ticket_tells_whose_form_it_is() -> None:
    ticket = tickets.issue("answer", "attempt-1", person_id=7)

    assert tickets.holder("answer", "attempt-1", ticket) == 7


@pytest.mark.parametrize(("purpose", "subject"), [("answer", "attempt-2"), ("lesson", "attempt-1")])
def test_a_ticket_is_good_for_one_form_only(purpose: str, subject: str) -> None:
    ticket = tickets.issue("answer", "attempt-1", person_id=7)

    with pytest.raises(Refused, match="ticket-invalid"):
        tickets.holder(purpose, subject, ticket)


@pytest.mark.parametrize("change", ["", "x{0}", "{0}x", "{0}.{0}", "ž"])
def test_a_changed_ticket_is_refused(change: str) -> None:
    ticket = tickets.issue("answer", "attempt-1", person_id=7)

    with pytest.raises(Refused, match="ticket-invalid"):
        tickets.holder("answer", "attempt-1", change.format(ticket))


def test_a_ticket_outlives_the_session(clock: time_machine.Traveller) -> None:
    ticket = tickets.issue("answer", "attempt-1", person_id=7)
    clock.shift(29 * DAY)

    assert tickets.holder("answer", "attempt-1", ticket) == 7


def test_a_ticket_ends_after_thirty_days(clock: time_machine.Traveller) -> None:
    ticket = tickets.issue("answer", "attempt-1", person_id=7)
    clock.shift(31 * DAY)

    with pytest.raises(Refused, match="ticket-invalid"):
        tickets.holder("answer", "attempt-1", ticket)


def test_a_ticket_tells_its_reader_what_it_is_about(clock: time_machine.Traveller, now: datetime) -> None:
    ticket = tickets.issue("password", "reset 7", person_id=7)
    clock.shift(DAY)

    read = tickets.opened("password", ticket)

    assert (read.subject, read.person_id) == ("reset 7", 7)
    assert read.issued_at == now


def test_a_reader_may_ask_for_a_younger_ticket(clock: time_machine.Traveller) -> None:
    ticket = tickets.issue("password", "reset 7", person_id=7)
    clock.shift(DAY + 1)

    with pytest.raises(Refused, match="ticket-invalid"):
        tickets.holder("password", "reset 7", ticket, max_age=timedelta(days=1))
