"""A stand-in for Amazon's services: the time zone of a device, and reminders in memory, which do not ring.

It answers as the references say (Amazon: "Reminders REST API Reference", "Obtain Customer Settings
Information"), in this process or over HTTP on this machine.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from threading import Thread
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from skill.echo.request import API_ACCESS, Json
from skill.services.http import Answered

ZONE = "America/New_York"
REMINDERS = "/v1/alerts/reminders"
MOST = 100
"""Reminders that are kept: we know of no limit that Amazon names for a skill, nor of its code."""
STOPS_WITHIN = 0.02
"""Seconds within which the server notices that it is to end."""
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{3})?")
RULE = re.compile(
    r"FREQ=(DAILY|WEEKLY;BYDAY=(MO|TU|WE|TH|FR|SA|SU));BYHOUR=\d{1,2};BYMINUTE=\d{1,2};BYSECOND=0;INTERVAL=1;"
)
FORBIDDEN = {"GET": 401, "DELETE": 401, "POST": 403, "PUT": 409}
"""What each call is answered with where the person has not given the permission."""


class StandInAmazon:
    """What Amazon knows of one household."""

    def __init__(self, clock: Callable[[], float], endpoint: str = "https://api.amazonalexa.com") -> None:
        self.endpoint = endpoint
        self.allowed = False
        """The person has given the permission for reminders."""
        self.zone = ZONE
        """The time zone of the devices; empty: not set."""
        self.refusing: tuple[int, str] | None = None
        """A status and a code that every call about reminders is answered with."""
        self.reminders: dict[str, Json] = {}
        self._clock, self._numbers = clock, count(1)
        self._notes: list[str] = []

    def today(self) -> datetime:
        """What the clocks of the house show."""
        return datetime.fromtimestamp(self._clock(), ZoneInfo(self.zone or "UTC")).replace(tzinfo=None)

    def notes(self) -> tuple[str, ...]:
        """What has happened to reminders since somebody asked last."""
        taken, self._notes = tuple(self._notes), []
        return taken

    def send(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes | None, _seconds: float
    ) -> Answered:
        """A call, without any HTTP between."""
        return self.answer(method, urlsplit(url).path, headers.get("Authorization", ""), body)

    def answer(self, method: str, path: str, authorization: str, body: bytes | None) -> Answered:
        """What a call is answered with."""
        if authorization != f"Bearer {API_ACCESS}":
            return _refusal(401, "INVALID_BEARER_TOKEN")
        if path.endswith("/settings/System.timeZone"):
            return Answered(200, json.dumps(self.zone).encode()) if self.zone else Answered(204)
        if self.refusing is not None:
            return _refusal(*self.refusing)
        if not self.allowed:
            return _refusal(FORBIDDEN[method], "UNAUTHORIZED")
        token = path.removeprefix(REMINDERS).removeprefix("/")
        if token and token not in self.reminders:
            return _refusal(404, "ALERT_NOT_FOUND")
        if method == "GET":
            alerts = list(self.reminders.values())
            return _written(200, {"totalCount": str(len(alerts)), "alerts": alerts, "links": None})
        return self._remove(token) if method == "DELETE" else self._keep(token, json.loads(body or b"{}"))

    def _remove(self, token: str) -> Answered:
        del self.reminders[token]
        self._notes.append("(the reminder is gone)")
        return Answered(200)

    def _keep(self, token: str, wanted: Json) -> Answered:
        fault = self._fault_of(wanted)
        if fault:
            return _refusal(400, fault)
        if not token and len(self.reminders) >= MOST:
            return _refusal(403, "MAX_REMINDERS_EXCEEDED")
        status = 200 if token else 201
        token = token or f"stand-in-reminder-{next(self._numbers)}"
        self.reminders[token] = {"alertToken": token, "status": "ON", "version": "1", **wanted}
        self._notes.append(f"(a reminder is kept here, and does not ring: {_told(wanted['trigger'])})")
        return _written(status, {"alertToken": token, "status": "ON", "version": "1"})

    def _fault_of(self, wanted: Json) -> str:
        """Why a reminder is refused."""
        trigger, recurrence = wanted["trigger"], wanted["trigger"].get("recurrence") or {}
        times = [wanted.get("requestTime"), trigger.get("scheduledTime"), recurrence.get("startDateTime")]
        if not all(MOMENT.fullmatch(each) for each in times if each is not None):
            return "INVALID_TRIGGER_SCHEDULED_TIME_FORMAT"
        if not trigger.get("timeZoneId") or trigger.get("type") != "SCHEDULED_ABSOLUTE":
            return "INVALID_TRIGGER"
        rules = recurrence.get("recurrenceRules")
        if rules is not None:
            return "" if rules and all(map(RULE.fullmatch, rules)) else "UNSUPPORTED_TRIGGER_RECURRENCE"
        over = datetime.fromisoformat(trigger["scheduledTime"]) <= self.today()
        return "TRIGGER_SCHEDULED_TIME_IN_PAST" if over else ""


def _refusal(status: int, code: str) -> Answered:
    return _written(status, {"code": code, "message": "as the reference says"})


def _written(status: int, body: Json) -> Answered:
    return Answered(status, json.dumps(body).encode())


def _told(trigger: Json) -> str:
    """When one rings: its days, or its date, and the time."""
    rules = (trigger.get("recurrence") or {}).get("recurrenceRules")
    if not rules:
        return str(trigger["scheduledTime"])[:16].replace("T", " ")
    parts = [dict(part.split("=") for part in rule.strip(";").split(";")) for rule in rules]
    days = " ".join(rule.get("BYDAY", "every day") for rule in parts)
    return f"{days} {int(parts[0]['BYHOUR']):02}:{int(parts[0]['BYMINUTE']):02}"


@contextmanager
def serving(amazon: StandInAmazon) -> Iterator[StandInAmazon]:
    """The same over HTTP, on a free port of this machine."""

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = self.rfile.read(length) if length else None
            answered = amazon.answer(self.command, self.path, self.headers.get("Authorization", ""), body)
            self.send_response(answered.status)
            self.send_header("Content-Length", str(len(answered.body)))
            self.end_headers()
            self.wfile.write(answered.body)

        do_GET = do_POST = do_PUT = do_DELETE = answer  # noqa: N815 - the names that the server looks for

        def log_message(self, *_arguments: object) -> None:
            """Nothing: it would stand in the middle of a conversation."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, args=(STOPS_WITHIN,), daemon=True).start()
        amazon.endpoint = f"http://127.0.0.1:{server.server_address[1]}"
        try:
            yield amazon
        finally:
            server.shutdown()
