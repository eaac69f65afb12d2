"""What does somebody leave for those who translate a text after them?"""

from datetime import datetime

from sqlalchemy.orm import Session

from training.content.rules.texts import clean
from training.foundation.errors import Refused
from training.translation.models import SegmentNote

#: As long as the column that holds it.
LONGEST = 1000


def write_note(
    session: Session,
    *,
    module_id: int,
    segment: str,
    language: str | None,
    text: str,
    person_id: int,
    now: datetime,
) -> SegmentNote:
    """Keep a remark for those who translate into a language, or into any; raises Refused("note-empty", "note-long")."""
    said = clean(text)
    if not said:
        raise Refused("note-empty")
    if len(said) > LONGEST:
        raise Refused("note-long")
    place = {"module_id": module_id, "segment": segment, "language": language}
    note = SegmentNote(**place, text=said, written_by=person_id, written_at=now)
    session.add(note)
    session.flush()
    return note
