"""What has to be asked of Amazon before there is an answer: a handler says what, and what it answers then."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from ask_sdk_model import RequestEnvelope
from msgspec import Struct
from msgspec.structs import replace

from skill import log
from skill.coaching.reminder import Outcome, SetReminder, Trouble, Wanted
from skill.dialogue import wording
from skill.dialogue.phrases import say
from skill.dialogue.turn import Turn
from skill.services.access import Access, access_of

if TYPE_CHECKING:
    from skill.dialogue.answer import Answer

MOST = 3
"""Errands behind each other in one turn."""


class Errand(Struct, frozen=True):
    """Something to ask, and the answer to what comes back."""

    wanted: Wanted
    then: Callable[[Outcome], Answer]


class Session(Protocol):
    """The calls of one turn."""

    def outcome(self, wanted: Wanted) -> Outcome:
        """What comes of it; the same for the same wish."""


class Services(Protocol):
    """Amazon's services."""

    def session(self, access: Access) -> Session: ...


class Errands:
    """The errands of one request, however often its turn is gone through."""

    def __init__(self, services: Services, envelope: RequestEnvelope) -> None:
        self._services, self._envelope = services, envelope
        self._session: Session | None = None

    def settled(self, turn: Turn, answer: Answer) -> Answer:
        """The answer once everything that it wanted to know is known."""
        for _ in range(MOST):
            if answer.errand is None:
                break
            answer = answer.errand.then(self._outcome(turn, answer.errand.wanted))
        assert answer.errand is None, "an answer runs few errands"
        return answer

    def _outcome(self, turn: Turn, wanted: Wanted) -> Outcome:
        if self._session is None:
            self._session = self._services.session(access_of(self._envelope, turn.now))
        if isinstance(wanted, SetReminder):
            wanted = replace(wanted, label=wording.text(turn, [say("reminder.label")]))
        outcome = self._session.outcome(wanted)
        if isinstance(outcome, Trouble) and outcome is not Trouble.NOT_ALLOWED:
            log.service(outcome)
        return outcome
