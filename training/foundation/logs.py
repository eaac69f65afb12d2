"""How does the house speak to whoever runs it? One JSON object a line on standard error, without personal words.

Every line that is written while a request is answered carries that request's number; entries of the log of acts do too.
"""

import logging
import re
import secrets
import sys
import traceback
from collections.abc import Iterator, MutableMapping
from contextvars import ContextVar
from typing import Any

import structlog

# Digits of a number and nothing else: what somebody may have written into a header must not reach the log.
_NUMBER = re.compile(r"[0-9a-f]{8}[0-9a-f-]{8,28}", re.IGNORECASE)
_BYTES = 16

_request_id: ContextVar[str | None] = ContextVar("request_id", default=None)


def init(*, quote: bool) -> None:
    """Write log lines as JSON with time and level; a fault with its kind and places.

    `quote` adds what a fault says. That may contain what a person typed, so it is for demonstrations and tests only.
    """
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _with_request,
            _quoted_faults if quote else _faults,
            structlog.processors.JSONRenderer(sort_keys=True, ensure_ascii=False),
        ],
        # Standard error as it is when the line is written, and one write a line: several processes share it.
        wrapper_class=structlog.make_filtering_bound_logger(logging.NOTSET),
        logger_factory=lambda *_: structlog.WriteLogger(sys.stderr),
    )


def only_faults() -> None:
    """Write from now on what went wrong and nothing else: for commands that open pages themselves."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))


def begin_request(proposed: str | None = None) -> str:
    """Give the request of this context its number: the proposed one where it is a number, else a new one."""
    number = proposed if proposed and _NUMBER.fullmatch(proposed) else secrets.token_hex(_BYTES)
    _request_id.set(number)
    return number


def end_request() -> None:
    """Forget the number: what comes now belongs to no request."""
    _request_id.set(None)


def request_id() -> str | None:
    """Return the number of the request that is being answered; None outside of one, as in a command."""
    return _request_id.get()


def _with_request(_logger: Any, _method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    number = _request_id.get()
    if number is not None:
        line["request_id"] = number
    return line


def _faults(_logger: Any, _method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Put kinds and places in the place of an exception and of those that led to it."""
    fault = line.pop("exc_info", None)
    if isinstance(fault, BaseException):
        line["faults"] = [_described(cause) for cause in _chain(fault)]
    return line


def _quoted_faults(logger: Any, method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    says = line.get("exc_info")
    if says:
        line["says"] = str(says)
    return _faults(logger, method, line)


def _chain(fault: BaseException | None) -> Iterator[BaseException]:
    while fault is not None:
        yield fault
        fault = fault.__cause__ or fault.__context__


def _described(fault: BaseException) -> dict[str, Any]:
    frames = traceback.extract_tb(fault.__traceback__)
    places = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    return {"kind": f"{type(fault).__module__}.{type(fault).__qualname__}", "places": places}
