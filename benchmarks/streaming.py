"""How fast does a list of everybody come out, and how much memory does that take, beside psql copying the same?"""

import http.client
import os
import resource
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.orm import Session

from benchmarks import processor
from benchmarks.browsers import SESSION, SITE
from benchmarks.histories import Counted
from benchmarks.servers import Server, postmaster, served
from tests.databases import opened
from tests.pgtmp import binaries
from training.foundation.permissions import Reach
from training.reporting.files.completions import ENROLLED, Words
from training.reporting.queries.completions import standing_rows
from training.reporting.rules.completions import State, Wanted

FILE = "/de/statistics/completions.csv"
_PIECE = 1 << 20
_EVERYWHERE = Reach(everywhere=True, regions=frozenset(), organisations=frozenset())


@dataclass(frozen=True, slots=True)
class Streamed:
    """What came, in how many seconds, with how many processor seconds; `grown` are bytes of the server's memory."""

    lines: int
    size: int
    seconds: float
    processor: float
    grown: int


def streamed(house: Counted) -> tuple[Streamed, Streamed]:
    """Fetch the file of everybody from a server, and let psql copy the same rows; the server was asked once before."""
    with served(house.plot.settings()) as server:
        _fetched(server, house)
        ours = _fetched(server, house)
    return ours, _copied(house)


def _fetched(server: Server, house: Counted) -> Streamed:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=600)
    headers = {"Host": SITE, "Cookie": f"{SESSION}={house.officer}", "X-Forwarded-Proto": "https"}
    before, began, memory = sum(server.seconds()), time.perf_counter(), _Memory(server.web)
    connection.request("GET", FILE, headers=headers)
    answer = connection.getresponse()
    if answer.status != http.client.OK:
        raise RuntimeError(f"{FILE}: {answer.status}")
    lines = size = 0
    while piece := answer.read(_PIECE):
        lines, size = lines + piece.count(b"\n"), size + len(piece)
    took = time.perf_counter() - began
    grown = memory.grown()
    connection.close()
    return Streamed(lines, size, took, sum(server.seconds()) - before, grown)


class _Memory:
    """Looks ten times a second how much memory the processes of a server take that is their own."""

    def __init__(self, pids: tuple[int, ...]) -> None:
        self._pids, self._stopped = pids, threading.Event()
        self._first = self._most = self._now()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def grown(self) -> int:
        """Stop looking; tell by how many bytes it grew at most."""
        self._stopped.set()
        self._thread.join()
        return self._most - self._first

    def _look(self) -> None:
        while not self._stopped.wait(0.1):
            self._most = max(self._most, self._now())

    def _now(self) -> int:
        lines = [line for pid in self._pids for line in Path(f"/proc/{pid}/status").read_text().splitlines()]
        return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("RssAnon:"))


def _copied(house: Counted) -> Streamed:
    server = postmaster(house.plot.address)
    if server is None:
        raise LookupError("this is measured on PostgreSQL")
    url = make_url(house.plot.address)
    target = house.plot.media / "copied.csv"
    words = f"\\copy ({_query(house)}) TO '{target}' (FORMAT csv)"
    command = [str(binaries() / "psql"), "-h", str(url.query["host"]), "-U", str(url.username), str(url.database)]
    before, began = _spent(server), time.perf_counter()
    subprocess.run([*command, "-q", "-c", words], check=True, stdin=subprocess.DEVNULL)
    took = time.perf_counter() - began
    spent = _spent(server) - before
    size, lines = target.stat().st_size, target.read_bytes().count(b"\n")
    target.unlink()
    return Streamed(lines, size, took, spent, 0)


def _query(house: Counted) -> str:
    """Write the very statement of the file on one line, as psql wants it."""
    engine = opened(house.plot.address)
    states = {state.value: state.value for state in State} | {ENROLLED: ENROLLED}
    words = Words(columns={}, labels=states, meanings=states, titles={}, erased="", about={})
    with Session(engine) as session:
        statement = standing_rows(session, _EVERYWHERE, Wanted(), words)
        written = str(statement.compile(engine, compile_kwargs={"literal_binds": True}))
    engine.dispose()
    return " ".join(written.replace("%%", "%").split())


def _spent(server: int) -> float:
    """Tell what has been spent by the programs that we ran and by the processes of a server that have ended.

    The one that served psql ends with it: the server has then waited for it.
    """
    ours = resource.getrusage(resource.RUSAGE_CHILDREN)
    fields = Path(f"/proc/{server}/stat").read_text().rpartition(")")[2].split()
    ended = (int(fields[13]) + int(fields[14])) / os.sysconf("SC_CLK_TCK")
    return ours.ru_utime + ours.ru_stime + ended + processor.seconds([server])
