"""What comes with a list of people? The file or, the second time, what was read from it."""

import base64
import binascii
import zlib
from typing import Any

from flask_wtf import FlaskForm
from wtforms import FileField, StringField
from wtforms.validators import AnyOf

from training.accounts.files.rosters import LARGEST
from training.accounts.rules.encodings import ENCODINGS
from training.foundation.errors import Refused
from training.foundation.languages import LANGUAGES

#: What a page may carry and send back: some less than the site takes of a form.
LARGEST_SENT = 1_000_000


class ImportForm(FlaskForm):
    """A list of people: a file, or the content of one that the page carries; nothing stays on the server in between.

    `encoding` is empty where it is to be guessed. `plan` is the digest of the plan that somebody agrees to.
    """

    file = FileField()
    content = StringField(default="")
    encoding = StringField(default="", validators=[AnyOf(["", *ENCODINGS], "encoding-unknown")])
    organisation = StringField(default="")
    preferred = StringField(validators=[AnyOf(list(LANGUAGES), "language-unknown")])
    plan = StringField(default="")

    def read(self) -> bytes:
        """Return the bytes of the file; raise Refused("file-missing") or what `unpacked` does."""
        if self.content.data:
            return unpacked(self.content.data)
        sent: Any = self.file.data
        content: bytes = sent.read() if hasattr(sent, "read") else b""
        if not content:
            raise Refused("file-missing")
        return content


def packed(content: bytes) -> str:
    """Write bytes as text that a form can carry."""
    text = base64.urlsafe_b64encode(zlib.compress(content, 9)).decode("ascii")
    if len(text) > LARGEST_SENT:
        raise Refused("roster-too-large")
    return text


def unpacked(text: str) -> bytes:
    """Read what `packed` wrote; raise Refused("roster-unreadable"), also where it would unpack to more than a file."""
    try:
        unpacking = zlib.decompressobj()
        content = unpacking.decompress(base64.urlsafe_b64decode(text), LARGEST + 1)
    except (ValueError, binascii.Error, zlib.error) as fault:
        raise Refused("roster-unreadable") from fault
    if len(content) > LARGEST:
        raise Refused("roster-too-large")
    return content
