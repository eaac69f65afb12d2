"""Does this machine know the time zones of the regions?"""

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

#: Where the seven regions lie.
ZONES = (
    "Europe/Berlin",
    "Europe/Vienna",
    "Europe/Prague",
    "Europe/Warsaw",
    "Europe/Rome",
    "Europe/Ljubljana",
    "Europe/Brussels",
)


def unknown_zones() -> list[str]:
    """List the zones that have no data here."""
    return [zone for zone in ZONES if not _is_known(zone)]


def _is_known(zone: str) -> bool:
    try:
        ZoneInfo(zone)
    except ZoneInfoNotFoundError:
        return False
    return True
