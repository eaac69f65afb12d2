"""How is a letter handed in to the mail server? By SMTP, over one connection for many letters."""

import re
import smtplib
import ssl
from email.message import EmailMessage
from types import TracebackType
from typing import Self

from training.config import MailServer
from training.mail.rules import Fault, Stage

_PATIENCE = 20.0
_STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}\b")
_HERE = ("127.0.0.1", "localhost", "::1")


class PostOffice:
    """A mail server, spoken to when the first letter is handed in and until the `with` block ends."""

    def __init__(self, server: MailServer, *, name: str) -> None:
        """Remember where it is; `name` is what this site calls itself."""
        self._server = server
        self._name = name
        self._connection: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        """Begin; nothing is said yet."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take leave."""
        self.leave()

    def hand_in(self, message: EmailMessage, *, sender: str, recipient: str) -> Fault | None:
        """Hand in a letter; what went wrong is returned, without any address in it."""
        try:
            connection = self._connected()
        except (smtplib.SMTPException, OSError) as fault:
            self.leave()
            return _said(Stage.SERVER, fault)
        try:
            connection.send_message(message, sender, [recipient])
        except (smtplib.SMTPException, OSError) as fault:
            # Some faults end the connection: the next letter begins with a new one.
            self.leave()
            return _told(fault)
        return None

    def _connected(self) -> smtplib.SMTP:
        if self._connection is not None:
            return self._connection
        server, context = self._server, ssl.create_default_context()
        where = (server.host, server.port, self._name, _PATIENCE)
        # Kept at once, so that it is closed whatever comes next.
        self._connection = connection = _connection(*where, context if server.encrypted else None)
        if not server.encrypted:
            _begin_encryption(connection, context, required=bool(server.user) and server.host not in _HERE)
        if server.user:
            connection.login(server.user, server.password)
        return connection

    def leave(self) -> None:
        """Hang up; the next letter begins anew."""
        connection, self._connection = self._connection, None
        if connection is None:
            return
        try:
            connection.quit()
        except (smtplib.SMTPException, OSError):
            connection.close()


def _connection(host: str, port: int, name: str, patience: float, context: ssl.SSLContext | None) -> smtplib.SMTP:
    if context is None:
        return smtplib.SMTP(host, port, local_hostname=name, timeout=patience)
    return smtplib.SMTP_SSL(host, port, local_hostname=name, timeout=patience, context=context)


def _begin_encryption(connection: smtplib.SMTP, context: ssl.SSLContext, *, required: bool) -> None:
    connection.ehlo()
    if connection.has_extn("starttls"):
        connection.starttls(context=context)
        connection.ehlo()
    elif required:
        # Whoever takes STARTTLS out of the answer must not get the password.
        raise ssl.SSLError("no STARTTLS")


def _told(fault: Exception) -> Fault:
    match fault:
        case smtplib.SMTPRecipientsRefused(recipients=refused):
            return _answered(Stage.RECIPIENT, *next(iter(refused.values())))
        case smtplib.SMTPSenderRefused():
            return _said(Stage.SENDER, fault)
        case smtplib.SMTPDataError():
            return _said(Stage.CONTENT, fault)
        case smtplib.SMTPNotSupportedError():
            # The address has letters that this server cannot write.
            return Fault(stage=Stage.ADDRESS)
    return _said(Stage.SERVER, fault)


def _said(stage: Stage, fault: Exception) -> Fault:
    if isinstance(fault, smtplib.SMTPResponseException):
        return _answered(stage, fault.smtp_code, fault.smtp_error)
    return Fault(stage=stage)


def _answered(stage: Stage, code: int, says: bytes | str) -> Fault:
    text = says.decode("ascii", "replace") if isinstance(says, bytes) else says
    status = _STATUS.match(text)
    return Fault(stage=stage, code=code, status=status[0] if status else "")
