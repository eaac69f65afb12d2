"""Which object store do the tests put files into? One that speaks S3 and checks signatures, run by node."""

import io
import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from minio import Minio

from tests.live import free_port
from tests.nodes import NoServer, installed
from training.config import ObjectStore

FILES = Path(__file__).with_suffix("")
ACCESS_KEY, SECRET_KEY, BUCKET = "S3RVER", "S3RVER", "figures"


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """An object store that listens on this machine."""

    port: int

    @property
    def settings(self) -> ObjectStore:
        """Name the bucket as a site does that keeps its pictures there."""
        return ObjectStore(
            endpoint=f"127.0.0.1:{self.port}",
            encrypted=False,
            bucket=BUCKET,
            region="us-east-1",
            key=ACCESS_KEY,
            secret=SECRET_KEY,
        )

    def spoil(self, name: str) -> None:
        """Put nothing in the place of an object."""
        self._client.put_object(BUCKET, name, io.BytesIO(), 0)

    def holds(self) -> dict[str, bytes]:
        """Return all objects by name."""
        client = self._client
        found = {}
        for each in client.list_objects(BUCKET, recursive=True):
            name = str(each.object_name)
            response = client.get_object(BUCKET, name)
            found[name] = response.read()
            response.close()
            response.release_conn()
        return found

    @property
    def _client(self) -> Minio:
        return Minio(f"127.0.0.1:{self.port}", ACCESS_KEY, SECRET_KEY, secure=False, region="us-east-1")


@contextmanager
def store(folder: Path) -> Iterator[Store]:
    """Run an empty store with one bucket."""
    settings = {"port": free_port(), "directory": str(folder), "bucket": BUCKET}
    process = subprocess.Popen(
        ["node", str(installed(FILES) / "server.mjs")],
        env={"PATH": os.environ["PATH"], "STORE": json.dumps(settings), "NODE_NO_WARNINGS": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        _wait(process)
        yield Store(port=int(str(settings["port"])))
    finally:
        process.kill()
        process.communicate()


def _wait(process: "subprocess.Popen[str]") -> None:
    said = []
    for line in process.stdout or ():
        said.append(line)
        if line.startswith("listening"):
            return
    raise NoServer("the store did not start:\n" + "".join(said)[-2000:])
