"""Which rows hold modules, their versions, publications and pictures, which never change, and texts not yet saved?"""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from training.foundation.db import APPEND_ONLY, Base, UtcDateTime


class ModuleRow(Base):
    """A module's identity; what it says stands in its versions."""

    __tablename__ = "module"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(60), unique=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("region.id", ondelete="RESTRICT"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = ({"info": APPEND_ONLY},)


class ModuleVersion(Base):
    """One saved state: `document` is the module as canonical JSON, `digest` its SHA-256."""

    __tablename__ = "module_version"

    id: Mapped[int] = mapped_column(primary_key=True)
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id", ondelete="RESTRICT"))
    number: Mapped[int]
    document: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))
    origin: Mapped[str] = mapped_column(String(10))
    saved_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    note: Mapped[str] = mapped_column(String(500))

    __table_args__ = (
        # Two editors saving at once both ask for the next number; one of them is told to look again.
        UniqueConstraint("module_id", "number"),
        # The target of the publication's pair: a publication cannot point at another module's version.
        UniqueConstraint("module_id", "id"),
        CheckConstraint("origin IN ('file', 'editor')", name="origin_known"),
        {"info": APPEND_ONLY},
    )


class Publication(Base):
    """What learners see: a version with its frozen texts; without a version the module is withdrawn.

    `texts` maps a language to addresses to a pair of text (null where the source stands in) and state. `note` tells
    learners what has changed, in the language of the module.
    """

    __tablename__ = "publication"

    id: Mapped[int] = mapped_column(primary_key=True)
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id", ondelete="RESTRICT"), index=True)
    version_id: Mapped[int | None]
    texts: Mapped[dict[str, dict[str, tuple[str | None, str]]]] = mapped_column(JSON)
    published_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    published_at: Mapped[datetime] = mapped_column(UtcDateTime)
    note: Mapped[str] = mapped_column(String(500), default="", server_default=text("''"))

    __table_args__: tuple[Any, ...] = (
        ForeignKeyConstraint(
            ["module_id", "version_id"], ["module_version.module_id", "module_version.id"], ondelete="RESTRICT"
        ),
        {"info": APPEND_ONLY},
    )


class Media(Base):
    """A file by the digest of its bytes; the bytes lie in the media folder under that name."""

    __tablename__ = "media"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    type: Mapped[str] = mapped_column(String(60))
    size: Mapped[int]
    uploaded_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    uploaded_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = ({"info": APPEND_ONLY},)


class KeptText(Base):
    """What somebody posted after the session had ended: the form as it was typed, offered again after signing in.

    `unit` is the address of what was being edited, `basis` the digest of the state that the form was opened with,
    `typed` maps the names of the form to lists of values. It goes when it is taken over or thrown away.
    """

    __tablename__ = "kept_text"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id", ondelete="RESTRICT"))
    unit: Mapped[str] = mapped_column(String(200))
    basis: Mapped[str] = mapped_column(String(64))
    typed: Mapped[dict[str, list[str]]] = mapped_column(JSON)
    kept_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (Index(None, "person_id", "module_id"),)
