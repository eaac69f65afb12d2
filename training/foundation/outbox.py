"""Which letters are to leave the house? Rows written in the transaction of what they tell about."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    Select,
    String,
    insert,
    inspect,
    literal,
    select,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from training.foundation.db import Base, UtcDateTime, insert_all_once, insert_once

_HOLDS = "letters are held"


class Letter(StrEnum):
    """What a letter is about: the name of its templates."""

    INVITATION = "invitation"
    PASSWORD_RESET = "password-reset"  # noqa: S105 (a kind of letter)
    ADDRESS_CONFIRMATION = "address-confirmation"
    ALREADY_REGISTERED = "already-registered"
    ACCOUNT_CHANGED = "account-changed"
    LEARNING_REMINDER = "learning-reminder"
    FILE_READY = "file-ready"
    FIGURES_READY = "figures-ready"
    DELIVERY_STOPPED = "delivery-stopped"
    TRANSLATION_CHANGES = "translation-changes"


class State(StrEnum):
    """What has become of a letter."""

    WAITING = "waiting"
    SENT = "sent"
    BOUNCED = "bounced"
    GIVEN_UP = "given-up"
    HELD = "held"


class OutboxLetter(Base):
    """A letter to a person, as facts: it is written in the person's language when it leaves.

    `facts` hold keys and numbers, neither names nor secrets; `once` is a name under which no second letter is posted.
    `due_at` moves on with every try. As long as one that bounced is not cleared, the person's other letters wait.
    """

    __tablename__ = "outbox_letter"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"), index=True)
    letter: Mapped[str] = mapped_column(String(40))
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    once: Mapped[str | None] = mapped_column(String(120), unique=True)
    posted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[str] = mapped_column(String(20), default=State.WAITING.value)
    tries: Mapped[int] = mapped_column(default=0)
    tried_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    fault: Mapped[str | None] = mapped_column(String(200))
    cleared_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (
        CheckConstraint("state IN ({})".format(", ".join(f"'{state}'" for state in State)), name="state_known"),
        Index(None, "state", "due_at"),
    )


def post(
    session: Session,
    letter: Letter,
    *,
    person_id: int,
    now: datetime,
    due_at: datetime | None = None,
    once: str | None = None,
    **facts: Any,
) -> bool:
    """Put a letter into the outbox, to leave at `due_at` or at once; tell whether it was new under its name `once`."""
    columns = _columns(session, now=now, due_at=due_at)
    return insert_once(
        session, OutboxLetter, person_id=person_id, letter=letter.value, facts=facts, once=once, **columns
    )


def post_all(session: Session, letter: Letter, *, person_ids: Iterable[int], now: datetime, **facts: Any) -> None:
    """Post the same letter to many with one statement."""
    columns = {"letter": letter.value, "facts": facts, **_columns(session, now=now)}
    insert_all_once(session, OutboxLetter, [{"person_id": person_id, **columns} for person_id in person_ids])


def post_each(
    session: Session, letter: Letter, letters: Mapping[int, tuple[datetime, dict[str, Any]]], *, now: datetime
) -> None:
    """Post a letter to each person (their ids) with its own moment to leave and its own facts, with one statement."""
    rows = [
        {"person_id": person_id, "letter": letter.value, "facts": facts, **_columns(session, now=now, due_at=due_at)}
        for person_id, (due_at, facts) in letters.items()
    ]
    insert_all_once(session, OutboxLetter, rows)


def post_selected(session: Session, chosen: Select[int, str], *, now: datetime) -> None:
    """Post to whom a statement chooses, a person's id and a kind of letter a row: the same work if it is nobody."""
    values = {"facts": {}, **_columns(session, now=now)}
    columns = inspect(OutboxLetter).columns
    typed = (literal(value, type_=columns[name].type) for name, value in values.items())
    letters = select(*chosen.subquery().c, *typed)
    session.connection().execute(insert(OutboxLetter).from_select(["person_id", "letter", *values], letters))


def clear_bounces(session: Session, person_id: int, *, now: datetime) -> None:
    """Let letters leave again to somebody whose address has bounced: it was corrected, or the person is here."""
    bounced = OutboxLetter.state == State.BOUNCED.value, OutboxLetter.cleared_at.is_(None)
    session.execute(
        update(OutboxLetter)
        .where(OutboxLetter.person_id == person_id, *bounced)
        .values(cleared_at=now)
        .execution_options(synchronize_session=False)
    )


def hold() -> dict[str, Any]:
    """Return what to put into the `info` of a session whose letters must not leave, as in a demonstration."""
    return {_HOLDS: True}


def _columns(session: Session, *, now: datetime, due_at: datetime | None = None) -> dict[str, Any]:
    state = State.HELD if session.info.get(_HOLDS) else State.WAITING
    return {"posted_at": now, "due_at": due_at or now, "state": state.value, "tries": 0}
