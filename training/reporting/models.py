"""Which rows hold what was released: the cells that anybody may see, and apart from them what they hide?"""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, ForeignKeyConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from training.foundation.db import APPEND_ONLY, Base, UtcDateTime

_REASONS = ("primary", "secondary")


class Release(Base):
    """The figures of a closed quarter, made once; later ones are made with all earlier ones in mind.

    `regions` maps keys to names by language and the time zone of that day, `modules` to titles by language, both in
    their order: what is renamed later keeps its name here. `relations` say how the cells add up, as pairs of lists of
    keys. `digest` is of all that this release tells.
    """

    __tablename__ = "release"

    id: Mapped[int] = mapped_column(primary_key=True)
    quarter: Mapped[str] = mapped_column(String(6), unique=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    minimum: Mapped[int]
    regions: Mapped[dict[str, dict[str, Any]]] = mapped_column(JSON)
    modules: Mapped[dict[str, dict[str, dict[str, str]]]] = mapped_column(JSON)
    relations: Mapped[list[list[list[list[str]]]]] = mapped_column(JSON)
    digest: Mapped[str] = mapped_column(String(64))

    __table_args__ = ({"info": APPEND_ONLY},)


class ReleaseCell(Base):
    """One figure as readers see it; without a value it is hidden. "*" stands for all regions, modules, languages."""

    __tablename__ = "release_cell"

    release_id: Mapped[int] = mapped_column(ForeignKey("release.id", ondelete="RESTRICT"), primary_key=True)
    region: Mapped[str] = mapped_column(String(40), primary_key=True)
    module: Mapped[str] = mapped_column(String(60), primary_key=True)
    language: Mapped[str] = mapped_column(String(2), primary_key=True)
    measure: Mapped[str] = mapped_column(String(20), primary_key=True)
    value: Mapped[int | None]

    __table_args__ = ({"info": APPEND_ONLY},)


class HiddenCell(Base):
    """What a cell without a value hides, and why: read by nobody but the action that makes the next release.

    Counted anew it could differ, since facts may come late: then what was shown and what was hidden would not add up.
    """

    __tablename__ = "release_hidden"

    release_id: Mapped[int] = mapped_column(primary_key=True)
    region: Mapped[str] = mapped_column(String(40), primary_key=True)
    module: Mapped[str] = mapped_column(String(60), primary_key=True)
    language: Mapped[str] = mapped_column(String(2), primary_key=True)
    measure: Mapped[str] = mapped_column(String(20), primary_key=True)
    value: Mapped[int]
    reason: Mapped[str] = mapped_column(String(10))

    __table_args__ = (
        ForeignKeyConstraint(
            ["release_id", "region", "module", "language", "measure"],
            [
                "release_cell.release_id",
                "release_cell.region",
                "release_cell.module",
                "release_cell.language",
                "release_cell.measure",
            ],
            ondelete="RESTRICT",
        ),
        CheckConstraint("reason IN ({})".format(", ".join(f"'{each}'" for each in _REASONS)), name="reason_known"),
        {"info": APPEND_ONLY},
    )
