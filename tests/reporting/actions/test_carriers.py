"""Does a file arrive whole, at the right server only, and is what went wrong said in our own words?"""

import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.sftp import PASSWORD, USER, SftpServer, sftp_server
from tests.store import ACCESS_KEY, BUCKET, SECRET_KEY, Store, store
from training.reporting.actions.carriers import Parcel, Undelivered, put
from training.reporting.rules.deliveries import Bucket, Failure, Sftp

HERE = "127.0.0.1"
ALLOWED = {HERE, "localhost"}
PARCEL = Parcel(name="statistics-2026Q3-linz-de.csv", content="Stahl, řeka\n".encode() * 5000, type="text/csv")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SftpServer]:
    """Give a server with a folder "in"."""
    folder = tmp_path_factory.mktemp("sftp")
    (folder / "in").mkdir()
    with sftp_server(folder) as running:
        yield running


@pytest.fixture(scope="module")
def objects(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Give an object store."""
    with store(tmp_path_factory.mktemp("store")) as running:
        yield running


def sftp(server: SftpServer, **changed: object) -> Sftp:
    """Name the folder of the server."""
    known = {"host": HERE, "port": server.port, "user": USER, "folder": "in", "fingerprint": server.fingerprint}
    return Sftp(**{**known, **changed})  # type: ignore[arg-type]


def bucket(objects: Store, **changed: object) -> Bucket:
    """Name the bucket of the store."""
    known = {"host": HERE, "port": objects.port, "region": "us-east-1", "bucket": BUCKET, "access_key": ACCESS_KEY}
    return Bucket(**{**known, "folder": "in", **changed})  # type: ignore[arg-type]


def failure(target: Sftp | Bucket, secret: str, *, allowed: set[str] = ALLOWED) -> Failure:
    """Try to put a file somewhere, and return why that failed."""
    with pytest.raises(Undelivered) as fault:
        put(target, secret, PARCEL, allowed=allowed)
    return fault.value.failure


def test_a_file_arrives_by_sftp_with_a_password_and_with_a_key_and_replaces_the_old_one(server: SftpServer) -> None:
    put(sftp(server), PASSWORD, replace(PARCEL, content=b"old"), allowed=ALLOWED)

    put(sftp(server), server.private_key, PARCEL, allowed=ALLOWED)

    assert {path.name: path.read_bytes() for path in (server.folder / "in").iterdir()} == {PARCEL.name: PARCEL.content}


def test_nothing_is_said_to_a_server_with_another_key(server: SftpServer) -> None:
    other = sftp(server, fingerprint="SHA256:" + "A" * 43)

    assert failure(other, PASSWORD) == Failure.OTHER_HOST_KEY


def test_what_goes_wrong_by_sftp_has_a_name(server: SftpServer) -> None:
    with socket.socket() as probe:
        probe.bind((HERE, 0))
        closed = probe.getsockname()[1]

    assert failure(sftp(server), "another password") == Failure.NOT_LET_IN
    assert failure(sftp(server), "-----BEGIN nothing") == Failure.NOT_LET_IN
    assert failure(sftp(server, folder="nowhere"), PASSWORD) == Failure.NOT_WRITTEN
    assert failure(sftp(server, port=closed), PASSWORD) == Failure.UNREACHABLE


def test_a_file_arrives_in_an_object_store_and_replaces_the_old_one(objects: Store) -> None:
    put(bucket(objects), SECRET_KEY, replace(PARCEL, content=b"old"), allowed=ALLOWED)

    put(bucket(objects), SECRET_KEY, PARCEL, allowed=ALLOWED)

    assert objects.holds() == {f"in/{PARCEL.name}": PARCEL.content}


def test_what_goes_wrong_at_an_object_store_has_a_name(objects: Store) -> None:
    assert failure(bucket(objects), "another key") == Failure.NOT_LET_IN
    assert failure(bucket(objects, bucket="nothing-here"), SECRET_KEY) == Failure.NOT_WRITTEN
    assert failure(bucket(objects, port=1), SECRET_KEY) == Failure.UNREACHABLE


def test_nothing_is_sent_behind_the_walls_of_the_site(server: SftpServer, objects: Store, tmp_path: Path) -> None:
    """The name may lead there although it did not when it was typed: what counts is where the connection ended."""
    assert failure(sftp(server), PASSWORD, allowed=set()) == Failure.ADDRESS_CLOSED
    assert failure(bucket(objects), SECRET_KEY, allowed=set()) == Failure.ADDRESS_CLOSED
    assert failure(sftp(server, host="localhost"), PASSWORD, allowed={HERE}) == Failure.ADDRESS_CLOSED
