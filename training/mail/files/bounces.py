"""What does a mail server say when it sends a letter back? A delivery status notification, as RFC 3464 writes it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage

#: Where the address that the notification was sent to may stand: it holds the mark of the letter.
_RETURN_PATHS = ("to", "delivered-to", "x-original-to", "envelope-to")
_STATUS = re.compile(r"\b[245]\.\d{1,3}\.\d{1,3}\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounce:
    """What a notification says: whether the letter failed for good, the status, and texts that may hold its mark."""

    failed: bool
    status: str
    texts: tuple[str, ...]


def read_bounce(raw: bytes) -> Bounce:
    """Read a notification; anything else has failed nothing."""
    message = message_from_bytes(raw, policy=policy.default)
    reports = [part for part in message.walk() if part.get_content_type() == "message/delivery-status"]
    fields = [block for report in reports for block in _blocks(report)]
    failed = [block for block in fields if _said(block, "action").lower() == "failed"]
    statuses = [found[0] for block in failed if (found := _STATUS.search(_said(block, "status")))]
    return Bounce(failed=bool(failed), status=statuses[0] if statuses else "", texts=tuple(_texts(message)))


def _blocks(report: EmailMessage) -> list[EmailMessage]:
    # One block about the message, and one for each recipient.
    blocks = report.get_payload()
    return [block for block in blocks if isinstance(block, EmailMessage)] if isinstance(blocks, list) else []


def _texts(message: EmailMessage) -> Iterator[str]:
    for name in _RETURN_PATHS:
        yield from map(str, message.get_all(name, []))
    for part in message.walk():
        if part.get_content_type() == "text/rfc822-headers":
            yield _said(message_from_bytes(_bytes(part), policy=policy.default), "message-id")
        elif part.get_content_type() == "message/rfc822":
            yield from (_said(inner, "message-id") for inner in _blocks(part))


def _said(block: EmailMessage, name: str) -> str:
    return str(block.get(name, "")).strip()


def _bytes(part: EmailMessage) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""
