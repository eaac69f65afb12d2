"""Which rows hold people and what they may do?"""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, column, event, text, true
from sqlalchemy.orm import Mapped, mapped_column

from training.accounts.rules.search import folded
from training.foundation.db import Base, UtcDateTime
from training.foundation.permissions import Role


class Person(Base):
    """Anybody with an account; erasure overwrites name, address and password and leaves the row.

    Whoever has neither a password nor another way in has been invited and has not come yet. `folded` is what a search
    looks through. `wants_reminders` is about learning that is not compulsory.
    """

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    password_hash: Mapped[str | None] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(2))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id", ondelete="RESTRICT"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    disabled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    erased_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    extra_time_percent: Mapped[int] = mapped_column(default=0, server_default="0")
    wants_reminders: Mapped[bool] = mapped_column(default=True, server_default=true())
    folded: Mapped[str] = mapped_column(String(500), default="", server_default=text("''"))

    __table_args__ = (
        CheckConstraint("email = lower(email)", name="email_lower_case"),
        CheckConstraint("extra_time_percent BETWEEN 0 AND 300", name="extra_time_bounded"),
        # Lists of people go by name.
        Index(None, "folded", "id"),
    )


@event.listens_for(Person, "before_insert")
@event.listens_for(Person, "before_update")
def _fold(_mapper: Any, _connection: Any, person: Person) -> None:
    person.folded = folded(f"{person.name} {person.email}")


class RoleGrant(Base):
    """A role for one region, for one organisation with all below it, for one module (its key), or everywhere.

    `language` narrows translating and reviewing; it is empty where it does not.
    """

    __tablename__ = "role_grant"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    role: Mapped[str] = mapped_column(String(20))
    region_id: Mapped[int | None] = mapped_column(ForeignKey("region.id", ondelete="RESTRICT"))
    granted_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    granted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id", ondelete="RESTRICT"))
    language: Mapped[str] = mapped_column(String(2), default="", server_default=text("''"))
    # By its key, which never changes: what modules are is known above this feature.
    module: Mapped[str | None] = mapped_column(ForeignKey("module.key", ondelete="RESTRICT"))

    __table_args__ = (
        CheckConstraint("role IN ({})".format(", ".join(f"'{role}'" for role in Role)), name="role_known"),
        CheckConstraint("region_id IS NULL OR organisation_id IS NULL", name="one_place"),
        CheckConstraint("module IS NULL OR (region_id IS NULL AND organisation_id IS NULL)", name="module_alone"),
        # Null is not equal to null, so one constraint over all columns would let a role be granted twice.
        *(
            Index(
                f"uq_role_grant_{name}",
                "person_id",
                "role",
                *places,
                "language",
                unique=True,
                sqlite_where=where,
                postgresql_where=where,
            )
            for name, places, where in (
                ("region", ("region_id",), column("region_id").is_not(None)),
                ("organisation", ("organisation_id",), column("organisation_id").is_not(None)),
                ("module", ("module",), column("module").is_not(None)),
                (
                    "everywhere",
                    (),
                    column("region_id").is_(None) & column("organisation_id").is_(None) & column("module").is_(None),
                ),
            )
        ),
    )
