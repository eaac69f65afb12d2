"""Does a letter have the heads that it needs, in every script, and can no name put one more in?"""

from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest

from tests.make import NOW
from training.mail.files import AddressFault, Envelope, Written, as_message, return_path

WORDS = Written(
    language="pl", subject="Zażółć gęślą jaźń", text="Żółw\n\nżyje długo.\n", html="<p>Żółw</p>", unsubscribe=None
)


def envelope(**changed: Any) -> Envelope:
    """Make an envelope."""
    usual = {
        "sender": "InduCCI Training <training@example.eu>",
        "name": "Łucja Żak, Urząd",
        "email": "lucja@example.org",
        "mark": "l7-1-abc",
        "host": "training.example.eu",
    }
    return Envelope(**(usual | changed))


def received(written: Written, on: Envelope) -> EmailMessage:
    """Read a letter as whoever receives it does."""
    return message_from_bytes(as_message(written, on, now=NOW).as_bytes(), policy=policy.default)


def test_a_letter_has_the_heads_that_it_needs() -> None:
    message = received(WORDS, envelope())

    assert message["To"].addresses[0].display_name == "Łucja Żak, Urząd"
    assert message["To"].addresses[0].addr_spec == "lucja@example.org"
    assert message["From"].addresses[0].addr_spec == "training@example.eu"
    assert message["Subject"] == "Zażółć gęślą jaźń"
    assert message["Message-ID"] == "<l7-1-abc@training.example.eu>"
    assert message["Date"].datetime == NOW
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "pl"
    assert message["List-Unsubscribe"] is None


def test_text_and_html_say_their_words() -> None:
    message = received(WORDS, envelope())

    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    text, html = message.get_body(("plain",)), message.get_body(("html",))
    assert text is not None
    assert html is not None
    assert text.get_content().splitlines() == ["Żółw", "", "żyje długo."]
    assert html.get_content().strip() == "<p>Żółw</p>"


def test_a_letter_is_plain_ascii_on_its_way() -> None:
    assert as_message(WORDS, envelope(), now=NOW).as_bytes().isascii()


def test_it_says_where_it_can_be_ended() -> None:
    written = Written(language="en", subject="s", text="t", html="h", unsubscribe="https://example.eu/en/account")

    assert received(written, envelope())["List-Unsubscribe"] == "<https://example.eu/en/account>"


def test_no_name_and_no_subject_adds_a_head() -> None:
    evil = "Eve\r\nBcc: all@example.org"

    message = received(Written(language="en", subject=evil, text="t", html="h", unsubscribe=None), envelope(name=evil))

    assert message["Bcc"] is None
    assert message["Subject"] == "Eve Bcc: all@example.org"
    assert [address.addr_spec for address in message["To"].addresses] == ["lucja@example.org"]


def test_a_host_with_marks_is_written_so_that_every_server_finds_it() -> None:
    message = received(WORDS, envelope(email="info@bürger.example"))

    assert message["To"].addresses[0].addr_spec == "info@xn--brger-kva.example"


@pytest.mark.parametrize(
    "email",
    ["", "jana", "@example.org", "jana@", "jana@exa\nmple.org", "jana@.example.org", "jana@" + "x" * 250 + ".org"],
)
def test_what_is_no_address_is_refused(email: str) -> None:
    with pytest.raises(AddressFault):
        as_message(WORDS, envelope(email=email), now=NOW)


def test_it_comes_back_to_an_address_that_holds_its_mark() -> None:
    assert return_path(envelope(), returns="bounces@example.eu") == "bounces+l7-1-abc@example.eu"
    assert return_path(envelope(), returns="") == "training@example.eu"
