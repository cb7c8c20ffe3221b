"""What Prometheus is told of one process: requests, and what waits. Counts, nothing of a team's."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from api.store import calls
from api.store.database import Database


class Metrics:
    """The figures of one application."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "trust_analyser_requests",
            "Requests answered",
            ["method", "route", "status"],
            registry=self._registry,
        )
        self._seconds = Histogram(
            "trust_analyser_request_seconds",
            "Seconds from a request to the end of its answer",
            ["method", "route"],
            registry=self._registry,
        )
        self._waiting = Gauge(
            "trust_analyser_calls_waiting",
            "Calls that are accepted and not yet analysed",
            registry=self._registry,
        )
        self._queue = Gauge(
            "trust_analyser_queue_up",
            "1 where the queue answered last",
            registry=self._registry,
        )

    def answered(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request. ``status`` is 0 where the client went away before there was one."""
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(method, route).observe(seconds)

    def text(self, db: Database, *, queue_is_well: bool) -> bytes:
        """All figures in Prometheus' text format. Raises StoreError."""
        with db.reading() as session:
            self._waiting.set(calls.waiting(session))
        self._queue.set(queue_is_well)
        return generate_latest(self._registry)
