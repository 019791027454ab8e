"""The calls themselves, through the SDK's clients; imported with the first of them."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from datetime import date, datetime
from threading import Thread
from typing import Any, TypeVar

from ask_sdk_model.services import ApiConfiguration, ServiceException
from ask_sdk_model.services.reminder_management import ReminderManagementServiceClient
from ask_sdk_model.services.ups import UpsServiceClient

from skill.coaching.reminder import (
    CancelReminders,
    FindZone,
    Here,
    Listed,
    ListReminders,
    Outcome,
    Reminder,
    SetReminder,
    Settled,
    Standing,
    Trouble,
    Wanted,
)
from skill.services.access import Access
from skill.services.http import NOBODY, DeadlineClient, PlainSerializer
from skill.services.reminders import read, request
from skill.services.zones import clock_in

Value = TypeVar("Value")

FORBIDDEN, CONFLICT, NOT_FOUND, TOO_MANY = 403, 409, 404, 429

# Why a reminder is forbidden stands in the code only. The SDK names the status, but no code for a full list;
# no other source that we could read does, so it is recognized by such words. An unknown code never has Alexa
# ask for a permission, which would be asked for in vain.
FULL = ("MAX", "LIMIT", "QUOTA", "EXCEED", "TOO_MANY")
NOT_ALLOWED = ("UNAUTHORIZED", "PERMISSION", "CONSENT", "TOKEN")


class ServiceTroubleError(Exception):
    """A service did not do what was asked."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble)
        self.trouble = trouble


def outcome(client: DeadlineClient, access: Access, wanted: Wanted, seconds: float) -> Outcome:
    """What comes of asking, within some seconds.

    Raises:
        TimeoutError: nothing, until then.
    """
    try:
        return _within(seconds, lambda: _run(_Calls(client, access), wanted))
    except ServiceTroubleError as error:
        return error.trouble


def _within(seconds: float, function: Callable[[], Value]) -> Value:
    """What `function` returns; TimeoutError after some seconds.

    A socket's own time-out starts again with every byte, and looking up an address has none.
    """
    future: Future[Value] = Future()

    def work() -> None:
        try:
            future.set_result(function())
        except BaseException as error:
            future.set_exception(error)

    Thread(target=work, daemon=True).start()
    return future.result(timeout=max(seconds, 0.0))


class _Calls:
    """The SDK's clients for one person."""

    def __init__(self, client: DeadlineClient, access: Access) -> None:
        self.client, self.access = client, access
        configuration = ApiConfiguration(
            serializer=PlainSerializer(),  # type: ignore[arg-type]  # the SDK's ports are classes
            api_client=client,  # type: ignore[arg-type]
            authorization_value=access.token,
            api_endpoint=access.endpoint,
        )
        self.reminders = ReminderManagementServiceClient(configuration)
        self.settings = UpsServiceClient(configuration)

    def make(self, call: Callable[..., Any], *arguments: object) -> Any:
        """The body of the answer.

        Raises:
            ServiceTroubleError: there is none, or it says no.
        """
        try:
            return call(*arguments, full_response=True).body
        except ServiceException as fault:
            if self.client.status == NOBODY:
                raise ServiceTroubleError(self._unanswered()) from fault
            raise ServiceTroubleError(_trouble(self.client.status, fault.body)) from fault

    def now_in(self, zone: str) -> datetime:
        now = clock_in(zone, self.access.now)
        if now is None:
            raise ServiceTroubleError(Trouble.NO_ZONE)
        return now

    def _unanswered(self) -> Trouble:
        return Trouble.UNSURE if self.client.changed else Trouble.UNAVAILABLE


def _trouble(status: int, body: object) -> Trouble:
    """What a status means, which for one of them only the code in the body tells."""
    if isinstance(body, str):  # of a status that the SDK does not expect
        body = PlainSerializer().deserialize(body, None)
    code = str(body.get("code", "")).upper() if isinstance(body, dict) else ""
    if status == FORBIDDEN:
        return _forbidden(code)
    troubles = {
        400: Trouble.REFUSED,
        401: Trouble.NOT_ALLOWED,
        NOT_FOUND: Trouble.GONE,
        CONFLICT: Trouble.NOT_ALLOWED,  # an update without the permission
        TOO_MANY: Trouble.BUSY,
    }
    return troubles.get(status, Trouble.UNAVAILABLE)


def _forbidden(code: str) -> Trouble:
    if any(word in code for word in FULL):
        return Trouble.FULL
    if "DEVICE" in code:
        return Trouble.NO_DEVICE
    known = not code or any(word in code for word in NOT_ALLOWED)
    return Trouble.NOT_ALLOWED if known else Trouble.UNAVAILABLE


def _run(calls: _Calls, wanted: Wanted) -> Outcome:
    match wanted:
        case FindZone():
            return _zone(calls)
        case ListReminders():
            return Listed(_standing(calls))
        case SetReminder(reminder, label):
            return _set(calls, reminder, label)
        case CancelReminders(tokens):
            return _cancel(calls, tokens)


def _zone(calls: _Calls) -> Here:
    try:
        zone = calls.make(calls.settings.get_system_time_zone, calls.access.device)
    except ServiceTroubleError as error:
        known = error.trouble in {Trouble.UNAVAILABLE, Trouble.BUSY}
        raise error if known else ServiceTroubleError(Trouble.NO_ZONE) from None
    if not isinstance(zone, str):
        raise ServiceTroubleError(Trouble.NO_ZONE)
    return Here(zone, calls.now_in(zone))


def _standing(calls: _Calls) -> tuple[Standing, ...]:
    """Those that are still to ring, in the order in which they do."""
    found = []
    for token, reminder in read(calls.make(calls.reminders.get_reminders) or {}):
        now = clock_in(reminder.zone, calls.access.now)
        if now is not None and reminder.hour is not None and (first := reminder.first(now)) > now:
            found.append((first, Standing(token, reminder, _ahead(first, now.date()))))
    return tuple(standing for _, standing in sorted(found, key=lambda pair: pair[0]))


def _set(calls: _Calls, reminder: Reminder, label: str) -> Settled:
    """Set it once, however often it is asked for: Alexa may send a request twice."""
    now = calls.now_in(reminder.zone)
    ahead, standing = _ahead(reminder.first(now), now.date()), _standing(calls)
    if any(each.reminder.same_as(reminder) for each in standing):
        return Settled(ahead, already=True)
    body = request(reminder, label, calls.access.locale, now)
    if reminder.replaces and len(standing) == 1:
        try:
            calls.make(calls.reminders.update_reminder, standing[0].token, body)
            return Settled(ahead)
        except ServiceTroubleError as error:
            if error.trouble is not Trouble.GONE:
                raise
    calls.make(calls.reminders.create_reminder, body)
    return Settled(ahead, first=not standing)


def _cancel(calls: _Calls, tokens: tuple[str, ...]) -> Settled:
    """One that is gone already is cancelled, too."""
    for token in tokens:
        try:
            calls.make(calls.reminders.delete_reminder, token)
        except ServiceTroubleError as error:
            if error.trouble is not Trouble.GONE:
                raise
    return Settled()


def _ahead(moment: datetime, today: date) -> int:
    return (moment.date() - today).days
