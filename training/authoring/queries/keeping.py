"""Which texts wait for their author, who was signed out before they were saved?"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.authoring.models import KeptText
from training.foundation.errors import NotFound


def kept_texts(session: Session, person_id: int, *, module_id: int, unit: str | None = None) -> list[KeptText]:
    """What a person typed for a module, or for one unit of it, and could not save; the latest first."""
    own = select(KeptText).where(KeptText.person_id == person_id, KeptText.module_id == module_id)
    wanted = own if unit is None else own.where(KeptText.unit == unit)
    return list(session.scalars(wanted.order_by(KeptText.id.desc())))


def own_kept_text(session: Session, kept_id: int, *, person_id: int) -> KeptText:
    """A kept text by its id; raises NotFound where it is another person's or there is none."""
    own = select(KeptText).where(KeptText.id == kept_id, KeptText.person_id == person_id)
    found = session.scalar(own)
    if found is None:
        raise NotFound("kept-text")
    return found
