"""What is noted of every request? Its number, one line in the log, and the counts, none of them about a person."""

from time import perf_counter

import structlog
from flask import Flask, Response, g, request

from training.foundation import logs
from training.operations.rules.requests import known_method
from training.operations.views import metrics

log = structlog.get_logger()

HEADER = "X-Request-ID"
_MILLISECONDS = 1000


def init_app(app: Flask, *, trust_proxy: bool, note: bool, count: bool) -> None:
    """Number, note and count requests; `trust_proxy` takes the number that the proxy gives.

    Call it before all others: what is noted last on the way out is what the visitor gets.
    """

    @app.before_request
    def _begin() -> None:
        g.began = perf_counter()
        logs.begin_request(request.headers.get(HEADER) if trust_proxy else None)

    @app.after_request
    def _finish(response: Response) -> Response:
        seconds = perf_counter() - g.began
        response.headers[HEADER] = logs.request_id() or ""
        if note:
            _note(response, seconds)
        if count:
            metrics.count(_endpoint(), known_method(request.method), response.status_code, seconds)
        return response

    @app.teardown_request
    def _end(_fault: BaseException | None) -> None:
        logs.end_request()


def _note(response: Response, seconds: float) -> None:
    # The endpoint, never the address: addresses hold keys of rows, and queries what people typed.
    log.info(
        "request",
        method=known_method(request.method),
        endpoint=_endpoint(),
        status=response.status_code,
        milliseconds=round(seconds * _MILLISECONDS, 1),
        bytes=response.content_length,
    )


def _endpoint() -> str:
    return request.endpoint or "none"
