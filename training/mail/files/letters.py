"""How does a written letter become a message that every mail program shows rightly?"""

import re
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr

# An address of one line that a header can hold; whether somebody reads it is another question.
_LONGEST = 254
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f]+")
#: How UTF-8 is written: so that no mail server breaks it, and people can still read it.
_ENCODING = "quoted-printable"


class AddressFault(ValueError):
    """What stands for an address cannot be written on a letter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A letter in words; `unsubscribe` is where the reader can say that no more of its kind should come."""

    language: str
    subject: str
    text: str
    html: str
    unsubscribe: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """Whom a letter comes from and goes to, and its mark on this site."""

    sender: str
    name: str
    email: str
    mark: str
    host: str


def as_message(written: Written, envelope: Envelope, *, now: datetime) -> EmailMessage:
    """Put a letter into the form of RFC 5322; raises AddressFault."""
    message = EmailMessage(policy=policy.SMTP)
    message["From"] = address(*parseaddr(envelope.sender))
    message["To"] = address(envelope.name, envelope.email)
    message["Subject"] = _line(written.subject)
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{envelope.mark}@{envelope.host}>"
    # No answering machine may answer, and nobody's holiday is told to this site.
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    if written.unsubscribe:
        message["List-Unsubscribe"] = f"<{written.unsubscribe}>"
    message.set_content(written.text, charset="utf-8", cte=_ENCODING)
    message.add_alternative(written.html, subtype="html", charset="utf-8", cte=_ENCODING)
    # Of the whole, not of a part: so it comes when the parts are there.
    message["Content-Language"] = written.language
    return message


def address(name: str, email: str) -> Address:
    """Make an address with a name; raises AddressFault."""
    local, at, host = email.rpartition("@")
    if not (local and at and host) or len(email) > _LONGEST or _UNPRINTABLE.search(email):
        raise AddressFault
    try:
        host = host.encode("idna").decode("ascii")
        return Address(display_name=_line(name), username=local, domain=host)
    except (ValueError, UnicodeError, IndexError) as fault:
        raise AddressFault from fault


def return_path(envelope: Envelope, *, returns: str) -> str:
    """Return where a mail server sends the letter back: with its mark where an address for that is given."""
    if not returns:
        return address(*parseaddr(envelope.sender)).addr_spec
    local, _, host = returns.rpartition("@")
    return f"{local}+{envelope.mark}@{host}"


def _line(text: str) -> str:
    return " ".join(_UNPRINTABLE.sub(" ", text).split())
