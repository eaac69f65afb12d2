"""What do people leave behind who translate? Builders of facts with keyword defaults."""

from typing import Any

from sqlalchemy.orm import Session

from tests.make.rows import NOW, added
from training.accounts.models import Person
from training.content.models import ModuleRow
from training.content.rules.segments import text_digest
from training.translation.models import EarlierTranslation, OverruledCheck, SameMeaning, SegmentNote, SourceText

SEGMENT = "who/hook/body"


def earlier_translation(session: Session, module: ModuleRow, person: Person, **columns: Any) -> EarlierTranslation:
    """Let a person have replaced the own translation into Czech."""
    said = {"segment": SEGMENT, "source_digest": text_digest("Before"), "text": "Dříve", "origin": "human"}
    by = {"translated_by": person.id, "translated_at": NOW, "replaced_by": person.id, "replaced_at": NOW}
    return added(session, EarlierTranslation(module_id=module.id, language="cs", **{**said, **by, **columns}))


def source_text(session: Session, text: str = "Before", *, language: str = "en") -> SourceText:
    """Remember an older source text."""
    return added(session, SourceText(digest=text_digest(text), language=language, text=text))


def decisions(session: Session, module: ModuleRow, person: Person) -> None:
    """Let a person have declared an edit to change no meaning, overruled a check, and left a remark."""
    old, new = text_digest("Before"), text_digest("Before.")
    by = {"declared_by": person.id, "declared_at": NOW, "reason": "A full stop"}
    added(session, SameMeaning(module_id=module.id, segment=SEGMENT, old_digest=old, new_digest=new, **by))
    about = {"module_id": module.id, "language": "cs", "segment": SEGMENT}
    by = {"overruled_by": person.id, "overruled_at": NOW, "reason": "No number is said here"}
    added(session, OverruledCheck(**about, source_digest=old, text_digest=new, check="numbers", **by))
    added(session, SegmentNote(**about, text="A pun: keep it short", written_by=person.id, written_at=NOW))
