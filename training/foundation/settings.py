"""What may those who run the site decide without a restart? One value, kept as rows that differ from the default."""

from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import JSON, ForeignKey, Select, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from training.foundation.db import Base, UtcDateTime, rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the site decides.

    `second_factor_required`: of trainers, partners and administrators. `smallest_group`: fewer people are never
    counted in figures. `regions_compared`: whoever sees figures of one region sees those of the others as well.
    `reminder_hour`: when reminders leave, in the time zone of the reader's region.
    `four_eyes_regions` (keys): there nobody publishes what they have written themselves.
    `controller` and `contact`: who answers for personal data, and the address to write to; pages say them.
    """

    second_factor_required: bool = False
    smallest_group: int = 5
    reminder_hour: int = 9
    regions_compared: bool = False
    four_eyes_regions: tuple[str, ...] = ()
    controller: str = ""
    contact: str = ""


class SiteSetting(Base):
    """One setting that differs from its default."""

    __tablename__ = "site_setting"

    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[Any] = mapped_column(JSON)
    changed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)


def settings(session: Session) -> Settings:
    """The settings of the site as they stand; a row that no setting is named after is passed over."""
    known = {field.name for field in fields(Settings)}
    kept = rows(session, _kept()).all()
    return replace(Settings(), **{key: _value(value) for key, value in kept if key in known})


def _value(kept: Any) -> Any:
    # JSON knows no tuples.
    return tuple(kept) if isinstance(kept, list) else kept


@cache
def _kept() -> Select[*tuple[Any, ...]]:
    return select(SiteSetting.key, SiteSetting.value)


def change(session: Session, wanted: Settings, *, person_id: int | None, now: datetime) -> dict[str, Any]:
    """Keep what differs from what stands, and return it by name."""
    standing = asdict(settings(session))
    changed = {name: value for name, value in asdict(wanted).items() if value != standing[name]}
    for name, value in changed.items():
        session.merge(SiteSetting(key=name, value=value, changed_by=person_id, changed_at=now))
    session.flush()
    return changed
