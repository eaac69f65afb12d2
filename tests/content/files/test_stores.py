"""Are pictures and films kept under their digest, whole and once, in a folder and in an object store alike?"""

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from tests import store as servers
from tests.live import free_port
from training.config import Config, ConfigurationFault, ObjectStore
from training.content.files.stores import BucketStore, FolderStore, Store, is_sound, store_of, unsound
from training.foundation.errors import NotFound, Refused

Spoil = Callable[[str], None]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[servers.Store]:
    """Run an object store."""
    with servers.store(tmp_path_factory.mktemp("objects")) as running:
        yield running


@pytest.fixture
def bucket(server: servers.Store) -> ObjectStore:
    """Give the settings of a site that keeps its pictures there."""
    return server.settings


@pytest.fixture(params=["folder", "bucket"])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Store, Spoil]:
    """Give a store of each kind, and a function that spoils what it keeps."""
    if request.param == "folder":
        return FolderStore(tmp_path / "media"), lambda digest: _write(tmp_path / "media" / digest)
    running: servers.Store = request.getfixturevalue("server")
    return BucketStore(running.settings), running.spoil


def _write(path: Path) -> None:
    path.write_bytes(b"something else")


def test_bytes_are_found_again_by_their_digest_from_any_place(kept: tuple[Store, Spoil], tmp_path: Path) -> None:
    """A file of several parts comes back whole; a range of it without the rest."""
    store, _ = kept
    film = os.urandom(6 * 1024 * 1024)
    (tmp_path / "film").write_bytes(film)

    digest, small = store.keep(tmp_path / "film"), store.keep(b"a picture")

    assert digest == sha256(film).hexdigest()
    assert (store.bytes_of(small), store.has(small), is_sound(store, digest)) == (b"a picture", True, True)
    with store.opened(digest) as file:
        file.seek(len(film) - 10)
        assert file.read(4) == film[-10:-6]
        file.seek(3)
        assert file.read(5) == film[3:8]
    with store.sound_file(digest) as path:
        assert path
        assert path.stat().st_size == len(film)


def test_what_is_spoilt_is_noticed_and_put_right_by_keeping_it_again(kept: tuple[Store, Spoil]) -> None:
    store, spoil = kept
    digest = store.keep(b"another picture")
    spoil(digest)

    assert list(unsound(store, [digest])) == [digest]
    with store.sound_file(digest) as path:
        assert path is None

    store.keep(b"another picture")
    assert store.bytes_of(digest) == b"another picture"


def test_what_is_not_there_is_not_found_and_not_invented(kept: tuple[Store, Spoil]) -> None:
    store, _ = kept

    assert not store.has("0" * 64)
    with pytest.raises(NotFound):
        store.bytes_of("0" * 64)
    with store.sound_file("0" * 64) as path:
        assert path is None


def test_a_folder_overwrites_nothing_and_leaves_nothing_behind(tmp_path: Path) -> None:
    """The same bytes twice are one file; no temporary file stays."""
    store = FolderStore(tmp_path / "media")
    assert not store.is_ready()
    digest = store.keep(b"a picture")
    moment = (tmp_path / "media" / digest).stat().st_mtime_ns

    store.keep(b"a picture")

    assert store.is_ready()
    assert [path.name for path in (tmp_path / "media").iterdir()] == [digest]
    assert (tmp_path / "media" / digest).stat().st_mtime_ns == moment


def test_a_store_that_is_away_or_lets_nobody_in_is_said_to_be_away(bucket: ObjectStore, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file where a folder should be")
    stores: list[Store] = [
        BucketStore(replace(bucket, endpoint=f"127.0.0.1:{free_port()}")),
        BucketStore(replace(bucket, secret="another")),
        BucketStore(replace(bucket, bucket="elsewhere")),
        FolderStore(tmp_path / "file"),
    ]

    for store in stores:
        assert not store.is_ready()
        with pytest.raises(Refused, match="store-away"):
            store.keep(b"a picture")
    assert BucketStore(bucket).is_ready()


def test_settings_say_where_and_keep_the_secret(tmp_path: Path) -> None:
    given = {"TRAINING_MEDIA_KEY": "known", "TRAINING_MEDIA_SECRET": "very secret"}
    address = "s3://pictures?endpoint=https://objects.example.eu&region=eu-central-1"

    found = ObjectStore.from_environment(given | {"TRAINING_MEDIA_STORE": address})

    assert found == ObjectStore(
        endpoint="objects.example.eu:443",
        encrypted=True,
        bucket="pictures",
        region="eu-central-1",
        key="known",
        secret="very secret",
    )
    assert "very secret" not in repr(found)
    assert not found.in_clear
    config = Config(secret_key="-", database_url="sqlite://", media_folder=tmp_path, public_address="https://localhost")
    assert isinstance(store_of(config), FolderStore)
    assert isinstance(store_of(replace(config, object_store=found)), BucketStore)


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"TRAINING_MEDIA_SECRET": ""}, "TRAINING_MEDIA_SECRET"),
        ({"TRAINING_MEDIA_STORE": "https://objects.example.eu/pictures"}, "no address"),
        ({"TRAINING_MEDIA_STORE": "s3://pictures"}, "no address"),
        ({"TRAINING_MEDIA_STORE": "s3://pictures?endpoint=ftp://a"}, "no address"),
        ({"TRAINING_MEDIA_STORE": "s3://pictures?endpoint=https://a:no"}, "no address"),
        ({"TRAINING_MEDIA_STORE": "s3://pictures?endpoint=https://a&secret=c"}, "no address"),
    ],
)
def test_half_an_object_store_is_refused(wrong: dict[str, str], named: str) -> None:
    right = {
        "TRAINING_MEDIA_STORE": "s3://pictures?endpoint=http://127.0.0.1:9000",
        "TRAINING_MEDIA_KEY": "known",
        "TRAINING_MEDIA_SECRET": "very secret",
    }
    assert ObjectStore.from_environment(right)

    with pytest.raises(ConfigurationFault, match=named):
        ObjectStore.from_environment(right | wrong)
