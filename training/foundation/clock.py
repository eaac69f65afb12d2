"""What time is it? The only place that asks the machine."""

from datetime import UTC, datetime


def now() -> datetime:
    """Return this moment in UTC, to the microsecond."""
    return datetime.now(tz=UTC)
