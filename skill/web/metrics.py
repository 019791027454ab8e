"""Counters and times for Prometheus, over all the workers of a gunicorn: what became of which requests."""

from __future__ import annotations

import logging
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4 as CONTENT_TYPE
from prometheus_client.multiprocess import MultiProcessCollector

from skill import __version__

__all__ = ["CONTENT_TYPE", "Meter"]

REFUSED = "refused"
"""Stands for the intent of a request in which nothing can be believed."""

VERSION = f"""# HELP back_routine_info The version that is running.
# TYPE back_routine_info gauge
back_routine_info{{version="{__version__}"}} 1.0
""".encode()
"""The library keeps no such metric over several processes."""

SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 8.0)
"""From the quickest answers to the last one that Alexa waits for."""


class Meter(logging.Handler):
    """Counts what the log tells, whether it is written or not."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        ours = CollectorRegistry()
        self._requests = Counter(
            "back_routine_requests", "Requests by what became of them.", ("intent", "outcome"), registry=ours
        )
        name, told = "back_routine_alexa_errors", "Errors that Alexa reported about answers, by their type."
        self._errors = Counter(name, told, ("error",), registry=ours)
        name, told = "back_routine_request_seconds", "Seconds a request took."
        self._seconds = Histogram(name, told, ("intent",), registry=ours, buckets=SECONDS)

    def emit(self, record: logging.LogRecord) -> None:
        """A request is answered, even where it cannot be counted."""
        try:
            self._count(record.getMessage(), vars(record).get("fields", {}))
        except Exception:
            self.handleError(record)

    def _count(self, event: str, fields: dict[str, Any]) -> None:
        if event == "turn":
            self._requests.labels(fields["intent"], fields["outcome"]).inc()
            self._seconds.labels(fields["intent"]).observe(fields["milliseconds"] / 1000)
        elif event == "alexa_error":
            self._errors.labels(fields["error"]).inc()
        elif event == "refusal":
            self._requests.labels(REFUSED, fields["outcome"]).inc()

    def text(self) -> bytes:
        """What all workers of this gunicorn have counted, the ended ones too, as Prometheus reads it."""
        everyone = CollectorRegistry()
        MultiProcessCollector(everyone)  # type: ignore[no-untyped-call]
        return generate_latest(everyone) + VERSION
