"""When is what required due, round after round, and how does somebody stand to it?"""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from training.foundation.errors import Refused

#: How long before it is due a further round opens, at most half of the repetition.
OPENS_BEFORE = timedelta(days=90)
#: Whoever joins late has this long from the day of joining.
TIME_FOR_NEWCOMERS = timedelta(days=30)
SOON = timedelta(days=14)
#: Months after which a module may be required again.
REPETITIONS = (6, 12, 24, 36)
#: Nobody plans further ahead; a slip of the year is more likely.
FURTHEST = timedelta(days=5 * 366)


class State(StrEnum):
    """How somebody stands to a round."""

    DONE = "done"
    DONE_LATE = "done-late"
    OPEN = "open"
    SOON = "soon"
    LATE = "late"


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """What an assignment says about time: days are those of the region, `repeat_months` None means once."""

    due_on: date
    assigned_on: date
    repeat_months: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One round: whoever completes the module from `counts_from` on (None: ever) has done it."""

    number: int
    opens_on: date
    due_on: date
    counts_from: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How one person stands to a round; `valid_until` is the day on which the next round is due, if there is one."""

    state: State
    due_on: date
    completed_on: date | None
    valid_until: date | None


def check_requirement(*, due_on: date, today: date, repeat_months: int | None) -> None:
    """Refuse a day that is past ("due-past") or years away ("due-far"), and an unknown repetition."""
    if due_on < today:
        raise Refused("due-past")
    if due_on > today + FURTHEST:
        raise Refused("due-far")
    if repeat_months is not None and repeat_months not in REPETITIONS:
        raise Refused("choice-unknown")


def local_day(moment: datetime, zone: ZoneInfo) -> date:
    """Return the day that it is in a region at this moment."""
    return moment.astimezone(zone).date()


def round_on(requirement: Requirement, today: date) -> Round:
    """Return the youngest round that has opened; the first is open from the day on which it was assigned."""
    number = 1
    if requirement.repeat_months:
        while _opens_on(requirement, number + 1) <= today:
            number += 1
    return _round(requirement, number)


def standing(
    requirement: Requirement, round_: Round, *, joined_on: date, completed_on: Iterable[date], today: date
) -> Standing:
    """Tell how somebody stands who joined and completed on these days; the earliest completion that counts does."""
    counting = sorted(day for day in completed_on if round_.counts_from is None or day >= round_.counts_from)
    due_on = max(round_.due_on, joined_on + TIME_FOR_NEWCOMERS)
    valid_until = _due_on(requirement, round_.number + 1) if requirement.repeat_months else None
    if counting:
        state = State.DONE if counting[0] <= due_on else State.DONE_LATE
        return Standing(state=state, due_on=due_on, completed_on=counting[0], valid_until=valid_until)
    return Standing(state=_open_state(due_on, today), due_on=due_on, completed_on=None, valid_until=None)


def is_done(state: State) -> bool:
    """Tell whether nothing is left to do."""
    return state in (State.DONE, State.DONE_LATE)


def _open_state(due_on: date, today: date) -> State:
    if due_on < today:
        return State.LATE
    return State.SOON if due_on - today <= SOON else State.OPEN


def _round(requirement: Requirement, number: int) -> Round:
    opens_on = _opens_on(requirement, number)
    if number > 1:
        counts_from: date | None = opens_on
    else:
        months = requirement.repeat_months
        counts_from = _months_later(requirement.due_on, -months) if months else None
    return Round(number=number, opens_on=opens_on, due_on=_due_on(requirement, number), counts_from=counts_from)


def _opens_on(requirement: Requirement, number: int) -> date:
    if number == 1:
        return requirement.assigned_on
    due_on, before = _due_on(requirement, number), _due_on(requirement, number - 1)
    return due_on - min(OPENS_BEFORE, (due_on - before) / 2)


def _due_on(requirement: Requirement, number: int) -> date:
    return _months_later(requirement.due_on, (requirement.repeat_months or 0) * (number - 1))


def _months_later(day: date, months: int) -> date:
    """Return the same day of a later month, or its last one where it is shorter: 31 January, then 28 February."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
