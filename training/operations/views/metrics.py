"""What can a watcher count? Figures in Prometheus's form, about no person, for whoever bears the token.

With several processes each keeps its counts in a file of a folder that they share (PROMETHEUS_MULTIPROC_DIR, which
`training serve` provides); whichever is asked adds them up.
"""

import os
from collections.abc import Iterable, Iterator
from functools import lru_cache

from flask import Response, abort, current_app, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from training.foundation.extensions import db
from training.foundation.gate import public
from training.operations import queries
from training.operations.rules.requests import bears, sign_in_outcome, status_class
from training.operations.views.blueprint import pages

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
SIGN_IN = "accounts.sign_in_submit"
#: From a page out of memory to a search that somebody should look at.
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)

registry = CollectorRegistry()
_requests = Counter(
    "training_requests", "Requests that were answered.", ("endpoint", "method", "status"), registry=registry
)
_durations = Histogram(
    "training_request_seconds", "Time until an answer was ready.", ("endpoint",), buckets=SECONDS, registry=registry
)
_sign_ins = Counter("training_sign_ins", "Attempts to sign in by password.", ("outcome",), registry=registry)


class _Letters(Collector):
    """The letters of the outbox, counted in the database when somebody asks."""

    def __init__(self, counts: dict[str, int]) -> None:
        self._counts = counts

    def collect(self) -> Iterator[Metric]:
        """Give one figure for each state of a letter."""
        family = GaugeMetricFamily("training_letters", "Letters in the outbox.", labels=("state",))
        for state, count in self._counts.items():
            family.add_metric((state,), count)
        yield family


def count(endpoint: str, method: str, status: int, seconds: float) -> None:
    """Count a request that was answered."""
    _request_counter(endpoint, method, status_class(status)).inc()
    _duration(endpoint).observe(seconds)
    if endpoint == SIGN_IN:
        _sign_ins.labels(sign_in_outcome(status)).inc()


@pages.get("/metrics")
@public
def metrics() -> Response:
    """Give all figures to whoever bears the token of the configuration; without one there is no such page."""
    if not bears(request.headers.get("Authorization"), current_app.config["TRAINING"].metrics_token):
        abort(404)
    text = b"".join(map(generate_latest, _registries(queries.letters(db.session))))
    return Response(text, content_type=CONTENT_TYPE_LATEST, headers={"Cache-Control": "no-store"})


def _registries(letters: dict[str, int]) -> Iterable[CollectorRegistry]:
    counted, asked = registry, CollectorRegistry()
    if os.environ.get(FOLDER):
        counted = CollectorRegistry()
        MultiProcessCollector(counted)  # type: ignore[no-untyped-call]
    asked.register(_Letters(letters))
    return counted, asked


# Looking up the figure of three words locks and builds each time; there are as many as there are addresses.
@lru_cache(maxsize=4096)
def _request_counter(endpoint: str, method: str, status: str) -> Counter:
    return _requests.labels(endpoint, method, status)


@lru_cache(maxsize=1024)
def _duration(endpoint: str) -> Histogram:
    return _durations.labels(endpoint)
