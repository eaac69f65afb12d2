"""Who asks? Signed-in people, each over one kept connection, with the headers that browser and proxy send."""

import gzip
import re
import socket
from dataclasses import dataclass, field
from urllib.parse import urlencode

SITE = "training.example"
_COOKIE = re.compile(rb"\r\nset-cookie: (?:__Host-)?training=([^;\r]*)", re.IGNORECASE)
#: The name of the session behind a proxy, and over plain http.
SESSION, PLAIN_SESSION = "__Host-training", "training"
_LENGTH = re.compile(rb"\r\ncontent-length: (\d+)", re.IGNORECASE)
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
_HEADERS = {
    "Host": SITE,
    "User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "de,en;q=0.5",
    "Accept-Encoding": "gzip",
    "Referer": f"https://{SITE}/de/",
}
_OF_PROXY = {"X-Forwarded-For": "192.0.2.7", "X-Forwarded-Proto": "https", "X-Forwarded-Host": SITE}


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, as it came."""

    status: int
    body: bytes

    @property
    def text(self) -> str:
        """The page, unpacked where it came compressed."""
        packed = self.body.startswith(b"\x1f\x8b")
        return (gzip.decompress(self.body) if packed else self.body).decode()


@dataclass(slots=True)
class Browser:
    """One person at one server."""

    port: int
    through_proxy: bool = True
    cookie: str = ""
    _connection: socket.socket = field(init=False)

    def __post_init__(self) -> None:
        self._connection = self._connected()

    def reconnect(self) -> None:
        """Open a new connection: the server ends one that was quiet for half a minute."""
        self._connection.close()
        self._connection = self._connected()

    def sign_in(self, email: str, password: str) -> None:
        """Sign in through the form."""
        form = self.get("/en/sign-in").text
        token = _TOKEN.search(form)
        if token is None:
            raise RuntimeError("the form to sign in has no token")
        self.post("/en/sign-in", {"email": email, "password": password, "csrf_token": token[1]})

    def get(self, path: str) -> Answer:
        """Ask for a page."""
        self.send(path)
        return self.receive(200)

    def post(self, path: str, values: dict[str, str]) -> Answer:
        """Send a form; where it leads is not followed."""
        self.send(path, values)
        return self.receive(303)

    def send(self, path: str, values: dict[str, str] | None = None, *, cookie: str | None = None) -> None:
        """Send a request and do not wait; `cookie` is of a person who sits down at this browser for one request."""
        headers = _HEADERS | (_OF_PROXY if self.through_proxy else {})
        if cookie or self.cookie:
            name = SESSION if self.through_proxy else PLAIN_SESSION
            headers |= {"Cookie": f"{name}={cookie or self.cookie}"}
        body = b""
        if values is not None:
            body = urlencode(values).encode()
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Content-Length": str(len(body))}
        lines = [f"{'GET' if values is None else 'POST'} {path} HTTP/1.1"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        self._connection.sendall("\r\n".join((*lines, "", "")).encode() + body)

    def receive(self, expected: int) -> Answer:
        """Wait for the answer, keep its cookie, and refuse any other status than the expected one."""
        head, _, body = self._read_until(b"\r\n\r\n").partition(b"\r\n\r\n")
        length = _LENGTH.search(head)
        missing = int(length[1]) - len(body) if length else 0
        while missing > 0:
            part = self._connection.recv(missing)
            body += part
            missing -= len(part)
        if cookie := _COOKIE.search(head):
            self.cookie = cookie[1].decode()
        answer = Answer(status=int(head.split(b" ", 2)[1]), body=body)
        if answer.status != expected:
            raise RuntimeError(f"{answer.status} instead of {expected}: {head.decode()}")
        return answer

    def _connected(self) -> socket.socket:
        connection = socket.create_connection(("127.0.0.1", self.port), timeout=60)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return connection

    def _read_until(self, end: bytes) -> bytes:
        found = b""
        while end not in found:
            part = self._connection.recv(65536)
            if not part:
                raise RuntimeError("the server has closed the connection")
            found += part
        return found
