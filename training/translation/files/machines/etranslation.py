"""How is the eTranslation of the European Commission asked? It takes a document, and delivers another one later.

Its REST interface of version 2: POST /askTranslate with HTTP Basic authentication is answered with a number of the
request, or with an error code. The translated document is posted to the address in `deliveries`, a failure to that in
`notifications`. There is no way to fetch anything. The Commission asks for one document instead of many snippets, which
may have 5,000 characters each: so an order is one page of HTML, a paragraph for each text, and is read back by the ids
of the paragraphs.
"""

import json
from base64 import b64decode, b64encode
from binascii import Error
from collections.abc import Mapping
from html import escape
from html.parser import HTMLParser
from typing import Any

import httpx

from training.config import TranslationMachine
from training.translation.files.machines.asking import MachineAnswer, MachineOrder, NotDrafted, ask
from training.translation.rules.drafts import Failure

_WELL = 200
_QUOTA_EXCEEDED = -11200
#: Levels of its load: 0 is normal, 3 takes nothing more.
_BLOCKED = 3
_ID = "text-"
_PAGE = (
    '<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"><title></title></head>'
    "<body>{body}</body></html>"
)


class ETranslation:
    """The eTranslation of the European Commission; `user` is the name of the application that it knows."""

    #: A document may have 20 MB; an order is far smaller, and all of it goes at once.
    most = 5_000_000

    def __init__(self, settings: TranslationMachine, *, patience: float) -> None:
        self._settings = settings
        self._patience = patience
        self._auth = httpx.BasicAuth(settings.user, settings.password)

    def translate(self, order: MachineOrder) -> MachineAnswer:
        """Hand in texts, to be delivered at the order's callback; raise NotDrafted."""
        if not order.texts:
            return MachineAnswer(texts={})
        back = {"http": order.callback}
        said = {
            "callerInformation": {"externalReference": order.reference},
            "documentToTranslate": {"document": {"format": "html", "content": _document(order)}},
            "sourceLanguage": order.source.upper(),
            "targetLanguages": [order.target.upper()],
            "domain": "GEN",
            "deliveries": back,
            "notifications": {"success": back, "failure": back},
        }
        status, answer = self._ask("POST", "askTranslate", said)
        number = answer.get("requestId") if isinstance(answer, dict) else None
        if status != _WELL or not str(number).isdecimal():
            raise _not_drafted(answer)
        return MachineAnswer(texts=None, reference=str(number))

    def languages(self) -> frozenset[str] | None:
        """Answer whether the service takes orders; it knows every language of the Union. Raise NotDrafted."""
        status, answer = self._ask("GET", "status", None)
        level = str(answer.get("level", "")) if isinstance(answer, dict) else ""
        if status != _WELL or not level.isdecimal():
            raise NotDrafted(Failure.NOT_UNDERSTOOD)
        if int(level) >= _BLOCKED:
            raise NotDrafted(Failure.TOO_MUCH)
        return None

    def _ask(self, method: str, path: str, said: Any) -> tuple[int, Any]:
        address = f"{self._settings.address}/{path}"
        return ask(method, address, patience=self._patience, said=said, auth=self._auth)


def read_delivery(content: bytes) -> Mapping[str, str] | None:
    """Read what the service posts: the texts by their names, or None where it only says that it has done its work.

    Raises NotDrafted where it says that it has failed, and where nobody can make sense of it.
    """
    try:
        said = json.loads(content)
    except (ValueError, RecursionError) as fault:
        raise NotDrafted(Failure.NOT_UNDERSTOOD) from fault
    if not isinstance(said, dict):
        raise NotDrafted(Failure.NOT_UNDERSTOOD)
    if said.get("errorCode") is not None:
        raise _not_drafted(said)
    result = said.get("result")
    if result is None:
        return None
    try:
        page = b64decode(result, validate=True).decode("utf-8-sig")
    except (Error, ValueError, TypeError) as fault:
        raise NotDrafted(Failure.NOT_UNDERSTOOD) from fault
    reader = _Paragraphs()
    reader.feed(page)
    reader.close()
    return reader.found


def _document(order: MachineOrder) -> str:
    body = "".join(f'<p id="{_ID}{escape(name)}">{escape(text)}</p>' for name, text in order.texts.items())
    return b64encode(_PAGE.format(language=order.source, body=body).encode()).decode()


def _not_drafted(answer: Any) -> NotDrafted:
    """Tell from an error code what it is about; the message beside it is the service's, and is not kept."""
    code = str(answer.get("errorCode", "")) if isinstance(answer, dict) else ""
    number = int(code) if code.removeprefix("-").isdecimal() and len(code) < len("-1000000") else None
    if number is None:
        return NotDrafted(Failure.NOT_UNDERSTOOD)
    return NotDrafted(Failure.TOO_MUCH if number == _QUOTA_EXCEEDED else Failure.REFUSED, number=number)


class _Paragraphs(HTMLParser):
    """Collects the words of each paragraph that has one of our ids."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: dict[str, str] = {}
        self._name: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a paragraph; another tag inside of one is a space at most."""
        said = dict(attrs).get("id") or ""
        if tag == "p":
            self._name = said.removeprefix(_ID) if said.startswith(_ID) else None
        elif tag == "br":
            self.handle_data(" ")

    def handle_endtag(self, tag: str) -> None:
        """End a paragraph."""
        if tag == "p":
            self._name = None

    def handle_data(self, data: str) -> None:
        """Keep words that stand in a paragraph of ours."""
        if self._name is not None:
            self.found[self._name] = self.found.get(self._name, "") + data
