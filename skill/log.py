"""Logs for the operator: one line of JSON per event, on stderr, with nothing personal in it."""

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
"""The CloudWatch namespace of Lambda's metrics."""

OTHER = "other"
"""The intent or type of request that the skill has no function for."""

_logger = logging.getLogger("skill")
_logger.addHandler(logging.NullHandler())  # command-line tools do not log unless `configure` is called


class Outcome(StrEnum):
    """The outcome of a request."""

    ASKED = "asked"
    """Answered with a question: the session is open."""
    ENDED = "ended"
    """Answered, and the session is over."""
    ANSWERED = "answered"
    """Accepted without speech, as some requests require."""
    STORE_LOST = "store_lost"
    """Answered, but the store could not be read or written."""
    ALEXA_ERROR = "alexa_error"
    """Alexa reported an error about an earlier answer, or about the device."""
    SET_ASIDE = "set_aside"
    """Answered, but what was kept of the person could not be read: it was set aside."""
    FAULT = "fault"
    """An internal error; if possible the person was asked to go on."""
    FORGED = "forged"
    """Refused: not proved to come from Alexa, or malformed."""


class Event(logging.LogRecord):
    """An event as a record, in which the caller, the process and the thread stay blank.

    No handler asks for them, and to find them takes longer than all the rest of a line.
    """

    def __init__(self, level: int, event: str, fields: dict[str, Any]) -> None:
        named = {"msg": event, "levelno": level, "levelname": logging.getLevelName(level)}
        self.__dict__ = {**_BLANK, **named, "created": time.time(), "fields": fields}


_BLANK = vars(logging.makeLogRecord({"name": _logger.name, "process": None, "thread": None}))


class JsonLines(logging.Formatter):
    """A record as one line of JSON: time, level, event and fields."""

    def format(self, record: logging.LogRecord) -> str:
        return msgspec.json.encode(self.line(record)).decode()

    def line(self, record: logging.LogRecord) -> dict[str, Any]:
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        fields: dict[str, Any] = getattr(record, "fields", {})
        return {"time": moment, "level": record.levelname, "event": record.getMessage(), **fields}


class EmbeddedMetrics(JsonLines):
    """The same with CloudWatch's embedded metrics.

    Amazon CloudWatch, User Guide: "Specification: Embedded metric format". Every metric and every value of a
    dimension is paid for by the month, used or not. So the outcomes are all that is counted: Lambda measures
    durations by itself, and CloudWatch Logs Insights finds the intents in the same lines.
    """

    def line(self, record: logging.LogRecord) -> dict[str, Any]:
        line = super().line(record)
        if "outcome" in line:
            counted = [{"Name": "requests", "Unit": "Count"}]
            told = {"Namespace": NAMESPACE, "Dimensions": [["outcome"]], "Metrics": counted}
            line["_aws"] = {"Timestamp": round(1000 * record.created), "CloudWatchMetrics": [told]}
            line["requests"] = 1
        return line


class Stderr(logging.Handler):
    """Writes to the current sys.stderr, so that it can be redirected."""

    def emit(self, record: logging.LogRecord) -> None:
        try:
            sys.stderr.write(f"{self.format(record)}\n")
        except OSError:
            self.handleError(record)


def configure(
    level: str, lines: logging.Formatter | None = None, listeners: Iterable[logging.Handler] = ()
) -> None:
    """Send events at `level` and above to stderr, formatted by `lines`, and all events to `listeners`."""
    stderr = Stderr(level)
    stderr.setFormatter(lines or JsonLines())
    _logger.handlers[:] = [stderr, *listeners]
    _logger.propagate = False
    _logger.setLevel(min(handler.level for handler in _logger.handlers) or logging.DEBUG)


class Turn:
    """A request in progress; it is logged when it ends, however it ends.

    Used as a context; one that was never given an intent was no request, and nothing is told of it.
    """

    intent = ""
    """The intent's name, or the request's type where there is none; `OTHER`, whatever else it is."""
    locale = ""
    outcome = Outcome.ANSWERED
    trouble: Outcome | None = None
    """A problem that the answer does not show."""

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


def started(version: str, unknown: Iterable[str] = ()) -> None:
    """The service has started; `unknown` are warnings about settings it does not know."""
    _tell(logging.INFO, "start", version=version)
    for warning in unknown:
        _tell(logging.WARNING, "setting", warning=warning)


def refusal(reason: str) -> None:
    """A request was refused: not proved to come from Alexa, or malformed."""
    _tell(logging.INFO, "refusal", reason=reason, outcome=Outcome.FORGED)


def clock_off(ahead: float) -> None:
    """Requests are refused because the clock is this many seconds ahead of their timestamps, or behind."""
    off = f"{abs(ahead):.0f} s {'ahead of' if ahead > 0 else 'behind'}"
    warning = (
        f"this machine's clock is {off} the requests, which are refused for it: "
        "if they are Alexa's, set the clock with timedatectl set-ntp true"
    )
    _tell(logging.WARNING, "clock", warning=warning)


def document_failed(*, token: str, ours: bool) -> None:
    """An audio document was not played; `ours` if the document was at fault, not the device."""
    _tell(logging.ERROR if ours else logging.WARNING, "document", token=token, ours=ours)


def alexa_error(error: str, request: str) -> None:
    """Alexa reported an error of that type about the answer to a request, where she names it."""
    if _now.turn:
        _now.turn.trouble = _now.turn.trouble or Outcome.ALEXA_ERROR
    _tell(logging.WARNING, "alexa_error", error=error, request=request)


def service(trouble: str) -> None:
    """A service of Amazon's did not do what was asked, for that reason."""
    _tell(logging.WARNING, "service", trouble=trouble)


def loss(error: PersistenceException) -> None:
    """The store could not be read or written; the session goes on without it. Logged once, not every turn."""
    if _now.turn:
        _now.turn.trouble = _now.turn.trouble or Outcome.STORE_LOST
    if not getattr(error, "known", False):
        _tell(logging.WARNING, "loss", error=type(error).__name__, cause=str(error))


def set_aside() -> None:
    """What is kept of a person cannot be read; it is set aside, and they start fresh."""
    if _now.turn:
        _now.turn.trouble = _now.turn.trouble or Outcome.SET_ASIDE
    _tell(logging.WARNING, "set_aside")


def rescued(what: str) -> None:
    """Something happened to the store that could have lost what it keeps, and did not."""
    _tell(logging.WARNING, "rescue", what=what)


def recovery() -> None:
    """The store works again."""
    _tell(logging.WARNING, "recovery")


def fault(error: BaseException) -> None:
    """An internal error. Its message stays out of the log, because it may quote a person."""
    if _now.turn:
        _now.turn.trouble = Outcome.FAULT
    frames = traceback.extract_tb(error.__traceback__)[-3:]
    places = [f"{frame.filename}:{frame.lineno}" for frame in frames]
    _tell(logging.ERROR, "fault", error=type(error).__name__, at=places)


def _tell(level: int, event: str, **fields: object) -> None:
    if _logger.isEnabledFor(level):
        _logger.handle(Event(level, event, fields))
