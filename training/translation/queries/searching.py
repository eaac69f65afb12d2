"""Which translations say some words?"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.translation.models import Translation


def segments_saying(session: Session, module_id: int, language: str, words: str) -> frozenset[str]:
    """The segments of which a translation, an older one too, has these words, whatever their capitals."""
    of_pair = Translation.module_id == module_id, Translation.language == language
    likely = Translation.text.ilike(_pattern(words), escape="\\")
    found = session.execute(select(Translation.segment, Translation.text).where(*of_pair, likely))
    return frozenset(row.segment for row in found if words.casefold() in row.text.casefold())


def _pattern(words: str) -> str:
    """Let the database look roughly: SQLite knows the capitals of plain letters only, so others may be any."""
    marked = "".join(f"\\{sign}" if sign in "%_\\" else sign if sign.isascii() else "_" for sign in words)
    return f"%{marked}%"
