"""Who did what, when? Entries that nobody can change, each bound to the one before; no personal words in them."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Select, String, bindparam, event, func, insert, select
from sqlalchemy.orm import Mapped, ORMExecuteState, Session, SessionTransaction, mapped_column
from sqlalchemy.sql.visitors import iterate

from training.foundation import logs
from training.foundation.chain import START, Link, chained
from training.foundation.db import APPEND_ONLY, Base, UtcDateTime, one_after_another, rows

#: Writing to the log is done by one transaction after another; subjects that are rows have ids from 1 on.
_LOG = 0
_WAITING = "entries that wait to be written"
_AT_ONCE = 2000


class Event(StrEnum):
    """What is worth an entry."""

    PERSON_ADDED = "person-added"
    ROLE_GRANTED = "role-granted"
    ROLE_WITHDRAWN = "role-withdrawn"
    ACCOUNT_CLOSED = "account-closed"
    ACCOUNT_OPENED = "account-opened"
    PERSON_CORRECTED = "person-corrected"
    PEOPLE_IMPORTED = "people-imported"
    REGISTERED = "registered"
    ORGANISATION_ADDED = "organisation-added"
    ORGANISATION_CHANGED = "organisation-changed"
    ORGANISATION_CLOSED = "organisation-closed"
    ORGANISATION_OPENED = "organisation-opened"
    SETTINGS_CHANGED = "settings-changed"
    PERSON_ERASED = "person-erased"
    EXTRA_TIME_GRANTED = "extra-time-granted"
    PERSON_INVITED = "person-invited"
    PASSWORD_CHOSEN = "password-chosen"  # noqa: S105 (an event)
    PASSWORD_FORGOTTEN = "password-forgotten"  # noqa: S105 (likewise)
    LEARNING_ASSIGNED = "learning-assigned"
    ASSIGNMENT_WITHDRAWN = "assignment-withdrawn"
    COMPLETIONS_SEEN = "completions-seen"
    COMPLETIONS_EXPORTED = "completions-exported"
    LETTER_SENT_AGAIN = "letter-sent-again"
    SIGNED_IN = "signed-in"
    SIGN_IN_FAILED = "sign-in-failed"
    SESSIONS_ENDED = "sessions-ended"
    SECOND_FACTOR_ADDED = "second-factor-added"
    SECOND_FACTOR_REMOVED = "second-factor-removed"
    RECOVERY_CODES_MADE = "recovery-codes-made"
    RECOVERY_CODE_USED = "recovery-code-used"
    IDENTITY_ADDED = "identity-added"
    MODULE_IMPORTED = "module-imported"
    TRANSLATIONS_IMPORTED = "translations-imported"
    MODULE_CREATED = "module-created"
    MODULE_SAVED = "module-saved"
    MODULE_PUBLISHED = "module-published"
    MODULE_WITHDRAWN = "module-withdrawn"
    PUBLICATION_SCHEDULED = "publication-scheduled"
    PUBLICATION_CANCELLED = "publication-cancelled"
    FILE_KEPT = "file-kept"
    QUESTIONS_IMPORTED = "questions-imported"
    TRANSLATION_SAVED = "translation-saved"
    TRANSLATION_APPROVED = "translation-approved"
    MEANING_KEPT = "meaning-kept"
    LANGUAGE_POLICY_CHANGED = "language-policy-changed"
    TRANSLATION_CHARGED = "translation-charged"
    DRAFTS_ORDERED = "drafts-ordered"
    REPORT_DECIDED = "report-decided"
    QUIZ_REGRADED = "quiz-regraded"
    LOG_EXPORTED = "log-exported"
    STATISTICS_RELEASED = "statistics-released"
    STATISTICS_TAKEN = "statistics-taken"
    STATISTICS_SENT = "statistics-sent"
    DELIVERY_ADDED = "delivery-added"
    DELIVERY_REMOVED = "delivery-removed"
    TOKEN_MADE = "token-made"  # noqa: S105 (an event)
    TOKEN_REVOKED = "token-revoked"  # noqa: S105 (likewise)


class AuditEntry(Base):
    """One thing that happened; `subject` names rows by kind and key, `facts` hold no personal string.

    `previous` is the digest of the entry before it: being unique, it lets no chain fork.
    """

    __tablename__ = "audit_entry"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    event: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(200))
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    request_id: Mapped[str | None] = mapped_column(String(36))
    previous: Mapped[str] = mapped_column(String(64), unique=True)
    digest: Mapped[str] = mapped_column(String(64))

    # One index for each way to look for entries, the newest first.
    __table_args__ = (
        Index(None, "at", "id"),
        Index(None, "event", "at", "id"),
        Index(None, "actor_id", "at", "id"),
        Index(None, "actor_id", "event", "at", "id"),
        Index(None, "subject", "at", "id"),
        Index(None, "subject", "event", "at", "id"),
        {"info": APPEND_ONLY},
    )


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the log: how many entries it has, the number and the digest of the last."""

    count: int
    last: int
    digest: str


