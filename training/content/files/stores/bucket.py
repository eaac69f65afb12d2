"""How does an object store that speaks S3 keep files? Each under its digest; asked again twice, and never for long."""

import io
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, BinaryIO

import urllib3
from minio import Minio
from minio.error import MinioException, S3Error

from training.config import ObjectStore
from training.content.files.stores.store import PIECE, away, digest_of, is_sound, pieces
from training.foundation.errors import NotFound

_PATIENCE = urllib3.Timeout(connect=3.0, read=20.0)
_AGAIN = urllib3.Retry(total=2, backoff_factor=0.1, status_forcelist=(500, 502, 503, 504), redirect=0)
#: As many as a process has threads, and some more.
_CONNECTIONS = 10
#: How much of a large file goes at once; the least that the protocol allows, held in memory meanwhile.
_PART = 5 * 1024 * 1024
_NOT_THERE = {"NoSuchKey", "NoSuchObject"}


class BucketStore:
    """A bucket whose objects are named by their digests."""

    def __init__(self, settings: ObjectStore) -> None:
        self._settings = settings

    def keep(self, content: bytes | Path) -> str:
        """Put these bytes into the bucket, read them back, and say so only if they are the same."""
        with _as_file(content) as (file, length):
            digest = digest_of(pieces(file))
            if not is_sound(self, digest):
                file.seek(0)
                self._put(digest, file, length)
        return digest

    def opened(self, digest: str) -> BinaryIO:
        """Open an object; from where it is read on is asked when it is read."""
        with self.answering():
            size = self._client.stat_object(self._settings.bucket, digest).size or 0
        return io.BufferedReader(_Object(self, digest, size), PIECE)

    def bytes_of(self, digest: str) -> bytes:
        """Return the bytes of this digest."""
        with self.opened(digest) as file:
            return file.read()

    def has(self, digest: str) -> bool:
        """Tell whether there is an object of this name."""
        try:
            with self.answering():
                self._client.stat_object(self._settings.bucket, digest)
        except NotFound:
            return False
        return True

    def is_ready(self) -> bool:
        """Tell whether the bucket answers."""
        try:
            return self._client.bucket_exists(self._settings.bucket)
        except (MinioException, urllib3.exceptions.HTTPError, OSError, ValueError):
            return False

    @contextmanager
    def sound_file(self, digest: str) -> Iterator[Path | None]:
        """Give a copy on this machine."""
        with NamedTemporaryFile() as copy:
            try:
                with self.opened(digest) as file:
                    found = digest_of(_copied(file, copy))
            except NotFound:
                found = None
            copy.flush()
            yield Path(copy.name) if found == digest else None

    def read(self, digest: str, *, first: int) -> Any:
        """Begin to read an object at a place; what comes back has to be closed."""
        with self.answering():
            return self._client.get_object(self._settings.bucket, digest, offset=first)

    def _put(self, digest: str, file: BinaryIO, length: int) -> None:
        with self.answering():
            self._client.put_object(self._settings.bucket, digest, file, length, part_size=_PART)
        if not is_sound(self, digest):
            raise away(self._where)

    @contextmanager
    def answering(self) -> Iterator[None]:
        """See a missing object as not there, and everything else that goes wrong as a store that is away."""
        try:
            yield
        except S3Error as fault:
            raise NotFound("picture") if fault.code in _NOT_THERE else away(self._where) from fault
        except (MinioException, urllib3.exceptions.HTTPError, OSError, ValueError) as fault:
            raise away(self._where) from fault

    @property
    def _where(self) -> str:
        return f"{self._settings.endpoint}/{self._settings.bucket}"

    @cached_property
    def _client(self) -> Minio:
        pools = urllib3.PoolManager(
            maxsize=_CONNECTIONS, timeout=_PATIENCE, retries=_AGAIN, ssl_context=ssl.create_default_context()
        )
        return Minio(
            self._settings.endpoint,
            access_key=self._settings.key,
            secret_key=self._settings.secret,
            region=self._settings.region,
            secure=self._settings.encrypted,
            http_client=pools,
        )


class _Object(io.RawIOBase):
    """One object as a file: a range of a film costs a request for that range, not for the film."""

    def __init__(self, store: BucketStore, digest: str, size: int) -> None:
        self._store, self._digest, self._size = store, digest, size
        self._at = 0
        self._answer: Any = None

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def seekable(self) -> bool:
        """Tell that it can be read from any place."""
        return True

    def tell(self) -> int:
        """Tell where reading goes on."""
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to another place; what was being read is let go."""
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        if start + offset != self._at:
            self._let_go()
        self._at = start + offset
        return self._at

    def readinto(self, buffer: Any) -> int:
        """Read some bytes, and ask the store for them where nobody has yet."""
        if self._at >= self._size:
            return 0
        with self._store.answering():
            self._answer = self._answer or self._store.read(self._digest, first=self._at)
            read: bytes = self._answer.read(len(buffer))
        buffer[: len(read)] = read
        self._at += len(read)
        return len(read)

    def close(self) -> None:
        """Give the connection back."""
        self._let_go()
        super().close()

    def _let_go(self) -> None:
        if self._answer is not None:
            self._answer.close()
            self._answer.release_conn()
            self._answer = None


def _copied(file: BinaryIO, target: Any) -> Iterator[bytes]:
    for piece in pieces(file):
        target.write(piece)
        yield piece


@contextmanager
def _as_file(content: bytes | Path) -> Iterator[tuple[BinaryIO, int]]:
    if isinstance(content, bytes):
        yield io.BytesIO(content), len(content)
        return
    with content.open("rb") as file:
        yield file, content.stat().st_size
