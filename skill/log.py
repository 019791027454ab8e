"""What the service tells its operator: one line of JSON an event, on stderr, nothing personal in it."""

from __future__ import annotations

import json
import logging
import sys
import traceback
from datetime import UTC, datetime

from ask_sdk_core.exceptions import PersistenceException

_logger = logging.getLogger("skill")
_logger.addHandler(logging.NullHandler())  # until `configure`: a tool's terminal is no log


class JsonLines(logging.Formatter):
    """A record as one line of JSON: when, how grave, which event, and its fields."""

    def format(self, record: logging.LogRecord) -> str:
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        fields = getattr(record, "fields", {})
        return json.dumps({"time": moment, "level": record.levelname, "event": record.getMessage(), **fields})


class Stderr(logging.Handler):
    """stderr as it is at that moment, so that it can be redirected."""

    def emit(self, record: logging.LogRecord) -> None:
        try:
            sys.stderr.write(f"{self.format(record)}\n")
        except OSError:
            self.handleError(record)


def configure(level: str) -> None:
    """Send the skill's events of `level` and graver to stderr, and nowhere else."""
    handler = Stderr()
    handler.setFormatter(JsonLines())
    _logger.handlers[:] = [handler]
    _logger.propagate = False
    _logger.setLevel(level)


def turn(*, intent: str, locale: str, outcome: str, milliseconds: float) -> None:
    """A request was answered; `intent` is the intent's name, or the request's type where there is none."""
    taken = round(milliseconds, 1)
    _tell(logging.INFO, "turn", intent=intent, locale=locale, outcome=outcome, milliseconds=taken)


def refusal(reason: str) -> None:
    """A request was refused: it is not provably Alexa's, or it is none."""
    _tell(logging.INFO, "refusal", reason=reason)


def document_failed(*, token: str, ours: bool) -> None:
    """An audio document was not played; `ours`: by its own fault, not the device's."""
    _tell(logging.ERROR if ours else logging.WARNING, "document", token=token, ours=ours)


def loss(error: PersistenceException) -> None:
    """The store could not keep or read a state; the session goes on without it."""
    _tell(logging.WARNING, "loss", error=type(error).__name__, cause=str(error))


def fault(error: Exception) -> None:
    """The skill has a fault. What the error says stays out of the log: it may quote a person."""
    frames = traceback.extract_tb(error.__traceback__)[-3:]
    places = [f"{frame.filename}:{frame.lineno}" for frame in frames]
    _tell(logging.ERROR, "fault", error=type(error).__name__, at=places)


def _tell(level: int, event: str, **fields: object) -> None:
    _logger.log(level, event, extra={"fields": fields})
