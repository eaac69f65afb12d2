"""What is a machine asked, what may it answer, and how is it spoken to?"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import httpx

from training.translation.rules.drafts import Failure

#: Bytes of an answer; the longest texts that are sent at once come back many times over.
_LARGEST = 4 * 1024 * 1024
_UNAUTHORISED, _FORBIDDEN, _TOO_LARGE, _TOO_MANY, _SERVER = 401, 403, 413, 429, 500


class NotDrafted(Exception):
    """A machine did not draft anything; `failure` says why, `number` is the service's own code for it, if any."""

    def __init__(self, failure: Failure, *, number: int | None = None) -> None:
        """Keep the reason; what the other side said in words is not kept."""
        super().__init__(failure.value)
        self.failure = failure
        self.number = number


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineOrder:
    """Texts by names that mean nothing elsewhere, and two languages (codes).

    `reference` and `callback` (an address of this site) are for a machine that answers later.
    """

    texts: Mapping[str, str]
    source: str
    target: str
    reference: str = ""
    callback: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineAnswer:
    """The drafts by the names of their texts; None where they come later, under the machine's own `reference`."""

    texts: Mapping[str, str] | None
    reference: str = ""


class Machine(Protocol):
    """A machine that drafts translations; `most` is how many characters it may get at once."""

    most: int

    def translate(self, order: MachineOrder) -> MachineAnswer:
        """Translate texts, or take them and promise to; raise NotDrafted."""
        ...


def ask(
    method: str, address: str, *, patience: float, said: Any = None, auth: httpx.Auth | None = None
) -> tuple[int, Any]:
    """Ask a machine by HTTP; return the status and what stands in the JSON of its answer.

    Raises NotDrafted where it is away, lets nobody in or wants less; other refusals are left to the caller.
    """
    body = None if said is None else json.dumps(said, ensure_ascii=False).encode()
    headers = {"Accept": "application/json", **({"Content-Type": "application/json"} if body else {})}
    how: dict[str, Any] = {"content": body, "headers": headers, "auth": auth, "timeout": patience}
    try:
        # Redirects are not followed: nobody has agreed to where they lead.
        with httpx.stream(method, address, follow_redirects=False, **how) as response:
            _refuse_closed(response.status_code)
            content = _bounded(response)
    except (httpx.HTTPError, httpx.InvalidURL) as fault:
        raise NotDrafted(Failure.AWAY) from fault
    return response.status_code, _read(content)


def _refuse_closed(status: int) -> None:
    if status in (_UNAUTHORISED, _FORBIDDEN):
        raise NotDrafted(Failure.NOT_LET_IN)
    if status in (_TOO_LARGE, _TOO_MANY):
        raise NotDrafted(Failure.TOO_MUCH)
    if status >= _SERVER:
        raise NotDrafted(Failure.AWAY)


def _bounded(response: httpx.Response) -> bytes:
    content = bytearray()
    for piece in response.iter_bytes():
        content += piece
        if len(content) > _LARGEST:
            raise NotDrafted(Failure.NOT_UNDERSTOOD)
    return bytes(content)


def _read(content: bytes) -> Any:
    try:
        return json.loads(content)
    except (ValueError, RecursionError) as fault:
        raise NotDrafted(Failure.NOT_UNDERSTOOD) from fault
