"""Who is reminded when, and at which hour of their day?"""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

#: Days before (negative) and after a module is due; the name of each is kept with what was sent.
SCHEDULE = {"30-before": -30, "7-before": -7, "1-before": -1, "1-after": 1, "14-after": 14, "28-after": 28}
#: The first one, when a round opens for somebody.
OPENED = "opened"
#: What somebody gets who need not, and who has not said no.
VOLUNTARY = frozenset({OPENED, "30-before", "7-before"})
_LAST_HOUR = 17
_SATURDAY = 5


def reminder_on(
    today: date, *, opened_on: date, due_on: date, sent: Collection[str], compulsory: bool, wanted: bool
) -> str | None:
    """Return the name of the reminder that somebody is to get today: only the youngest one, and each once."""
    if not compulsory and not wanted:
        return None
    names = (OPENED, *(name for name in SCHEDULE if compulsory or name in VOLUNTARY))
    days = {OPENED: opened_on} | {name: due_on + timedelta(days=SCHEDULE[name]) for name in names if name != OPENED}
    reached = [name for name in names if opened_on <= days[name] <= today]
    if not reached:
        return None
    youngest = max(reached, key=days.__getitem__)
    return None if youngest in sent else youngest


def civil_moment(now: datetime, *, zone: ZoneInfo, hour: int) -> datetime:
    """Return now, if it is a working day between `hour` and 17 o'clock in the zone, else the next such hour.

    Public holidays are not known here.
    """
    local = now.astimezone(zone)
    if local.weekday() < _SATURDAY and hour <= local.hour < _LAST_HOUR:
        return now
    day = local.date() if local.hour < hour else local.date() + timedelta(days=1)
    while day.weekday() >= _SATURDAY:
        day += timedelta(days=1)
    return datetime.combine(day, time(hour), tzinfo=zone)
