"""Is a letter handed in to a real mail server, and every refusal told without an address?"""

from collections.abc import Iterator
from email.message import EmailMessage

import pytest

from tests.mail.server import MailServer, free_port, mail_server
from tests.make import NOW
from training import config
from training.mail.actions import PostOffice
from training.mail.files import Envelope, Written, as_message
from training.mail.rules import Fault, Stage


def message(email: str = "jana@example.org") -> EmailMessage:
    """Make a letter."""
    words = Written(language="cs", subject="Váš účet", text="Dobrý den\n", html="<p>Dobrý den</p>", unsubscribe=None)
    on = Envelope(sender="training@example.eu", name="Jana", email=email, mark="l7-1-abc", host="example.eu")
    return as_message(words, on, now=NOW)


@pytest.fixture
def office(server: MailServer) -> Iterator[PostOffice]:
    """Give the way to the server."""
    with PostOffice(config.MailServer.from_address(server.address), name="training.example.eu") as office:
        yield office


def hand_in(office: PostOffice, email: str = "jana@example.org") -> Fault | None:
    """Hand in a letter."""
    return office.hand_in(message(email), sender="training@example.eu", recipient=email)


def test_many_letters_go_over_one_connection(office: PostOffice, server: MailServer) -> None:
    faults = [hand_in(office, f"person{number}@example.org") for number in range(5)]

    assert faults == [None] * 5
    assert len(server.letters) == 5
    assert server.connections == 1
    assert server.letters[0]["Subject"] == "Váš účet"


@pytest.mark.parametrize(
    ("says", "fault"),
    [
        (
            "550 5.1.1 <jana@example.org>: Jana is unknown",
            Fault(stage=Stage.RECIPIENT, code=550, status="5.1.1"),
        ),
        ("450 4.2.1 jana is busy", Fault(stage=Stage.RECIPIENT, code=450, status="4.2.1")),
        ("553 no", Fault(stage=Stage.RECIPIENT, code=553)),
    ],
)
def test_a_refused_address_is_told_in_codes(office: PostOffice, server: MailServer, says: str, fault: Fault) -> None:
    server.recipients["jana@example.org"] = says

    assert hand_in(office) == fault
    assert hand_in(office, "another@example.org") is None


def test_a_refused_sender_and_a_refused_letter_are_told_apart(office: PostOffice, server: MailServer) -> None:
    server.senders["training@example.eu"] = "550 5.7.1 not you"
    assert hand_in(office) == Fault(stage=Stage.SENDER, code=550, status="5.7.1")

    server.senders.clear()
    server.content = "554 5.6.0 not this"
    assert hand_in(office) == Fault(stage=Stage.CONTENT, code=554, status="5.6.0")
    assert server.letters == []


def test_a_server_that_is_away_is_no_fault_of_the_letter() -> None:
    nowhere = config.MailServer.from_address(f"smtp://127.0.0.1:{free_port()}")

    with PostOffice(nowhere, name="training.example.eu") as office:
        assert hand_in(office) == Fault(stage=Stage.SERVER)


def test_an_address_that_the_server_cannot_write_is_the_fault(office: PostOffice) -> None:
    assert hand_in(office, "jürgen@example.org") in (None, Fault(stage=Stage.ADDRESS))


@pytest.mark.parametrize(("host", "given"), [("127.0.0.1", ["secret"]), ("127.0.0.2", [])])
def test_a_password_is_not_sent_in_clear_to_another_machine(host: str, given: list[str]) -> None:
    """The server offers no STARTTLS, as if somebody on the way had taken it out."""
    with mail_server(host) as server:
        address = server.address.replace("//", "//training:secret@")
        with PostOffice(config.MailServer.from_address(address), name="training.example.eu") as office:
            fault = hand_in(office)

        assert server.passwords == given
        assert fault == (None if given else Fault(stage=Stage.SERVER))
