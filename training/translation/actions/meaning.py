"""What becomes of translations when an author says that an edit changed no meaning, or takes that back?"""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from training.content.models import ModuleRow
from training.content.rules.segments import text_digest
from training.foundation.audit import Event, record
from training.foundation.db import one_after_another
from training.foundation.errors import NotFound
from training.translation.actions.revising import keep_sources, next_revision, set_aside
from training.translation.models import SameMeaning, Translation
from training.translation.queries.segments import rows_of_sources
from training.translation.queries.texts import source_language

#: A machine's draft stays one, whatever its source is called.
_CARRIED, _MACHINE = "carried", "machine"


def keep_meaning(
    session: Session,
    module: ModuleRow,
    changes: Mapping[str, tuple[str, str]],
    *,
    reason: str,
    person_id: int,
    now: datetime,
) -> dict[str, int]:
    """Let the translations of old source texts hold for new ones; `changes` maps addresses to the old and the new.

    What was written and approved by whom, and when, goes along. Where somebody has translated the new text already,
    that stays. Return how many texts each language (where any) keeps.
    """
    one_after_another(session, module.id)
    digests = {address: (text_digest(old), text_digest(new)) for address, (old, new) in changes.items() if old != new}
    for address, (old, new) in digests.items():
        said = {"segment": address, "old_digest": old, "new_digest": new, "reason": reason}
        session.add(SameMeaning(module_id=module.id, **said, declared_by=person_id, declared_at=now))
    pairs = {(address, digest) for address, both in digests.items() for digest in both}
    carried = {
        language: _carried(session, rows, digests)
        for language, rows in rows_of_sources(session, module.id, pairs).items()
    }
    session.flush()
    keep_sources(session, source_language(session, module.id), [text for both in changes.values() for text in both])
    found = {language: number for language, number in carried.items() if number}
    facts = {"segments": sorted(digests), "languages": found}
    record(session, Event.MEANING_KEPT, f"module {module.key}", at=now, actor_id=person_id, **facts)
    return found


def withdraw_meaning(
    session: Session, module: ModuleRow, declaration_id: int, *, person_id: int, now: datetime
) -> dict[str, int]:
    """Take back that an edit changed no meaning: the translations that came along go, unless they were touched since.

    Return how many texts each language (where any) loses. Raises NotFound.
    """
    one_after_another(session, module.id)
    said = session.get(SameMeaning, declaration_id)
    if said is None or said.module_id != module.id:
        raise NotFound("declaration")
    old, new = (said.segment, said.old_digest), (said.segment, said.new_digest)
    lost = {
        language: 1
        for language, rows in rows_of_sources(session, module.id, {old, new}).items()
        if old in rows
        and new in rows
        and _rests(rows[new], rows[old])
        and _taken_away(session, rows[new], person_id=person_id, now=now)
    }
    facts = {"segments": [said.segment], "languages": lost, "withdrawn": True}
    record(session, Event.MEANING_KEPT, f"module {module.key}", at=now, actor_id=person_id, **facts)
    return lost


def _carried(
    session: Session, rows: Mapping[tuple[str, str], Translation], digests: Mapping[str, tuple[str, str]]
) -> int:
    wanted = [
        (rows[address, old], new)
        for address, (old, new) in digests.items()
        if (address, old) in rows and (address, new) not in rows
    ]
    if wanted:
        module_id, language = wanted[0][0].module_id, wanted[0][0].language
        revision = next_revision(session, module_id, language)
        session.add_all(_copy(row, new, revision) for row, new in wanted)
    return len(wanted)


def _copy(row: Translation, digest: str, revision: int) -> Translation:
    place = {"module_id": row.module_id, "language": row.language, "segment": row.segment, "source_digest": digest}
    of_people = ("translated_by", "translated_at", "approved_by", "approved_at")
    said = {name: getattr(row, name) for name in of_people}
    origin = _MACHINE if row.origin == _MACHINE else _CARRIED
    return Translation(**place, text=row.text, origin=origin, **said, revision=revision)


def _rests(new: Translation, old: Translation) -> bool:
    """Tell whether a translation is as it came along; who has approved it since has touched it."""
    names = ("text", "translated_by", "translated_at", "approved_by", "approved_at")
    return new.origin in (_CARRIED, _MACHINE) and all(getattr(new, name) == getattr(old, name) for name in names)


def _taken_away(session: Session, row: Translation, *, person_id: int, now: datetime) -> bool:
    set_aside(session, row, person_id=person_id, now=now)
    # Whoever remembers that it was there reads everything anew.
    next_revision(session, row.module_id, row.language, restart=True)
    session.delete(row)
    session.flush()
    return True
