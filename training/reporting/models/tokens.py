"""Which rows hold the tokens with which programs ask for figures?"""

from datetime import date, datetime

from sqlalchemy import JSON, Date, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from training.foundation.db import Base, UtcDateTime
from training.reporting.rules.tokens import LONGEST_NAME


class AccessToken(Base):
    """A token of a person, of which only the digest is kept; one that is revoked is deleted.

    `place` narrows it to a region or an organisation with all below it ("*": all that the person may see). It can do
    no more than the person may do that day. `second_factor` tells that it was made in a session that had proven one.
    `used_on` is the last day of use, `taken` are the releases of which figures were taken on that day.
    """

    __tablename__ = "access_token"

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"), index=True)
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    place: Mapped[str] = mapped_column(String(110))
    second_factor: Mapped[bool]
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_on: Mapped[date | None] = mapped_column(Date)
    taken: Mapped[list[str]] = mapped_column(JSON)
