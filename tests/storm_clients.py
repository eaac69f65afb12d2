"""How is a storm delivered? Over many kept connections at once, each post again and again until it is acknowledged."""

import socket
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random

from tests.storm import Post
from tests.storm_verdict import Receipt

_QUIET, _ONWARD = 204, 303
#: How long a server may be away, and how long a client waits before knocking again.
_PATIENCE, _PAUSE = 60.0, 0.1
#: The posts of one learner come over so many connections.
_WAYS = 4


@dataclass(frozen=True, slots=True)
class Answered:
    """What a server says to a post."""

    status: int
    where: str
    body: bytes


@dataclass(slots=True)
class Client:
    """One connection, what is still to be posted over it, and what came of it."""

    port: int
    posts: list[Post] = field(default_factory=list)
    receipts: list[Receipt] = field(default_factory=list)
    cut_off: int = 0
    _connection: socket.socket | None = field(default=None, init=False)

    def deliver_all(self) -> None:
        """Post everything, one after the other; raise AssertionError at any answer that is no acknowledgement."""
        for post in self.posts:
            sent_at = time.monotonic()
            self._deliver(post, until=sent_at + _PATIENCE)
            self.receipts.append(Receipt(post, sent_at, time.monotonic()))
        self._hang_up()

    def _deliver(self, post: Post, *, until: float) -> None:
        request = _request(post)
        while time.monotonic() < until:
            with suppress(OSError):
                _require_acknowledged(post, self._ask(request))
                return
            self._hang_up()
            time.sleep(_PAUSE)
        raise TimeoutError(f"nobody acknowledged {post}")

    def _ask(self, request: bytes) -> Answered:
        if self._connection is None:
            self._connection = socket.create_connection(("127.0.0.1", self.port), timeout=_PATIENCE)
        self._connection.sendall(request)
        self.cut_off += 1
        answer = _answer(self._connection)
        self.cut_off -= 1
        return answer

    def _hang_up(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def clients_of(port: int, posts: Iterable[Post], *, count: int, chance: Random) -> list[Client]:
    """Deal posts to clients: each learner's come over several connections, so that they overtake each other."""
    clients = [Client(port) for _ in range(count)]
    for post in posts:
        way = chance.randrange(_WAYS) * count // _WAYS
        clients[(post.learner + way) % count].posts.append(post)
    return clients


def deliver(clients: list[Client], *, at: Iterable[int], strike: Callable[[], None]) -> None:
    """Let all clients post at once, and strike as often as so many posts have been acknowledged."""
    with ThreadPoolExecutor(max_workers=len(clients)) as threads:
        under_way = [threads.submit(client.deliver_all) for client in clients]
        for moment in at:
            while sum(len(client.receipts) for client in clients) < moment:
                if all(each.done() for each in under_way):
                    break
                time.sleep(0.01)
            strike()
    for each in under_way:
        each.result()


def _request(post: Post) -> bytes:
    # Written and read by hand: sixteen clients of the standard library would take as long as the server they wait for.
    cookie = f"Cookie: training={post.cookie}\r\n" if post.cookie else ""
    form = "Content-Type: application/x-www-form-urlencoded\r\n"
    length = f"Content-Length: {len(post.body)}\r\n"
    return f"POST {post.path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{form}{length}{cookie}\r\n{post.body}".encode("ascii")


def _answer(connection: socket.socket) -> Answered:
    read = b""
    while b"\r\n\r\n" not in read:
        read += _more(connection)
    head, _, body = read.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    assert "transfer-encoding" not in headers, headers
    while len(body) < int(headers.get("content-length", 0)):
        body += _more(connection)
    return Answered(int(first.split()[1]), headers.get("location", ""), body)


def _more(connection: socket.socket) -> bytes:
    read = connection.recv(65536)
    if not read:
        raise ConnectionError("the server has hung up")
    return read


def _require_acknowledged(post: Post, answer: Answered) -> None:
    assert answer.status == (_QUIET if post.quiet else _ONWARD), (answer.status, post, answer.body[:500])
    if not post.quiet:
        # Whoever was signed out signs in on the way.
        assert ("/sign-in?" in answer.where) == (post.cookie is None), (answer.where, post)
