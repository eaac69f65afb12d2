"""How is a whole site saved while it runs, and brought back?"""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from training.foundation.errors import Refused
from training.foundation.migrating import upgrade_within
from training.operations.actions import loading
from training.operations.files import archive, media
from training.operations.queries import snapshot
from training.operations.rules import backup as rules
from training.operations.rules.backup import FORMAT, Manifest, TableRecord
from training.operations.rules.digests import Tally, line_of


def back_up(connection: Connection, target: Path, *, media_folder: Path, now: datetime) -> tuple[Manifest, str]:
    """Write everything that a snapshot shows, and the pictures, to a file; return its manifest and that one's digest.

    Refused("nothing-to-save") where the database has no tables.
    """
    revision = snapshot.revision(connection)
    if revision is None:
        raise Refused("nothing-to-save")
    with archive.written(target) as writer:
        tables = {shape.name: _save_table(writer, connection, shape) for shape in snapshot.shapes(connection)}
        kept, lost = _save_pictures(writer, media_folder, snapshot.media_digests(connection))
        manifest = Manifest(
            format=FORMAT,
            revision=revision,
            made_at=now.isoformat(),
            append_only=tuple(snapshot.append_only(connection)),
            tables=tables,
            media=kept,
            lost_media=tuple(lost),
            members=writer.members,
        )
        digest = writer.finish(manifest)
    return manifest, digest


def restore(connection: Connection, backup: Path, manifest: Manifest) -> None:
    """Put the tables of a verified backup in the place of those that are there, and compare them with what it promises.

    Everything in the transaction of this connection: where anything differs, nothing has changed.
    """
    loading.clear(connection)
    upgrade_within(connection, manifest.revision)
    loading.empty(connection)
    loading.load(connection, _rows_of(backup))
    closed = list(manifest.append_only), snapshot.append_only(connection)
    rules.refuse_unless_equal(manifest.tables, snapshot.records(connection), append_only=closed)
    rules.refuse_unless_ahead(snapshot.sequences(connection))


def restore_pictures(backup: Path, manifest: Manifest, *, media_folder: Path) -> None:
    """Put the pictures of a verified backup in their folder; raise Refused where one differs afterwards."""
    media_folder.mkdir(parents=True, exist_ok=True)
    for digest, content in archive.pictures(backup):
        media.keep(media_folder, digest, content)
    for digest in media.unsound(media_folder, list(manifest.media)):
        raise Refused("restored-picture", digest=digest)


def _save_table(writer: archive.Writer, connection: Connection, shape: snapshot.Shape) -> TableRecord:
    tally, piece, size = Tally(), list[bytes](), 0
    for values in snapshot.lines(connection, shape):
        line = line_of(values)
        tally.add(line)
        piece.append(line)
        size += len(line)
        if size > archive.PIECE:
            writer.add_piece(shape.name, piece)
            piece, size = [], 0
    if piece:
        writer.add_piece(shape.name, piece)
    return TableRecord(columns=tuple(shape.columns), rows=tally.rows, digest=tally.digest)


def _save_pictures(writer: archive.Writer, folder: Path, digests: list[str]) -> tuple[dict[str, int], list[str]]:
    kept, lost = dict[str, int](), list[str]()
    for digest in digests:
        if media.is_sound(folder, digest):
            writer.add_picture(folder / digest, digest)
            kept[digest] = (folder / digest).stat().st_size
        else:
            lost.append(digest)
    return kept, lost


def _rows_of(backup: Path) -> Iterator[tuple[str, list[list[Any]]]]:
    return ((table, [json.loads(line) for line in lines]) for table, lines in archive.pieces(backup))
