"""Are pictures sent so that they can do nothing, and only those that somebody uploaded?"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests import make
from tests.store import Store, store
from training.content.files.stores import FolderStore, store_of


@pytest.fixture(scope="module")
def objects(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Run an object store."""
    with store(tmp_path_factory.mktemp("objects")) as running:
        yield running


@pytest.fixture(params=["folder", "bucket"])
def stored(
    request: pytest.FixtureRequest, app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, objects: Store
) -> None:
    """Let the site keep its pictures in a store of each kind; the one of the builders lies in it."""
    bucket = objects.settings if request.param == "bucket" else None
    config = replace(app.config["TRAINING"], media_folder=tmp_path / "media", object_store=bucket)
    monkeypatch.setitem(app.config, "TRAINING", config)
    assert isinstance(store_of(config), FolderStore) == (bucket is None)
    store_of(config).keep(make.PICTURE)


def test_a_picture_is_sent_with_its_type_and_can_do_nothing(client: FlaskClient, session: Session) -> None:
    make.published_module(session)
    with client.get(f"/media/{make.PICTURE_DIGEST}") as answer:
        assert answer.mimetype == "image/svg+xml"
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        assert answer.headers.getlist("Content-Security-Policy") == [answer.headers["Content-Security-Policy"]]


@pytest.mark.parametrize("digest", ["0" * 64, "..%2f..%2fpyproject.toml"])
def test_a_picture_that_nobody_uploaded_is_not_found(client: FlaskClient, digest: str) -> None:
    assert client.get(f"/media/{digest}").status_code == 404


@pytest.mark.usefixtures("stored")
def test_a_player_gets_the_part_that_it_asks_for_and_a_browser_nothing_that_it_has(
    client: FlaskClient, session: Session
) -> None:
    """From a folder and from an object store alike."""
    make.published_module(session)
    address, size = f"/media/{make.PICTURE_DIGEST}", len(make.PICTURE)

    whole = client.get(address)
    part = client.get(address, headers={"Range": "bytes=1-3"})
    rest = client.get(address, headers={"Range": f"bytes={size - 5}-"})
    known = client.get(address, headers={"If-None-Match": whole.headers["ETag"]})

    assert (whole.status_code, whole.data, whole.content_length) == (200, make.PICTURE, size)
    assert whole.headers["Cache-Control"] == "public, max-age=31536000"
    assert (part.status_code, part.data, part.headers["Content-Range"]) == (206, make.PICTURE[1:4], f"bytes 1-3/{size}")
    assert rest.data == make.PICTURE[-5:]
    assert (known.status_code, known.data) == (304, b"")
    assert client.get(address, headers={"Range": f"bytes={size}-"}).status_code == 416
    assert client.head(address).content_length == size
