"""Is a letter tried again with growing waits, and given up only when there is no hope?"""

from datetime import timedelta
from itertools import count, takewhile

import pytest

from training.mail.rules import Fault, Stage, outcome, wait_after

AWAY = Fault(stage=Stage.SERVER)


def test_waits_grow_from_a_minute_to_half_a_day() -> None:
    waits = [wait_after(tries) for tries in range(1, 30)]

    assert waits[0] == timedelta(minutes=1)
    assert waits[-1] == timedelta(hours=12)
    assert waits == sorted(waits)


def test_a_mail_server_may_be_away_for_a_weekend() -> None:
    tries = list(takewhile(lambda number: outcome(AWAY, tries=number) == "waiting", count(1)))
    waited = sum((wait_after(number) for number in tries), timedelta())

    assert timedelta(days=5) <= waited <= timedelta(days=6)
    assert outcome(AWAY, tries=len(tries) + 1) == "given-up"


@pytest.mark.parametrize(
    ("fault", "becomes"),
    [
        (Fault(stage=Stage.RECIPIENT, code=550, status="5.1.1"), "bounced"),
        (Fault(stage=Stage.RECIPIENT, code=450), "waiting"),
        (Fault(stage=Stage.CONTENT, code=554), "given-up"),
        (Fault(stage=Stage.CONTENT, code=451), "waiting"),
        (Fault(stage=Stage.ADDRESS), "bounced"),
        (Fault(stage=Stage.SENDER, code=550), "waiting"),
        (Fault(stage=Stage.SERVER, code=535), "waiting"),
        (Fault(stage=Stage.WRITING), "waiting"),
    ],
    ids=str,
)
def test_what_becomes_of_a_letter_follows_from_the_fault(fault: Fault, becomes: str) -> None:
    assert outcome(fault, tries=1) == becomes


@pytest.mark.parametrize("stage", Stage)
def test_only_a_fault_of_the_server_or_the_sender_is_everybodys(stage: Stage) -> None:
    assert Fault(stage=stage).everybodys == (stage in (Stage.SERVER, Stage.SENDER))


def test_a_fault_is_kept_as_codes() -> None:
    assert str(Fault(stage=Stage.RECIPIENT, code=550, status="5.1.1")) == "recipient 550 5.1.1"
    assert str(AWAY) == "server"
