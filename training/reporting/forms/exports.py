"""What may a person type to have figures sent every month? Messages are codes, for templates."""

from flask_wtf import FlaskForm
from wtforms import IntegerField, StringField
from wtforms.validators import AnyOf, InputRequired, Length, NumberRange, Optional

from training.reporting.rules.deliveries import Bucket, Sftp, Target, Way
from training.reporting.rules.exports import KINDS, Content

_TEXT, _LONGEST_SECRET = 200, 5000
#: What each way needs besides a secret; a letter needs nothing.
NEEDED = {Way.LETTER: (), Way.SFTP: ("host", "user", "fingerprint"), Way.S3: ("host", "bucket", "access_key")}
_PORTS = {Way.SFTP: 22, Way.S3: 443}


def _text() -> StringField:
    return StringField(validators=[Optional(), Length(max=_TEXT, message="too-long")])


def _secret() -> StringField:
    return StringField(validators=[Optional(), Length(max=_LONGEST_SECRET, message="too-long")])


class DeliveryForm(FlaskForm):
    """A place, a form and a way; and what the way needs to find where to put files."""

    place = StringField(validators=[InputRequired("place-missing")])
    kind = StringField(validators=[AnyOf(KINDS[Content.FIGURES], "kind-unknown")])
    way = StringField(validators=[AnyOf([way.value for way in Way], "way-unknown")])
    host, user, folder, fingerprint = _text(), _text(), _text(), _text()
    bucket, region, access_key = _text(), _text(), _text()
    port = IntegerField(validators=[Optional(), NumberRange(1, 65535, "port-wrong")])
    secret = _secret()
    # Lines of their own, which a field for passwords would lose.
    private_key = _secret()

    def faults(self) -> dict[str, str]:
        """Return the first code of each field that is wrong, in the order of the page."""
        found = {name: str(codes[0]) for name, codes in self.errors.items()}
        if "way" in found:
            return found
        given = {name: (self[name].data or "").strip() for name in NEEDED[self.chosen_way()]}
        if self.chosen_way() is not Way.LETTER:
            given["secret"] = self.given_secret()
        return found | {name: "missing" for name, value in given.items() if not value and name not in found}

    def chosen_way(self) -> Way:
        """Return the way; only after `validate`."""
        return Way(self.way.data)

    def given_secret(self) -> str:
        """Return the password or secret key; a private key, which only SFTP knows, counts before it."""
        key = (self.private_key.data or "").strip().replace("\r\n", "\n")
        return f"{key}\n" if key and self.chosen_way() is Way.SFTP else self.secret.data or ""

    def target(self) -> Target | None:
        """Return where files are put; none by letter."""
        way = self.chosen_way()
        said = {name: (self[name].data or "").strip() for name in ("host", "folder")}
        port = self.port.data or _PORTS.get(way, 0)
        match way:
            case Way.LETTER:
                return None
            case Way.SFTP:
                return Sftp(**said, port=port, user=self.user.data.strip(), fingerprint=self.fingerprint.data.strip())
            case Way.S3:
                return Bucket(
                    **said,
                    port=port,
                    region=(self.region.data or "").strip() or "us-east-1",
                    bucket=self.bucket.data.strip(),
                    access_key=self.access_key.data.strip(),
                )
