"""Is half a backup, or a damaged one, never taken for a whole one?"""

import io
import os
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from training.foundation.errors import Refused
from training.operations.files import archive
from training.operations.rules.backup import FORMAT, Manifest, TableRecord

LINES = [b'[1,"one"]', b'[2,"two"]']


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    """Give a small whole backup."""
    target = tmp_path / "whole.tar"
    write(target)
    return target


def write(target: Path, *, fail: bool = False) -> Manifest:
    """Write a backup of two pieces of a table, or leave off before the last word."""
    with archive.written(target) as writer:
        writer.add_piece("note", LINES)
        writer.add_piece("note", [os.urandom(2000).hex().encode()])
        if fail:
            raise KeyboardInterrupt
        manifest = Manifest(
            format=FORMAT,
            revision="0001",
            made_at="2026-11-20T09:30:00+00:00",
            append_only=("answer",),
            tables={"note": TableRecord(columns=("id", "text"), rows=3, digest="0" * 64)},
            media={},
            lost_media=(),
            members=writer.members,
        )
        writer.finish(manifest)
    return manifest


def test_what_was_written_is_read(tmp_path: Path) -> None:
    manifest = write(tmp_path / "a.tar")

    assert archive.verified(tmp_path / "a.tar") == manifest
    assert next(archive.pieces(tmp_path / "a.tar")) == ("note", LINES)


def test_the_same_rows_give_the_same_digest(tmp_path: Path) -> None:
    """Nothing but rows is in a backup: neither the machine nor the hour of its pieces."""
    names = []
    for name in ("a.tar", "b.tar"):
        with archive.written(tmp_path / name) as writer:
            writer.add_piece("note", LINES)
            names.append(writer.finish(_of(writer.members)))

    assert names[0] == names[1]


def _of(members: dict[str, str]) -> Manifest:
    return Manifest(
        format=FORMAT, revision="1", made_at="", append_only=(), tables={}, media={}, lost_media=(), members=members
    )


@pytest.mark.parametrize("share", [0.0, 0.1, 0.3, 0.5, 0.7, 0.9])
def test_a_backup_that_is_cut_short_is_refused(backup: Path, share: float) -> None:
    whole = backup.read_bytes()
    # What follows the last word is filling.
    end = whole.rindex(b"}") + 1

    backup.write_bytes(whole[: int(end * share)])

    with pytest.raises(Refused, match="backup-unfinished"):
        archive.verified(backup)


@pytest.mark.parametrize("word", [b"note", b"answer", b"manifest-"])
def test_a_changed_name_or_manifest_is_refused(backup: Path, word: bytes) -> None:
    whole = backup.read_bytes()
    at = whole.rindex(word)

    backup.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])

    with pytest.raises(Refused, match="backup-"):
        archive.verified(backup)


def test_a_changed_row_is_refused(backup: Path) -> None:
    whole = backup.read_bytes()
    with tarfile.open(backup) as tar:
        places = [(entry.offset_data, entry.size) for entry in tar if entry.name.startswith("tables/")]

    for start, size in places:
        for at in (start, start + size // 2, start + size - 1):
            backup.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])

            with pytest.raises(Refused, match="backup-altered"):
                archive.verified(backup)


def _without_a_piece(old: tarfile.TarFile, new: tarfile.TarFile) -> None:
    for entry in old.getmembers()[1:]:
        new.addfile(entry, old.extractfile(entry))


def _with_one_more(old: tarfile.TarFile, new: tarfile.TarFile) -> None:
    for entry in old.getmembers():
        if entry.name.startswith("manifest-"):
            more = tarfile.TarInfo("tables/person/00000009.jsonl.gz")
            new.addfile(more, io.BytesIO())
        new.addfile(entry, old.extractfile(entry))


def _with_something_after_the_end(old: tarfile.TarFile, new: tarfile.TarFile) -> None:
    for entry in old.getmembers():
        new.addfile(entry, old.extractfile(entry))
    new.addfile(tarfile.TarInfo("more"), io.BytesIO())


def _with_a_link(old: tarfile.TarFile, new: tarfile.TarFile) -> None:
    link = tarfile.TarInfo("media/link")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    new.addfile(link)
    for entry in old.getmembers():
        new.addfile(entry, old.extractfile(entry))


@pytest.mark.parametrize("change", [_without_a_piece, _with_one_more, _with_something_after_the_end, _with_a_link])
def test_a_backup_with_other_parts_is_refused(
    backup: Path, change: Callable[[tarfile.TarFile, tarfile.TarFile], None]
) -> None:
    changed = backup.with_name("changed.tar")
    with tarfile.open(backup) as old, tarfile.open(changed, "w") as new:
        change(old, new)

    with pytest.raises(Refused, match=r"backup-(altered|unfinished)"):
        archive.verified(changed)


@pytest.mark.parametrize("content", [b"", b"\0" * 10240, b"This is a letter.\n" * 1000])
def test_another_file_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "other.tar").write_bytes(content)

    with pytest.raises(Refused, match="backup-unfinished"):
        archive.verified(tmp_path / "other.tar")


def test_what_fails_leaves_the_earlier_backup_and_nothing_else(backup: Path) -> None:
    before = backup.read_bytes()

    with pytest.raises(KeyboardInterrupt):
        write(backup, fail=True)

    assert backup.read_bytes() == before
    assert list(backup.parent.iterdir()) == [backup]
