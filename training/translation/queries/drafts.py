"""Which drafts were ordered of a machine, and what does an order concern?"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.content import queries as content
from training.content.models import ModuleVersion
from training.content.rules.module import Module
from training.content.rules.segments import segments
from training.foundation.errors import NotFound
from training.translation.models import DraftOrder
from training.translation.queries.texts import translations
from training.translation.rules.drafts import Undrafted, undrafted

_MOST_SHOWN = 20
_MOST_LOOKED_AT = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordered:
    """An order with the version of its module that is sent; `texts` are those that still wait for a draft."""

    id: int
    module_id: int
    language: str
    ordered_by: int
    version: int
    module: Module
    texts: Mapping[str, str]
    numbers: Mapping[str, int]


def draft_orders(session: Session, module_id: int, language: str) -> list[DraftOrder]:
    """The last orders of a module in a language, the newest first."""
    of_pair = select(DraftOrder).where(DraftOrder.module_id == module_id, DraftOrder.language == language)
    return list(session.scalars(of_pair.order_by(DraftOrder.id.desc()).limit(_MOST_SHOWN)))


def draft_order(session: Session, order_id: int) -> DraftOrder:
    """An order by its id; raises NotFound."""
    found = session.get(DraftOrder, order_id)
    if found is None:
        raise NotFound("order")
    return found


def open_orders(session: Session) -> list[DraftOrder]:
    """Orders that have not ended, the oldest first; no other worker gets them meanwhile."""
    waiting = select(DraftOrder).where(DraftOrder.ended_at.is_(None)).order_by(DraftOrder.id).limit(_MOST_LOOKED_AT)
    return list(session.scalars(waiting.with_for_update(skip_locked=True)))


def undrafted_texts(session: Session, module_id: int, language: str, module: Module) -> Undrafted:
    """The texts of a draft that a machine may be asked for: what waits for one already is left out."""
    open_segments = select(DraftOrder.segments).where(
        DraftOrder.module_id == module_id, DraftOrder.language == language, DraftOrder.ended_at.is_(None)
    )
    ordered = {address for addresses in session.scalars(open_segments) for address in addresses}
    there = translations(session, module_id, language=language).get(language, [])
    return undrafted(module, there, ordered=ordered)


def ordered(session: Session, order: DraftOrder) -> Ordered:
    """What an order sends: of its texts those that the draft has, and that nobody has translated meanwhile."""
    mark = content.latest_mark(session, order.module_id)
    if mark is None:
        raise NotFound("module")
    module = content.module_of_version(session, mark)
    there = translations(session, order.module_id, language=order.language, segments=order.segments)
    wanted = undrafted(module, there.get(order.language, [])).chosen(with_stale=True)
    texts = {address: wanted[address] for address in order.segments if address in wanted}
    return _ordered(order, mark.number, module, texts)


def sent(session: Session, order: DraftOrder, version: int) -> Ordered:
    """What an order had sent of this version of its module (its number); raises NotFound."""
    found = session.scalar(
        select(ModuleVersion.document).where(
            ModuleVersion.module_id == order.module_id, ModuleVersion.number == version
        )
    )
    if found is None:
        raise NotFound("version")
    module = content.module_in(found)
    known = dict(segments(module))
    texts = {address: known[address] for address in order.segments if address in known}
    return _ordered(order, version, module, texts)


def _ordered(order: DraftOrder, version: int, module: Module, texts: Mapping[str, str]) -> Ordered:
    return Ordered(
        id=order.id,
        module_id=order.module_id,
        language=order.language,
        ordered_by=order.ordered_by,
        version=version,
        module=module,
        texts=texts,
        numbers={address: number for number, address in enumerate(order.segments)},
    )
