"""The Lambda function that the Alexa trigger calls; Lambda has already checked the caller."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, TypeAlias

import msgspec

from skill import __version__, log
from skill.application import create_skill
from skill.content import ContentError
from skill.envelope import MalformedRequestError
from skill.setting_names import unknown
from skill.settings import LambdaSettings, StartError
from skill.storage.dynamodb import DynamoDbStore
from skill.storage.starting import try_store
from skill.store_url import DynamoDbUrl

Event: TypeAlias = dict[str, Any]
"""An envelope as Lambda hands it over and takes it back: decoded already, not yet encoded."""
Handler: TypeAlias = Callable[[Event, object], Event]

NO_REQUEST = "the event is no request of Alexa's"


class RefusedEventError(ValueError):
    """The event is no request of Alexa's to this skill."""


class SkillFaultError(RuntimeError):
    """The skill has a fault; what it was is in the log, without what a person said."""


class AnswersRequests(Protocol):
    """The skill, as far as Lambda knows it."""

    def answer(self, body: bytes) -> bytes:
        """The response envelope to a request envelope; MalformedRequestError where there is none."""


def create_handler(
    settings: LambdaSettings | None = None, *, skill: AnswersRequests | None = None
) -> Handler:
    """The function as the environment describes it, but for what is handed in; all that can be done before
    the first word is said is done here.

    Raises:
        StartError: a setting is missing or wrong, the table cannot be used, or a content file is bad.
    """
    settings = settings or LambdaSettings.from_environment()
    log.configure(settings.log_level, log.EmbeddedMetrics())
    coach = skill or _skill(settings)
    skill_id = settings.skill_id

    log.started(__version__, unknown())

    def handler(event: Event, _context: object) -> Event:
        return _answer(coach, _body(event, skill_id))

    return handler


def __getattr__(name: str) -> Handler:
    """`handler`, made when Lambda looks it up, which it does once, at its start; no import makes it.

    What an operator has to put right ends the start with one line.
    """
    if name != "handler":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        return create_handler()
    except StartError as error:
        raise SystemExit(str(error)) from None


def _skill(settings: LambdaSettings) -> AnswersRequests:
    try:
        store = _store(settings.store, settings.keep_days)
        return create_skill(store, timing=settings.timing, pictures=settings.pictures)
    except ContentError as error:
        raise StartError(str(error)) from error


def _store(url: DynamoDbUrl, keep_days: int) -> DynamoDbStore:
    """The store, ready to be used, or known not to be just now: people can be led without it."""
    store = DynamoDbStore(url, keep_days=keep_days)
    try_store(store, url)
    return store


def _body(event: Event, skill_id: str) -> bytes:
    """The event as the skill reads it; in or outside a session, its context names whom it is meant for.

    Raises:
        RefusedEventError: it is meant for another skill, or nothing that could be meant for one.
    """
    try:
        meant_for = event["context"]["System"]["application"]["applicationId"]
        body = msgspec.json.encode(event)
    except (KeyError, TypeError, UnicodeEncodeError, RecursionError):
        raise _refused("envelope-malformed", NO_REQUEST) from None
    if meant_for != skill_id:
        raise _refused(
            "skill-id-wrong", f"the event is meant for {meant_for!r}, and SKILL_ID is {skill_id!r}"
        )
    return body


def _answer(skill: AnswersRequests, body: bytes) -> Event:
    try:
        answer: Event = msgspec.json.decode(skill.answer(body))
    except MalformedRequestError:
        raise _refused("envelope-malformed", NO_REQUEST) from None
    except Exception as error:
        log.fault(error)
        raise SkillFaultError("the skill has a fault; the log tells where") from None
    return answer


def _refused(reason: str, said: str) -> RefusedEventError:
    log.refusal(reason)
    return RefusedEventError(said)
