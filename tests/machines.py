"""Which machines translate in tests? Servers of both protocols on this machine, which say what a test wants."""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from re import sub
from threading import Thread
from typing import Any

from training.config import TranslationMachine
from training.config.machine import ETRANSLATION, LIBRETRANSLATE
from training.foundation.languages import LANGUAGES

KEY, USER, PASSWORD = "a key of ours", "inducci", "a password: ours"


class FalseMachine:
    """Translates by `change`; `asked` keeps what it was sent, `status` and `answer` say something else instead."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.change: Callable[[str], str] = lambda text: f"{text} (übersetzt)"
        self.asked: list[tuple[str, Any]] = []
        self.status = 200
        self.answer: Any = None
        self.headers: dict[str, str] = {}
        self.level = "0"
        self.languages = list(LANGUAGES)

    def libretranslate(self, *, key: str = KEY) -> TranslationMachine:
        """Return the settings of a site that has drafts made by it, as a LibreTranslate server."""
        return TranslationMachine(kind=LIBRETRANSLATE, address=self.address, key=key)

    def etranslation(self, *, password: str = PASSWORD) -> TranslationMachine:
        """Return the settings of a site that has drafts made by it, as the eTranslation."""
        return TranslationMachine(kind=ETRANSLATION, address=self.address, user=USER, password=password)

    def delivered(self, said: Any) -> bytes:
        """Write what the eTranslation posts when it has translated the document of an order."""
        page = b64decode(said["documentToTranslate"]["document"]["content"]).decode()
        done = sub(r"(<p id=\"[^\"]*\">)(.*?)(</p>)", lambda p: f"{p[1]}<span>{self.change(p[2])}</span>{p[3]}", page)
        reference = said["callerInformation"]["externalReference"]
        told = {"requestId": 4711, "sourceLanguage": "EN", "targetLanguage": "DE", "externalReference": reference}
        return json.dumps({**told, "outputFormat": "html", "result": b64encode(done.encode()).decode()}).encode()


@contextmanager
def false_machine() -> Iterator[FalseMachine]:
    """Listen on this machine until the test is over."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    made = FalseMachine(f"http://127.0.0.1:{server.server_port}")
    server.machine = made  # type: ignore[attr-defined]
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        machine = self._machine
        machine.asked.append((self.path, None))
        if self.path == "/languages":
            self._say(200, [{"code": code, "name": code, "targets": machine.languages} for code in machine.languages])
        elif self._knows_us():
            self._say(200, {"level": machine.level, "message": "Normal service"})

    def do_POST(self) -> None:
        machine, said = self._machine, json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        machine.asked.append((self.path, said))
        if machine.answer is not None or machine.status != 200:
            self._say(machine.status, machine.answer)
        elif self.path == "/translate":
            self._translate(said)
        elif self._knows_us():
            self._say(200, {"requestId": 4711})

    def log_message(self, *_: Any) -> None:
        """Say nothing."""

    @property
    def _machine(self) -> FalseMachine:
        return self.server.machine  # type: ignore[attr-defined,no-any-return]

    def _translate(self, said: Any) -> None:
        if said.get("api_key") != KEY:
            self._say(403, {"error": f"Invalid API key: {said.get('api_key')}"})
        elif said["target"] not in self._machine.languages:
            self._say(400, {"error": f"{said['target']} is not supported"})
        else:
            self._say(200, {"translatedText": [self._machine.change(text) for text in said["q"]]})

    def _knows_us(self) -> bool:
        known = "Basic " + b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        if self.headers["Authorization"] == known:
            return True
        self._say(401, {"error": "unauthorized"})
        return False

    def _say(self, status: int, said: Any) -> None:
        body = said if isinstance(said, bytes) else json.dumps(said).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        for name, value in self._machine.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
