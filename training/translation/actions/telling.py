"""How do translators learn that sources have changed? By one letter a day at most, about what they work on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from training.content import queries as content
from training.foundation.outbox import Letter, post
from training.translation.actions.charges import keep_told
from training.translation.queries.charges import Charge, reached_charges
from training.translation.queries.overview import Draft, Pair, drafts, known, marks
from training.translation.rules.overview import News, changed_since, may_be_told, news, states_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """Somebody was told of a module's changes up to a version, and there is another one."""

    charge: Charge
    draft: Draft


def to_be_told(session: Session, *, now: datetime) -> list[int]:
    """List the people (ids) in charge of something that has another draft than they know, and that rests by now."""
    return sorted({each.charge.person_id for each in _behind(session, None, now)})


def tell_of_changes(session: Session, person_id: int, *, now: datetime) -> bool:
    """Post one letter about all that changed for a person since they were told; tell whether there was one.

    Nobody gets a second one on the same day: what else changes waits for the next. A change that is no work for them
    needs no letter.
    """
    behind = _behind(session, person_id, now)
    found = _news(session, behind)
    lines = [_fact(each, found[_pair(each)]) for each in behind if found[_pair(each)]]
    once = f"translation-changes-{person_id}-{now.date().isoformat()}"
    if lines and not post(session, Letter.TRANSLATION_CHANGES, person_id=person_id, now=now, once=once, modules=lines):
        return False
    keep_told(session, person_id, [(*_pair(each), each.draft.mark.number) for each in behind])
    return bool(lines)


def _behind(session: Session, person_id: int | None, now: datetime) -> list[Behind]:
    there = {draft.module_id: draft for draft in drafts(session) if may_be_told(saved_at=draft.saved_at, now=now)}
    return [
        Behind(charge=charge, draft=there[charge.module_id])
        for charge in reached_charges(session, person_id=person_id)
        if charge.module_id in there and charge.told_number < there[charge.module_id].mark.number
    ]


def _news(session: Session, behind: list[Behind]) -> Mapping[Pair, News]:
    """Compare the versions that were told of with the drafts, and look what is to be done about what differs."""
    if not behind:
        return {}
    old = marks(session, ((each.draft.module_id, each.charge.told_number) for each in behind))
    pairs = {_pair(each) for each in behind}
    there = known(session, {module_id for module_id, _ in pairs}, {language for _, language in pairs})
    found = {}
    for each in behind:
        before = content.module_of_version(session, old[each.draft.module_id, each.charge.told_number])
        after = content.module_of_version(session, each.draft.mark)
        states = states_of(after, there.get(_pair(each), ()))
        found[_pair(each)] = news(changed_since(before, after), states)
    return found


def _pair(each: Behind) -> Pair:
    return each.charge.module_id, each.charge.language


def _fact(each: Behind, changed: News) -> dict[str, object]:
    counts = {"stale": changed.stale, "missing": changed.missing}
    return {"module": each.draft.key, "language": each.charge.language, **counts}
