"""How long is a learner told what has changed without them?"""

from datetime import datetime, timedelta

#: Long enough for a holiday; the page of the result tells it for good.
TOLD_FOR = timedelta(days=30)


def told_since(now: datetime) -> datetime:
    """Return the moment after which a regrade is still news."""
    return now - TOLD_FOR
