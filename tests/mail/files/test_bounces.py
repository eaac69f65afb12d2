"""Is it understood what a mail server sends back, and nothing else taken for it?"""

from email.message import EmailMessage

import pytest

from training.mail.files import read_bounce

#: As Postfix writes it.
RETURNED = """\
Return-Path: <>
From: MAILER-DAEMON@mx.example.eu (Mail Delivery System)
To: {to}
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.eu
Arrival-Date: Sun, 29 Nov 2026 10:00:00 +0100

Final-Recipient: rfc822; jana@example.org
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 <jana@example.org>: User unknown

--B
Content-Type: {kind}

From: training@example.eu
To: jana@example.org
Message-ID: <l7-1-abc@training.example.eu>
Subject: Your account

{body}
--B--
"""


def returned(
    *, to: str = "training@example.eu", action: str = "failed", status: str = "5.1.1", kind: str = "message/rfc822"
) -> bytes:
    """Write a notification."""
    body = "Hello" if kind == "message/rfc822" else ""
    return RETURNED.format(to=to, action=action, status=status, kind=kind, body=body).encode()


@pytest.mark.parametrize("kind", ["message/rfc822", "text/rfc822-headers"])
def test_the_letter_is_named_by_its_returned_head(kind: str) -> None:
    bounce = read_bounce(returned(kind=kind))

    assert (bounce.failed, bounce.status) == (True, "5.1.1")
    assert any("<l7-1-abc@training.example.eu>" in text for text in bounce.texts)


def test_the_letter_is_named_by_the_address_that_it_came_back_to() -> None:
    assert any("bounces+l7-1-abc@" in text for text in read_bounce(returned(to="bounces+l7-1-abc@example.eu")).texts)


def test_a_delay_is_no_failure() -> None:
    assert not read_bounce(returned(action="delayed", status="4.4.1")).failed


def test_an_answer_of_somebody_is_no_failure() -> None:
    answer = EmailMessage()
    answer["To"] = "training@example.eu"
    answer["In-Reply-To"] = "<l7-1-abc@training.example.eu>"
    answer.set_content("I am on holiday. Action: failed")

    assert not read_bounce(answer.as_bytes()).failed


@pytest.mark.parametrize("raw", [b"", b"\xff\xfe\x00", b"Content-Type: message/delivery-status\n\nAction: failed"])
def test_rubbish_is_read_without_a_fault(raw: bytes) -> None:
    assert read_bounce(raw).status == ""
