"""Has a step of the migrations changed what it should have kept?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """What a table looks like: how many rows, and for each column what its values add up to, each beside its key."""

    rows: int
    columns: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What is not as it was: a table or column that is gone, other rows, or other values in a column."""

    code: str
    table: str
    column: str | None = None
    before: int = 0
    after: int = 0

    @property
    def place(self) -> str:
        """The name under which a difference can be announced: the table, or table and column."""
        return f"{self.table}.{self.column}" if self.column else self.table


def differences(before: Mapping[str, Likeness], after: Mapping[str, Likeness]) -> Iterator[Difference]:
    """List what a migration has changed of what was there; what it has added is none of it."""
    for table, was in sorted(before.items()):
        now = after.get(table)
        if now is None:
            yield Difference(code="table-gone", table=table, before=was.rows)
        elif now.rows != was.rows:
            # Other rows change what every column adds up to: one line says it better than ten.
            yield Difference(code="other-rows", table=table, before=was.rows, after=now.rows)
        else:
            yield from _columns(table, was, now)


def unannounced(found: Iterator[Difference], *, announced: frozenset[str]) -> list[Difference]:
    """Keep the differences that nobody has said would come, by table or by table and column."""
    return [difference for difference in found if not {difference.table, difference.place} & announced]


def _columns(table: str, was: Likeness, now: Likeness) -> Iterator[Difference]:
    for column, digest in sorted(was.columns.items()):
        if column not in now.columns:
            yield Difference(code="column-gone", table=table, column=column)
        elif now.columns[column] != digest:
            yield Difference(code="other-values", table=table, column=column)
