"""What the service tells its operator: one line of JSON an event, on stderr, nothing personal in it."""

from __future__ import annotations

import logging
import sys
import time
import traceback
from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum
from threading import local
from types import TracebackType
from typing import Any

import msgspec
from ask_sdk_core.exceptions import PersistenceException

NAMESPACE = "BackRoutine"
"""Where CloudWatch keeps the figures of Lambda."""

OTHER = "other"
"""The intent or type of request that the skill has no function for."""

_logger = logging.getLogger("skill")
_logger.addHandler(logging.NullHandler())  # until `configure`: a tool's terminal is no log


class Outcome(StrEnum):
    """What became of a request."""

    ASKED = "asked"
    """Answered with a question: the session is open."""
    ENDED = "ended"
    """Answered, and the session is over."""
    ANSWERED = "answered"
    """Taken note of without a word, which is what some requests want."""
    STORE_LOST = "store_lost"
    """Answered, but the store could not be read or written."""
    FAULT = "fault"
    """The skill has a fault; in the best case the person was asked on."""
    FORGED = "forged"
    """Refused: it is not provably Alexa's, or it is no request."""


class JsonLines(logging.Formatter):
    """A record as one line of JSON: when, how grave, which event, and its fields."""

    def format(self, record: logging.LogRecord) -> str:
        return msgspec.json.encode(self.line(record)).decode()

    def line(self, record: logging.LogRecord) -> dict[str, Any]:
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        fields: dict[str, Any] = getattr(record, "fields", {})
        return {"time": moment, "level": record.levelname, "event": record.getMessage(), **fields}


class EmbeddedMetrics(JsonLines):
    """The same for CloudWatch, which takes the figures of a request out of its line.

    Amazon CloudWatch, User Guide: "Specification: Embedded metric format". Outcomes and intents are kept
    apart, not crossed: each of their combinations would be a metric to pay for.
    """

    def line(self, record: logging.LogRecord) -> dict[str, Any]:
        line = super().line(record)
        if "outcome" in line:
            metrics = [{"Name": "requests", "Unit": "Count"}]
            dimensions = [["outcome"]]
            if "milliseconds" in line:
                metrics.append({"Name": "milliseconds", "Unit": "Milliseconds"})
                dimensions.append(["intent"])
            told = {"Namespace": NAMESPACE, "Dimensions": dimensions, "Metrics": metrics}
            line["_aws"] = {"Timestamp": round(1000 * record.created), "CloudWatchMetrics": [told]}
            line["requests"] = 1
        return line


class Stderr(logging.Handler):
    """stderr as it is at that moment, so that it can be redirected."""

    def emit(self, record: logging.LogRecord) -> None:
        try:
            sys.stderr.write(f"{self.format(record)}\n")
        except OSError:
            self.handleError(record)


def configure(
    level: str, lines: logging.Formatter | None = None, listeners: Iterable[logging.Handler] = ()
) -> None:
    """Send the skill's events of `level` and graver to stderr, as `lines` has it, and all to `listeners`."""
    stderr = Stderr(level)
    stderr.setFormatter(lines or JsonLines())
    _logger.handlers[:] = [stderr, *listeners]
    _logger.propagate = False
    _logger.setLevel(min(handler.level for handler in _logger.handlers) or logging.DEBUG)


class Turn:
    """A request under way, told when it is over, by whichever way it ends.

    Used as a context; one that was never given an intent was no request, and nothing is told of it.
    """

    intent = ""
    """The intent's name, or the request's type where there is none; `OTHER`, whatever else it is."""
    locale = ""
    outcome = Outcome.ANSWERED
    trouble: Outcome | None = None
    """What happened in it, of which the answer shows nothing."""

    def __enter__(self) -> Turn:
        self._begun = time.perf_counter()
        _now.turn = self
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        _now.turn = None
        if self.intent:
            _tell(
                logging.INFO,
                "turn",
                intent=self.intent,
                locale=self.locale,
                outcome=Outcome.FAULT if error else self.trouble or self.outcome,
                milliseconds=round(1000 * (time.perf_counter() - self._begun), 1),
            )


class _Now(local):
    turn: Turn | None = None


_now = _Now()


def refusal(reason: str) -> None:
    """A request was refused: it is not provably Alexa's, or it is none."""
    _tell(logging.INFO, "refusal", reason=reason, outcome=Outcome.FORGED)


def document_failed(*, token: str, ours: bool) -> None:
    """An audio document was not played; `ours`: by its own fault, not the device's."""
    _tell(logging.ERROR if ours else logging.WARNING, "document", token=token, ours=ours)


def loss(error: PersistenceException) -> None:
    """The store could not keep or read a state; the session goes on without it. Told once, not every turn."""
    if _now.turn:
        _now.turn.trouble = _now.turn.trouble or Outcome.STORE_LOST
    if not getattr(error, "known", False):
        _tell(logging.WARNING, "loss", error=type(error).__name__, cause=str(error))


def recovery() -> None:
    """The store works again."""
    _tell(logging.WARNING, "recovery")


def fault(error: BaseException) -> None:
    """The skill has a fault. What the error says stays out of the log: it may quote a person."""
    if _now.turn:
        _now.turn.trouble = Outcome.FAULT
    frames = traceback.extract_tb(error.__traceback__)[-3:]
    places = [f"{frame.filename}:{frame.lineno}" for frame in frames]
    _tell(logging.ERROR, "fault", error=type(error).__name__, at=places)


def _tell(level: int, event: str, **fields: object) -> None:
    _logger.log(level, event, extra={"fields": fields})
