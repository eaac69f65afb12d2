"""Is a backup whole, and may it be brought back here?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from training.foundation.errors import Refused

FORMAT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRecord:
    """What a backup says of one table: its columns in the order of the rows, and what its rows add up to."""

    columns: tuple[str, ...]
    rows: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The last word of a backup: what stands in it, with a digest for everything.

    `media` are the sizes of pictures by digest; `lost_media` those that had no sound file when the backup was made.
    `members` are the SHA-256 digests of all parts by name.
    """

    format: int
    revision: str
    made_at: str
    append_only: tuple[str, ...]
    tables: Mapping[str, TableRecord]
    media: Mapping[str, int]
    lost_media: tuple[str, ...]
    members: Mapping[str, str]


def refuse_unless_whole(manifest: Manifest, found: Mapping[str, str]) -> None:
    """Compare what a manifest promises with the digests of the parts that were read; name the first that differs."""
    if manifest.format != FORMAT:
        raise Refused("backup-format-unknown", format=manifest.format)
    for name in sorted(manifest.members.keys() | found.keys()):
        if manifest.members.get(name) != found.get(name):
            raise Refused("backup-altered", part=name)


def refuse_unless_known(manifest: Manifest, *, revisions: Iterable[str]) -> None:
    """Refuse a backup of tables that this version of the program does not know."""
    if manifest.revision not in set(revisions):
        raise Refused("backup-newer", revision=manifest.revision)


def refuse_unless_empty(rows: Mapping[str, int], *, replace: bool) -> None:
    """Refuse to write over rows unless that was asked for in so many words."""
    full = {table: count for table, count in rows.items() if count}
    if full and not replace:
        raise Refused("target-not-empty", tables=len(full), rows=sum(full.values()))


def refuse_unless_equal(
    promised: Mapping[str, TableRecord], found: Mapping[str, TableRecord], *, append_only: tuple[list[str], list[str]]
) -> None:
    """Compare tables as they were saved with those that were brought back, and which of them refuse changes."""
    for table in sorted(promised.keys() | found.keys()):
        if promised.get(table) != found.get(table):
            raise Refused("restored-differs", table=table)
    for table in sorted(set(append_only[0]) ^ set(append_only[1])):
        raise Refused("restored-open", table=table)


def refuse_unless_ahead(sequences: Mapping[str, tuple[int, int]]) -> None:
    """Compare the next number that each table would give with the highest that it has."""
    for table, (coming, highest) in sorted(sequences.items()):
        if coming <= highest:
            raise Refused("restored-sequence", table=table)


def superfluous(names: Iterable[str], *, keep: int) -> list[str]:
    """Name the older backups of a folder that are not kept; their names begin with their moment, so they sort."""
    return sorted(names, reverse=True)[keep:]
