"""How do questions from elsewhere come into a quiz? Exactly those that somebody agreed to, or none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from training.authoring.actions.editing import Saved, change
from training.authoring.rules.deeds import Act, Deed
from training.authoring.rules.exchange import Choice, Plan, Received, counts, lacks_objective, placed, planned
from training.content.rules.module import Module
from training.foundation.audit import Event, record
from training.foundation.errors import Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What was done: the version that stands now, and how many questions came in, were refused or there already."""

    saved: Saved
    counts: dict[str, int]


def take_in(
    session: Session,
    module_key: str,
    address: str,
    received: Sequence[Received],
    choice: Choice,
    *,
    confirmed: str,
    person_id: int,
    now: datetime,
) -> Taken:
    """Put the chosen questions at the end of a quiz; `confirmed` is the digest of the plan that was agreed to.

    Raises Refused("plan-changed") where the plan is another one by now, Refused("nothing-chosen"), and
    Refused("objective-missing") where a question would have none.
    """
    told: dict[str, int] = {}

    def transform(module: Module) -> Module:
        plan = planned(received, module, address)
        if plan.digest != confirmed:
            raise Refused("plan-changed")
        _require_a_choice(plan, choice, module)
        told.update(counts(plan, choice))
        return placed(module, address, plan, choice)

    deed = Deed(act=Act.QUESTIONS, subject=address)
    saved = change(session, module_key, deed, transform, person_id=person_id, now=now)
    _note(session, module_key, address, told, person_id=person_id, now=now)
    return Taken(saved=saved, counts=told)


def _note(
    session: Session, module_key: str, address: str, told: dict[str, int], *, person_id: int, now: datetime
) -> None:
    subject = f"module {module_key}"
    record(session, Event.QUESTIONS_IMPORTED, subject, at=now, actor_id=person_id, quiz=address, **told)


def _require_a_choice(plan: Plan, choice: Choice, module: Module) -> None:
    if not any(row.may_come and row.received.number in choice.numbers for row in plan.rows):
        raise Refused("nothing-chosen")
    if module.objectives and lacks_objective(plan, choice, [each.key for each in module.objectives]):
        raise Refused("objective-missing")