def record(
    session: Session, event: Event, subject: str, /, *, at: datetime, actor_id: int | None, **facts: Any
) -> None:
    """Append an entry in the transaction of what it tells about.

    It is written when that is committed, or when this session looks at the log: whoever writes entries waits for
    everybody else who does, and so waits as late, and is waited for as briefly, as can be.
    """
    if not session.in_transaction():
        session.begin()
    # What is kept is what a reader of the stored facts will see.
    kept = json.loads(json.dumps(facts, allow_nan=False))
    entry = Link(
        id=0,
        at=at,
        actor_id=actor_id,
        event=event.value,
        subject=subject,
        facts=kept,
        request_id=logs.request_id(),
        previous=START,
    )
    _waiting(session).append((session.get_nested_transaction() or session.get_transaction(), entry))


def head(session: Session) -> Head:
    """The end of the log as it is committed; note it elsewhere, and a cut-off end shows."""
    last = rows(session, _last()).first()
    if last is None:
        return Head(0, 0, START)
    count = rows(session, select(func.count()).where(AuditEntry.id <= last.id)).scalar_one()
    return Head(count, last.id, last.digest)


def links(session: Session) -> Iterator[Link]:
    """Every entry in the order of the chain, some thousands at a time, however many there are."""
    columns = [getattr(AuditEntry, field.name) for field in fields(Link)]
    first = select(*columns).order_by(AuditEntry.id).limit(_AT_ONCE)
    further = first.where(AuditEntry.id > bindparam("after"))
    found = rows(session, first).all()
    while found:
        yield from (Link(**row._asdict()) for row in found)
        found = rows(session, further, after=found[-1].id).all()


def _waiting(session: Session) -> list[tuple[SessionTransaction | None, Link]]:
    """Return what this session has recorded and not written; the first time, ask to be told how it goes on."""
    if _WAITING not in session.info:
        session.info[_WAITING] = []
        # Of this session alone: those that only read pay nothing.
        event.listen(session, "before_commit", _committing)
        event.listen(session, "after_transaction_end", _ended)
        event.listen(session, "do_orm_execute", _looking)
    return session.info[_WAITING]  # type: ignore[no-any-return]


def _committing(session: Session) -> None:
    nested = session.get_nested_transaction()
    if nested is None:
        _write(session)
        return
    # A savepoint ends well: what it recorded now stands or falls with what it lies in.
    waiting = _waiting(session)
    waiting[:] = [(nested.parent if begun is nested else begun, entry) for begun, entry in waiting]


def _ended(session: Session, transaction: SessionTransaction) -> None:
    """Forget what a transaction or savepoint recorded that was rolled back; of others nothing waits any more."""
    waiting = _waiting(session)
    waiting[:] = [(begun, entry) for begun, entry in waiting if begun is not transaction]


def _looking(state: ORMExecuteState) -> None:
    if _waiting(state.session) and _is_about_the_log(state.statement):
        _write(state.session)


def _is_about_the_log(statement: Any) -> bool:
    # By name: a statement holds copies of the table that say more about where they stand.
    tables = (getattr(element, "table", element) for element in iterate(statement))
    return any(getattr(table, "name", None) == AuditEntry.__tablename__ for table in tables)


def _write(session: Session) -> None:
    waiting = _waiting(session)
    entries = [entry for _, entry in waiting]
    waiting.clear()
    if not entries:
        return
    # Whatever else this transaction writes is locked before the log, so that no two can wait for each other.
    session.flush()
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        # So are the people whom foreign keys would lock: somebody may be changing their addresses.
        person_id = next(iter(AuditEntry.__table__.c.actor_id.foreign_keys)).column
        actors = {entry.actor_id for entry in entries} - {None}
        known = select(person_id).where(person_id.in_(actors)).order_by(person_id)
        rows(session, known.with_for_update(read=True, key_share=True))
    one_after_another(session, _LOG)
    last = rows(session, _last()).first()
    bound = chained(entries, last=last.id if last else 0, head=last.digest if last else START)
    connection.execute(insert(AuditEntry), [asdict(link) for link in bound])


@cache
def _last() -> Select[int, str]:
    return select(AuditEntry.id, AuditEntry.digest).order_by(AuditEntry.id.desc()).limit(1)
