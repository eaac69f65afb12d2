"""How is a storm delivered? Over many kept connections at once, each post again and again until it is acknowledged."""

import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPResponse
from random import Random

from tests.storm import Post
from tests.storm_verdict import Receipt

_QUIET, _ONWARD = 204, 303
#: How long a server may be away, and how long a client waits before knocking again.
_PATIENCE, _PAUSE = 60.0, 0.1
#: The posts of one learner come over so many connections.
_WAYS = 4


@dataclass(slots=True)
class Client:
    """One connection, what is still to be posted over it, and what came of it."""

    port: int
    posts: list[Post] = field(default_factory=list)
    receipts: list[Receipt] = field(default_factory=list)
    cut_off: int = 0
    _connection: HTTPConnection = field(init=False)

    def __post_init__(self) -> None:
        self._connection = HTTPConnection("127.0.0.1", self.port, timeout=_PATIENCE)

    def deliver_all(self) -> None:
        """Post everything, one after the other; raise AssertionError at any answer that is no acknowledgement."""
        for post in self.posts:
            sent_at = time.monotonic()
            self._deliver(post, until=sent_at + _PATIENCE)
            self.receipts.append(Receipt(post, sent_at, time.monotonic()))
        self._connection.close()

    def _deliver(self, post: Post, *, until: float) -> None:
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        if post.cookie:
            headers["Cookie"] = f"training={post.cookie}"
        while time.monotonic() < until:
            with suppress(OSError, HTTPException):
                self._connection.request("POST", post.path, post.body, headers)
                self.cut_off += 1
                answer = self._connection.getresponse()
                body = answer.read()
                self.cut_off -= 1
                _require_acknowledged(post, answer, body)
                return
            self._connection.close()
            time.sleep(_PAUSE)
        raise TimeoutError(f"nobody acknowledged {post}")


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


def _require_acknowledged(post: Post, answer: HTTPResponse, body: bytes) -> None:
    where = answer.getheader("Location", "")
    assert answer.status == (_QUIET if post.quiet else _ONWARD), (answer.status, post, body[:500])
    if not post.quiet:
        # Whoever was signed out signs in on the way.
        assert ("/sign-in?" in where) == (post.cookie is None), (where, post)
