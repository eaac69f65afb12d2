"""How does the house speak to whoever runs it? One JSON object a line on standard error, without personal words."""

import sys
import traceback
from collections.abc import Iterator, MutableMapping
from typing import Any

import structlog


def init(*, quote: bool) -> None:
    """Write log lines as JSON with time and level; a fault with its kind and places.

    `quote` adds what a fault says. That may contain what a person typed, so it is for demonstrations and tests only.
    """
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _quoted_faults if quote else _faults,
            structlog.processors.JSONRenderer(sort_keys=True, ensure_ascii=False),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


def _faults(_logger: Any, _method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Put kinds and places in the place of an exception and of those that led to it."""
    fault = line.pop("exc_info", None)
    if isinstance(fault, BaseException):
        line["faults"] = [_described(cause) for cause in _chain(fault)]
    return line


def _quoted_faults(logger: Any, method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    says = str(line.get("exc_info") or "")
    return {**_faults(logger, method, line), "says": says}


def _chain(fault: BaseException | None) -> Iterator[BaseException]:
    while fault is not None:
        yield fault
        fault = fault.__cause__ or fault.__context__


def _described(fault: BaseException) -> dict[str, Any]:
    frames = traceback.extract_tb(fault.__traceback__)
    places = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    return {"kind": f"{type(fault).__module__}.{type(fault).__qualname__}", "places": places}
