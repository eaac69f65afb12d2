"""Which rows hold regions and organisations?"""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, event, text
from sqlalchemy.orm import Mapped, mapped_column

from training.accounts.rules.search import folded
from training.foundation.db import Base, UtcDateTime


class Region(Base):
    """One of the seven; `names` maps a language to the region's name in it, `countries` the country's."""

    __tablename__ = "region"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(40), unique=True)
    names: Mapped[dict[str, str]] = mapped_column(JSON)
    countries: Mapped[dict[str, str]] = mapped_column(JSON)
    languages: Mapped[list[str]] = mapped_column(JSON)
    position: Mapped[int]
    time_zone: Mapped[str] = mapped_column(String(40), default="Europe/Brussels", server_default="Europe/Brussels")


class Organisation(Base):
    """A public authority, a department of one, or a project partner, in a region.

    `parent_id` is the organisation that it is a part of. `mail_domains`, with a space between two, are those whose
    people may register themselves. `folded` is what a search looks through.
    """

    __tablename__ = "organisation"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(20))
    region_id: Mapped[int] = mapped_column(ForeignKey("region.id", ondelete="RESTRICT"), index=True)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id", ondelete="RESTRICT"), index=True)
    mail_domains: Mapped[str] = mapped_column(String(1000), default="", server_default=text("''"))
    folded: Mapped[str] = mapped_column(String(300), default="", server_default=text("''"))

    __table_args__ = (CheckConstraint("kind IN ('authority', 'partner')", name="kind_known"),)


@event.listens_for(Organisation, "before_insert")
@event.listens_for(Organisation, "before_update")
def _fold(_mapper: Any, _connection: Any, organisation: Organisation) -> None:
    organisation.folded = folded(f"{organisation.name} {organisation.key}")
