"""Is what a backup brings back equal to what was saved, on either kind of database, and is all else refused?"""

from pathlib import Path

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from tests import make
from tests.databases import KINDS, Databases
from tests.operations.conftest import NAME, Open, live_in
from tests.store import store
from training.accounts.models import Person
from training.content.files.stores import BucketStore, FolderStore
from training.foundation.errors import Refused
from training.foundation.migrating import downgrade, head
from training.operations.actions import backup as actions
from training.operations.actions.loading import in_any_order
from training.operations.files import archive
from training.operations.queries import snapshot
from training.operations.rules.backup import Manifest
from training.tables import append_only_tables


def saved(engine: Engine, target: Path, media: Path) -> Manifest:
    """Save a database and the pictures."""
    with snapshot.snapshot(engine) as connection:
        return actions.back_up(connection, target, store=FolderStore(media), now=make.NOW)[0]


def restored(engine: Engine, path: Path) -> None:
    """Bring a backup back."""
    with in_any_order(engine) as connection, connection.begin():
        actions.restore(connection, path, archive.verified(path))


def everything(engine: Engine) -> object:
    """Describe all rows."""
    with snapshot.snapshot(engine) as connection:
        return snapshot.records(connection)


def test_what_is_restored_is_equal_on_either_kind_of_database(
    lived_in: Engine, empty: Engine, tmp_path: Path, media: Path
) -> None:
    """So a site may also move from SQLite to PostgreSQL and back."""
    saved(lived_in, tmp_path / "a.tar", media)

    restored(empty, tmp_path / "a.tar")

    assert everything(empty) == everything(lived_in)
    with Session(empty) as session:
        assert session.scalars(select(Person.name).where(Person.extra_time_percent == 50)).all() == [NAME]


def test_what_is_restored_can_be_gone_on_with_and_facts_stay_closed(
    lived_in: Engine, empty: Engine, tmp_path: Path, media: Path
) -> None:
    saved(lived_in, tmp_path / "a.tar", media)
    restored(empty, tmp_path / "a.tar")

    with Session(empty) as session, session.begin():
        make.person(session)

    with empty.connect() as connection:
        full = [table for table, rows in snapshot.counts(connection).items() if rows]
        assert snapshot.append_only(connection) == append_only_tables()
    for table in sorted(set(full) & set(append_only_tables())):
        with empty.connect() as connection, pytest.raises(DBAPIError, match="append-only"):
            connection.execute(text(f"DELETE FROM {table}"))  # noqa: S608


@pytest.mark.parametrize("kind", KINDS)
def test_rows_that_point_at_nothing_are_not_brought_back(
    databases: Databases, open_database: Open, tmp_path: Path, media: Path, kind: str
) -> None:
    source = open_database(databases.fresh("sqlite"))
    with in_any_order(source) as connection, connection.begin():
        connection.execute(
            text("INSERT INTO module (id, key, region_id, created_at) VALUES (1, 'lost', 77, '2026-11-20 00:00:00')")
        )
    saved(source, tmp_path / "a.tar", media)
    target = open_database(databases.fresh(kind))
    before = everything(target)

    with pytest.raises(Exception, match=r"foreign key|") as raised:
        restored(target, tmp_path / "a.tar")

    assert type(raised.value).__name__ in ("DanglingRows", "IntegrityError")
    assert everything(target) == before


def test_an_earlier_revision_is_saved_and_restored_as_it_was(
    databases: Databases, open_database: Open, tmp_path: Path, media: Path
) -> None:
    """Before an upgrade the new program saves the old tables."""
    source = open_database(databases.fresh("sqlite"))
    downgrade(source, "0002")
    saved(source, tmp_path / "a.tar", media)
    target = open_database(databases.fresh("sqlite"))

    restored(target, tmp_path / "a.tar")

    with target.connect() as connection:
        assert snapshot.revision(connection) == "0002" != head()
    assert everything(target) == everything(source)


def test_restoring_over_other_rows_leaves_none_of_them(
    lived_in: Engine, databases: Databases, open_database: Open, tmp_path: Path, media: Path
) -> None:
    saved(lived_in, tmp_path / "a.tar", media)
    target = open_database(databases.fresh(lived_in.dialect.name))
    with Session(target) as session, session.begin():
        live_in(session)
        live_in(session, number=2)

    restored(target, tmp_path / "a.tar")

    assert everything(target) == everything(lived_in)


def test_a_picture_without_a_sound_file_is_named_and_the_rest_is_saved(
    lived_in: Engine, tmp_path: Path, media: Path
) -> None:
    (media / make.PICTURE_DIGEST).write_bytes(b"something else")

    manifest = saved(lived_in, tmp_path / "a.tar", media)

    assert manifest.lost_media == (make.PICTURE_DIGEST,)
    assert manifest.media == {}
    assert archive.verified(tmp_path / "a.tar") == manifest


def test_pictures_come_back_and_a_damaged_one_is_mended(lived_in: Engine, tmp_path: Path, media: Path) -> None:
    manifest = saved(lived_in, tmp_path / "a.tar", media)
    (media / make.PICTURE_DIGEST).write_bytes(b"damaged")

    for folder in (media, tmp_path / "new" / "media"):
        actions.restore_pictures(tmp_path / "a.tar", manifest, store=FolderStore(folder))

        assert (folder / make.PICTURE_DIGEST).read_bytes() == make.PICTURE


def test_a_backup_is_of_one_moment(lived_in: Engine, tmp_path: Path, media: Path) -> None:
    with snapshot.snapshot(lived_in) as connection:
        before = snapshot.counts(connection)
        with Session(lived_in) as session, session.begin():
            live_in(session, number=2)

        manifest, _ = actions.back_up(connection, tmp_path / "a.tar", store=FolderStore(media), now=make.NOW)

    assert {name: table.rows for name, table in manifest.tables.items()} == before
    assert everything(lived_in) != manifest.tables


def test_only_the_owner_may_read_a_backup(lived_in: Engine, tmp_path: Path, media: Path) -> None:
    saved(lived_in, tmp_path / "a.tar", media)

    assert (tmp_path / "a.tar").stat().st_mode & 0o077 == 0


def test_an_empty_database_is_no_backup(databases: Databases, open_database: Open, tmp_path: Path, media: Path) -> None:
    with pytest.raises(Refused, match="nothing-to-save"):
        saved(open_database(databases.empty("sqlite")), tmp_path / "a.tar", media)

    assert list(tmp_path.glob("a.tar*")) == []


def test_pictures_in_an_object_store_are_saved_and_come_back_into_a_store_of_either_kind(
    databases: Databases, open_database: Open, tmp_path: Path
) -> None:
    engine = open_database(databases.fresh("sqlite"))
    with Session(engine) as session, session.begin():
        make.published_module(session)
    with store(tmp_path / "objects") as running, engine.connect() as connection:
        bucket, folder = BucketStore(running.settings), FolderStore(tmp_path / "media")
        bucket.keep(make.PICTURE)

        manifest, _ = actions.back_up(connection, tmp_path / "a.tar", store=bucket, now=make.NOW)

        assert (dict(manifest.media), manifest.lost_media) == ({make.PICTURE_DIGEST: len(make.PICTURE)}, ())
        running.spoil(make.PICTURE_DIGEST)
        for place in (bucket, folder):
            actions.restore_pictures(tmp_path / "a.tar", manifest, store=place)
            assert place.bytes_of(make.PICTURE_DIGEST) == make.PICTURE
