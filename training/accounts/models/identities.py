"""Which rows hold whom a provider of sign-on knows?"""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from training.foundation.db import Base, UtcDateTime


class Identity(Base):
    """A person as a provider knows them: its own name (issuer), and its own name for them (subject).

    `language` is what it said last. `given` are the roles that came from it, as (role, region, organisation, language):
    when it says them no longer, they are taken again. Erasing a person takes the row away.
    """

    __tablename__ = "identity"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    issuer: Mapped[str] = mapped_column(String(255))
    subject: Mapped[str] = mapped_column(String(255))
    language: Mapped[str | None] = mapped_column(String(2))
    given: Mapped[list[list[Any]]] = mapped_column(JSON)
    joined_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (UniqueConstraint("issuer", "subject"), UniqueConstraint("person_id", "issuer"))
