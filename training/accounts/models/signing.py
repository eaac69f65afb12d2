"""Which rows hold sessions, and what a person proves with besides a password?"""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from training.accounts.rules.sessions import LONGEST_DEVICE, Way
from training.foundation.db import Base, UtcDateTime


class SignIn(Base):
    """A session, from one sign-in to its end; the cookie holds what `digest` is the SHA-256 of.

    `seen_at` is written at most once an hour. `second_factor_at` tells that a second factor was proven in it,
    `confirmed_at` when the person last proved to be still the same. `device` is a coarse word; no address is kept.
    `provider_session` is what the provider of sign-on calls it, so that it can end it.
    """

    __tablename__ = "sign_in"

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"), index=True)
    started_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    way: Mapped[str] = mapped_column(String(20))
    second_factor_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    confirmed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    device: Mapped[str] = mapped_column(String(LONGEST_DEVICE))
    provider_session: Mapped[str | None] = mapped_column(String(255), index=True)

    __table_args__ = (CheckConstraint("way IN ({})".format(", ".join(f"'{way}'" for way in Way)), name="way_known"),)


class Authenticator(Base):
    """The authenticator app of a person; `sealed` is its secret, readable with the key of the site only.

    `last_step` is the half minute of the last code that was taken: none is good twice.
    """

    __tablename__ = "authenticator"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"), primary_key=True)
    sealed: Mapped[str] = mapped_column(String(200))
    last_step: Mapped[int]
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Passkey(Base):
    """A passkey of a person, under the name that the person gave it."""

    __tablename__ = "passkey"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"), index=True)
    credential: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(BigInteger)
    name: Mapped[str] = mapped_column(String(60))
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime] = mapped_column(UtcDateTime)


class RecoveryCode(Base):
    """A code that stands in for a second factor once; the codes of a person are made anew as a whole."""

    __tablename__ = "recovery_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    digest: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (UniqueConstraint("person_id", "digest"),)
