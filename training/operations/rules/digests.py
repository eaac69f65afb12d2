"""What is the digest of rows, whatever database they stand in and in whatever order they come?

The digest of a table is the sum of its rows' SHA-256 digests: it finds every fault, and asks nobody to sort.
"""

import json
from datetime import UTC, date, datetime, time
from decimal import Decimal
from hashlib import sha256
from typing import Any
from uuid import UUID

_SUMS = 2**256


class Tally:
    """Counts rows and adds up their digests while they pass."""

    __slots__ = ("_sum", "rows")

    def __init__(self) -> None:
        self.rows = 0
        self._sum = 0

    def add(self, line: bytes) -> None:
        """Take in one row, written as `line_of` writes it."""
        self.rows += 1
        self._sum += int.from_bytes(sha256(line).digest())

    @property
    def digest(self) -> str:
        """The digest of all rows so far."""
        return f"{self._sum % _SUMS:064x}"


def line_of(values: list[Any]) -> bytes:
    """Write plain values as one line of JSON, the same for the same values."""
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()


def plain(value: Any) -> Any:
    """Turn what a driver returns into what JSON knows: the same from both databases."""
    match value:
        case None | bool() | int() | str() | float():
            return value
        case Decimal():
            return format(value.normalize(), "f")
        case datetime():
            # SQLite forgets the zone; everything is stored in UTC.
            return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(UTC).isoformat()
        case date() | time():
            return value.isoformat()
        case UUID():
            return value.hex
        case bytes() | memoryview():
            return bytes(value).hex()
    raise TypeError(f"no plain form for {type(value).__name__}")
