"""Which texts wait for their author, who was signed out before they were saved?"""

from functools import cache

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from training.content.models import KeptText
from training.foundation.errors import NotFound


def kept_texts(session: Session, person_id: int, *, module_id: int, unit: str | None = None) -> list[KeptText]:
    """What a person typed for a module, or for one unit of it, and could not save; the latest first."""
    values = {"person_id": person_id, "module_id": module_id, "unit": unit}
    return list(session.scalars(_of_module() if unit is None else _of_unit(), values))


def own_kept_text(session: Session, kept_id: int, *, person_id: int) -> KeptText:
    """A kept text by its id; raises NotFound where it is another person's or there is none."""
    own = select(KeptText).where(KeptText.id == kept_id, KeptText.person_id == person_id)
    found = session.scalar(own)
    if found is None:
        raise NotFound("kept-text")
    return found


@cache
def _of_module() -> Select[KeptText]:
    # Built once: every page of an editor and of the desk asks, and nearly always there is nothing.
    own = KeptText.person_id == bindparam("person_id"), KeptText.module_id == bindparam("module_id")
    return select(KeptText).where(*own).order_by(KeptText.id.desc())


@cache
def _of_unit() -> Select[KeptText]:
    return _of_module().where(KeptText.unit == bindparam("unit"))


@cache
def _kept_texts(*, of_unit: bool) -> Select[KeptText]:
    of_person = KeptText.person_id == bindparam("person_id")
    own = select(KeptText).where(of_person, KeptText.module_id == bindparam("module_id"))
    wanted = own.where(KeptText.unit == bindparam("unit")) if of_unit else own
    return wanted.order_by(KeptText.id.desc())
