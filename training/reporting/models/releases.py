"""Which rows hold what was released: what anybody may see, and apart from it what it hides and why that is safe?"""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Float, ForeignKey, ForeignKeyConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from training.foundation.db import APPEND_ONLY, Base, UtcDateTime

_REASONS = ("primary", "secondary")
_CELL = ("release_id", "period", "place", "module", "part", "measure")


class Release(Base):
    """The figures of a closed quarter, made once; what is renamed or moved later keeps its name and place here.

    `regions` maps keys to names by language and the time zone of that day; `organisations` maps places to the name and
    the place above; `modules` maps keys to titles by language, `lessons` modules to lessons to titles by language: all
    in their order. `digest` is of all that this release tells.
    """

    __tablename__ = "release"

    id: Mapped[int] = mapped_column(primary_key=True)
    quarter: Mapped[str] = mapped_column(String(6), unique=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    minimum: Mapped[int]
    regions: Mapped[dict[str, dict[str, Any]]] = mapped_column(JSON)
    modules: Mapped[dict[str, dict[str, dict[str, str]]]] = mapped_column(JSON)
    digest: Mapped[str] = mapped_column(String(64))
    organisations: Mapped[dict[str, dict[str, str]]] = mapped_column(JSON)
    lessons: Mapped[dict[str, dict[str, dict[str, dict[str, str]]]]] = mapped_column(JSON)

    __table_args__ = ({"info": APPEND_ONLY},)


class ReleaseCell(Base):
    """One count as readers see it; without a value it is hidden. `rules.cells` says how each column is written."""

    __tablename__ = "release_cell"

    release_id: Mapped[int] = mapped_column(ForeignKey("release.id", ondelete="RESTRICT"), primary_key=True)
    period: Mapped[str] = mapped_column(String(7), primary_key=True)
    place: Mapped[str] = mapped_column(String(110), primary_key=True)
    module: Mapped[str] = mapped_column(String(60), primary_key=True)
    part: Mapped[str] = mapped_column(String(80), primary_key=True)
    measure: Mapped[str] = mapped_column(String(20), primary_key=True)
    value: Mapped[int | None]

    __table_args__ = ({"info": APPEND_ONLY},)


class HiddenCell(Base):
    """What a cell without a value hides, and why: read by nobody but the action that makes the next release.

    Counted anew it could differ, since facts may come late: then what was shown and what was hidden would not add up.
    """

    __tablename__ = "release_hidden"

    release_id: Mapped[int] = mapped_column(primary_key=True)
    period: Mapped[str] = mapped_column(String(7), primary_key=True)
    place: Mapped[str] = mapped_column(String(110), primary_key=True)
    module: Mapped[str] = mapped_column(String(60), primary_key=True)
    part: Mapped[str] = mapped_column(String(80), primary_key=True)
    measure: Mapped[str] = mapped_column(String(20), primary_key=True)
    value: Mapped[int]
    reason: Mapped[str] = mapped_column(String(10))

    __table_args__ = (
        ForeignKeyConstraint(_CELL, [f"release_cell.{name}" for name in _CELL], ondelete="RESTRICT"),
        CheckConstraint("reason IN ({})".format(", ".join(f"'{each}'" for each in _REASONS)), name="reason_known"),
        {"info": APPEND_ONLY},
    )


class GroupFigure(Base):
    """A median, mean or share of a group, as readers see it; without a value it is not told.

    `low` and `high` bound it with 95 % confidence where it has such bounds. `size` is how many people it was reckoned
    from, for the action that makes the next release: it is never shown by itself.
    """

    __tablename__ = "release_figure"

    release_id: Mapped[int] = mapped_column(ForeignKey("release.id", ondelete="RESTRICT"), primary_key=True)
    place: Mapped[str] = mapped_column(String(110), primary_key=True)
    module: Mapped[str] = mapped_column(String(60), primary_key=True)
    figure: Mapped[str] = mapped_column(String(20), primary_key=True)
    value: Mapped[float | None] = mapped_column(Float)
    low: Mapped[float | None] = mapped_column(Float)
    high: Mapped[float | None] = mapped_column(Float)
    size: Mapped[int]

    __table_args__ = ({"info": APPEND_ONLY},)


class ReleaseProof(Base):
    """How the cells of a release add up (pairs of lists of cells), and what the next one needs to protect its secrets.

    No reader sees it. `moves` are the carried moves of `rules.disclosure`, each a list of cells with a number.
    """

    __tablename__ = "release_proof"

    release_id: Mapped[int] = mapped_column(ForeignKey("release.id", ondelete="RESTRICT"), primary_key=True)
    relations: Mapped[list[list[list[list[str]]]]] = mapped_column(JSON)
    moves: Mapped[list[list[list[Any]]]] = mapped_column(JSON)

    __table_args__ = ({"info": APPEND_ONLY},)
