"""Are pictures kept under their digest, whole and once?"""

from hashlib import sha256
from pathlib import Path

import pytest

from training.content.files.media import store, stored


def test_bytes_are_found_again_by_their_digest(tmp_path: Path) -> None:
    """The folder is made where it is missing."""
    digest = store(tmp_path / "media", b"a picture")

    assert digest == sha256(b"a picture").hexdigest()
    assert stored(tmp_path / "media", digest) == b"a picture"


def test_nothing_is_overwritten_and_nothing_left_behind(tmp_path: Path) -> None:
    """The same bytes twice are one file; no temporary file stays."""
    digest = store(tmp_path, b"a picture")
    moment = (tmp_path / digest).stat().st_mtime_ns

    store(tmp_path, b"a picture")

    assert [path.name for path in tmp_path.iterdir()] == [digest]
    assert (tmp_path / digest).stat().st_mtime_ns == moment


def test_bytes_that_are_not_there_are_not_found(tmp_path: Path) -> None:
    """And not invented."""
    with pytest.raises(FileNotFoundError):
        stored(tmp_path, "0" * 64)
