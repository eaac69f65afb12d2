"""How is a file ordered, made and forgotten? The bytes are written elsewhere; here is what is known of them."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import update
from sqlalchemy.orm import Session

from training.foundation.audit import Event, record
from training.foundation.outbox import Letter, post
from training.reporting.models import OrderedFile
from training.reporting.queries import exports as queries
from training.reporting.rules.exports import (
    HOLD_WHILE_MAKING,
    KEPT_FOR,
    LETTER_AFTER,
    Content,
    Made,
    Order,
    Stage,
    check_order,
)

#: Words of a name that was looked for: an entry stays for good.
_NAMES = {"q"}


def order_file(session: Session, person_id: int, order: Order, *, second_factor: bool, now: datetime) -> UUID:
    """Order a file; Refused("files-too-many") and ("file-kind-unknown")."""
    check_order(order, files=queries.file_count(session, person_id))
    wanted = OrderedFile(
        id=uuid4(),
        person_id=person_id,
        content=order.content.value,
        kind=order.kind,
        language=order.language,
        query=dict(order.query),
        stage=Stage.WAITING.value,
        ordered_at=now,
        name="",
        size=0,
        lines=0,
        total=0,
        reach={},
        second_factor=second_factor,
    )
    session.add(wanted)
    session.flush()
    return wanted.id


def take_file(session: Session, *, now: datetime) -> OrderedFile | None:
    """Take the next file for a while; commit before it is made, so that no other worker takes it too."""
    wanted = queries.next_file(session, now=now)
    if wanted is None:
        return None
    wanted.stage, wanted.held_until, wanted.lines = Stage.WORKING.value, now + HOLD_WHILE_MAKING, 0
    session.flush()
    return wanted


def note_progress(session: Session, file_id: UUID, *, lines: int, total: int, now: datetime) -> None:
    """Tell how far a file has come, and keep it from other workers for longer."""
    session.execute(
        update(OrderedFile)
        .where(OrderedFile.id == file_id, OrderedFile.stage == Stage.WORKING.value)
        .values(lines=lines, total=total, held_until=now + HOLD_WHILE_MAKING)
    )


def note_made(session: Session, file_id: UUID, file: Made, *, now: datetime) -> bool:
    """Say that a file is ready, with a letter to whoever has waited long; False where it was deleted meanwhile."""
    made = session.get(OrderedFile, file_id)
    if made is None:
        return False
    made.stage, made.held_until, made.made_at = Stage.READY.value, None, now
    made.name, made.size, made.lines, made.total = file.name, file.size, file.lines, file.lines
    made.reach = dict(file.reach)
    session.flush()
    if now - made.ordered_at > LETTER_AFTER:
        post(session, Letter.FILE_READY, person_id=made.person_id, now=now, once=f"file {file_id}")
    return True


def note_failed(session: Session, file_id: UUID) -> None:
    """Say that a file could not be made: its owner may see nothing of it any more, or it was our fault."""
    failed = session.get(OrderedFile, file_id)
    if failed is not None:
        failed.stage, failed.held_until = Stage.FAILED.value, None
        session.flush()


def note_taken(session: Session, made: OrderedFile, *, actor_id: int, now: datetime) -> None:
    """Write down that a file was fetched: with names, of how many; with figures, of what."""
    names = made.content == Content.COMPLETIONS
    event = Event.COMPLETIONS_EXPORTED if names else Event.STATISTICS_TAKEN
    told = {name: value for name, value in made.query.items() if name not in _NAMES}
    facts = {"kind": made.kind, "rows": made.lines, **told, **({"reach": made.reach} if names else {})}
    record(session, event, f"file {made.id}", at=now, actor_id=actor_id, **facts)
    session.flush()


def delete_file(session: Session, file_id: UUID, *, person_id: int) -> None:
    """Forget a file of this person; its bytes go after the commit. NotFound for everybody else's."""
    session.delete(queries.own_file(session, file_id, person_id=person_id))
    session.flush()


def forget_files(session: Session, *, now: datetime) -> int:
    """Forget the files that were kept long enough, and tell how many; their bytes go after the commit."""
    old = queries.files_before(session, now - KEPT_FOR)
    for one in old:
        session.delete(one)
    session.flush()
    return len(old)
