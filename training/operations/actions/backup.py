"""How is a whole site saved while it runs, and brought back?"""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from training.content.files.stores import Store, is_sound, unsound
from training.foundation.errors import Refused
from training.foundation.migrating import upgrade_within
from training.operations.actions import loading
from training.operations.files import archive
from training.operations.queries import snapshot
from training.operations.rules import backup as rules
from training.operations.rules.backup import FORMAT, Manifest, TableRecord
from training.operations.rules.digests import Tally, line_of


def back_up(connection: Connection, target: Path, *, store: Store, now: datetime) -> tuple[Manifest, str]:
    """Write everything that a snapshot shows, and the pictures, to a file; return its manifest and that one's digest.

    Refused("nothing-to-save") where the database has no tables.
    """
    revision = snapshot.revision(connection)
    if revision is None:
        raise Refused("nothing-to-save")
    with archive.written(target) as writer:
        tables = {shape.name: _save_table(writer, connection, shape) for shape in snapshot.shapes(connection)}
        kept, lost = _save_pictures(writer, store, snapshot.media_digests(connection))
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


def restore_pictures(backup: Path, manifest: Manifest, *, store: Store) -> None:
    """Put the pictures and films of a verified backup into the store; raise Refused where one differs afterwards."""
    for digest, content in archive.pictures(backup):
        if not is_sound(store, digest):
            with archive.as_file(content) as path:
                store.keep(path)
    for digest in unsound(store, manifest.media):
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


def _save_pictures(writer: archive.Writer, store: Store, digests: list[str]) -> tuple[dict[str, int], list[str]]:
    kept, lost = dict[str, int](), list[str]()
    for digest in digests:
        with store.sound_file(digest) as path:
            if path is None:
                lost.append(digest)
            else:
                writer.add_picture(path, digest)
                kept[digest] = path.stat().st_size
    return kept, lost


def _rows_of(backup: Path) -> Iterator[tuple[str, list[list[Any]]]]:
    return ((table, [json.loads(line) for line in lines]) for table, lines in archive.pieces(backup))
