"""Where do letters arrive in a test? At a real mail server on this machine, which can be told to refuse some."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from threading import Event
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

_TAKEN = "250 OK"


@dataclass(kw_only=True)
class MailServer:
    """Keeps the letters that it gets; `recipients`, `senders` and `content` say what it answers instead of taking one.

    `hangs` makes it keep a letter and answer nothing, as if the line had gone dead just then.
    """

    host: str
    port: int
    letters: list[EmailMessage] = field(default_factory=list)
    returns: list[str] = field(default_factory=list)
    recipients: dict[str, str] = field(default_factory=dict)
    senders: dict[str, str] = field(default_factory=dict)
    content: str = _TAKEN
    hangs: bool = False
    arrived: Event = field(default_factory=Event)
    connections: int = 0
    passwords: list[str] = field(default_factory=list)

    @property
    def address(self) -> str:
        """What TRAINING_MAIL_SERVER says."""
        return f"smtp://{self.host}:{self.port}"

    async def handle_EHLO(  # noqa: N802 (the library calls it so)
        self, _server: SMTP, session: Session, _envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        """Count those who begin."""
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_MAIL(  # noqa: N802 (likewise)
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Take a sender, or say what was told to say."""
        envelope.mail_from = address
        return self.senders.get(address, _TAKEN)

    async def handle_RCPT(  # noqa: N802 (likewise)
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Take a recipient, or say what was told to say."""
        answer = self.recipients.get(address, _TAKEN)
        if answer == _TAKEN:
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 (likewise)
        """Keep a letter."""
        if self.content == _TAKEN:
            raw: Any = envelope.content
            self.letters.append(message_from_bytes(raw, policy=policy.default))
            self.returns.append(envelope.mail_from or "")
            self.arrived.set()
        while self.hangs:  # noqa: ASYNC110 (it is the test, in another thread, that says until when)
            await asyncio.sleep(0.02)
        return self.content

    def authenticate(self, _server: SMTP, _session: Session, _envelope: Envelope, _how: str, data: Any) -> AuthResult:
        """Take any password, and remember it."""
        self.passwords.append(data.password.decode())
        return AuthResult(success=True)


@contextmanager
def mail_server(host: str = "127.0.0.1") -> Iterator[MailServer]:
    """Listen at a free port until the block ends; there is no STARTTLS, and a password is taken all the same."""
    made = MailServer(host=host, port=free_port())
    options: dict[str, Any] = {"authenticator": made.authenticate, "auth_require_tls": False}
    controller = Controller(made, hostname=host, port=made.port, **options)
    controller.start()
    try:
        yield made
    finally:
        made.hangs = False
        controller.stop()


def free_port() -> int:
    """Find a port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
