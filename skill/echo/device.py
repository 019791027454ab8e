"""The stand-in Echo: hears an utterance, asks the skill, plays the answer and keeps the session."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from skill.echo import answer
from skill.echo.amazon import StandInAmazon
from skill.echo.answer import Answer
from skill.echo.audio_document import RenderDocument
from skill.echo.handing_over import noted
from skill.echo.hearing import Heard
from skill.echo.house_clock import HouseClock
from skill.echo.player import NOTHING, Played, Speak
from skill.echo.request import SKILL_ID, USER_ID, Device, Household, Json, Session, envelope
from skill.echo.slots import dated

LISTENS = 8.0
"""Seconds the microphone stays open, before the reprompt and after it (Amazon staff, developer forums)."""
IDLES = 30.0
"""Seconds a screen keeps a session whose microphone is closed (Amazon: shouldEndSession)."""
ANSWERS = 1.0
"""Seconds a person takes to answer."""
SILENCE = "(silence)"
SESSION_ENDED = "SessionEndedRequest"
USER_EVENT = "Alexa.Presentation.APL.UserEvent"
RUNTIME_ERROR = "Alexa.Presentation.APLA.RuntimeError"
NOT_PLAYED = {"type": "RENDER_ERROR", "reason": "UNKNOWN_ERROR", "message": "this device plays no documents"}
"""What is wrong with a document that is not played (Amazon: Alexa.Presentation.APLA interface reference)."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One exchange: what was sent, what came back, what was heard."""

    utterance: str
    request: Json
    response: Json
    played: Played
    reprompt: Played
    """What is played if nobody speaks now; in a turn of silence, what was played then."""
    ended: bool
    """The session is over: the next speaker has to open the skill."""
    unplayed: bool = False
    """There was an audio document in the answer, and the device could not play it."""
    notes: tuple[str, ...] = ()
    """What else has come of it."""

    @property
    def heard(self) -> Played:
        """What was heard of the Echo in this turn."""
        return self.reprompt if self.utterance == SILENCE else self.played


class Ear(Protocol):
    """Makes a request of an utterance; `Hearing` does."""

    def understand(self, utterance: str, *, in_session: bool) -> Heard: ...


class Echo:
    """One device in one house. `ask` takes a request's body and gives the answer's."""

    def __init__(
        self,
        ask: Callable[[bytes], bytes],
        hearing: Ear,
        *,
        clock: HouseClock,
        speak: Speak,
        locale: str = "en-US",
        device: Device = "speaker",
        user_id: str = USER_ID,
        skill_id: str = SKILL_ID,
        room: str = "",
        amazon: StandInAmazon | None = None,
    ) -> None:
        self.clock = clock
        self.amazon = amazon or StandInAmazon(clock.now)
        self.speaker = ""
        """The name of whoever speaks, if the Echo recognizes the voice."""
        self._ask = ask
        self._hearing = hearing
        self._speak = speak
        self._household = Household(device, locale, user_id, skill_id, room, self.amazon.endpoint)
        self._session: Session | None = None
        self._left_behind: Session | None = None
        self._last = Answer()
        self._answered_at = clock.now()

    @property
    def in_session(self) -> bool:
        return self._session is not None

    @property
    def answered_at(self) -> float:
        """When the last answer came."""
        return self._answered_at

    def beside(self, room: str) -> Echo:
        """Another Echo of the same kind and account in another room."""
        house = self._household
        return Echo(
            self._ask,
            self._hearing,
            clock=self.clock,
            speak=self._speak,
            locale=house.locale,
            device=house.device,
            user_id=house.user_id,
            skill_id=house.skill_id,
            room=room,
            amazon=self.amazon,
        )

    def hear(self, utterance: str, after: float | None = None) -> Turn:
        """Somebody speaks, `after` seconds into the last answer; None: when all of it was heard."""
        if after is None:
            after = self._last.played.lasts + ANSWERS
        moment = self._answered_at + after
        if self.in_session and after > self._gives_up_after:
            self.silence()
        self.clock.turn_to(moment)
        if self.in_session and self._last.asks is not None:
            return self.send(self._last.asks.answered(utterance, self.amazon), utterance)
        heard = self._hearing.understand(utterance, in_session=self.in_session)
        if heard.kind == "exit":
            return self._end(utterance, "USER_INITIATED")
        if heard.kind == "launch":
            # One that is open is left behind, and the skill is told late or never.
            self._left_behind, self._session = self._session or self._left_behind, None
            return self.send({"type": "LaunchRequest", "shouldLinkResultBeReturned": False}, utterance)
        slots = dated(heard.slots, self.amazon.today().date())
        intent = {"name": heard.intent, "confirmationStatus": "NONE", "slots": slots}
        return self.send({"type": "IntentRequest", "intent": intent}, utterance)

    def touch(self, token: str, arguments: Sequence[str], after: float | None = None) -> Turn:
        """A document on the screen sends an event, `after` seconds into the last answer."""
        if after is None:
            after = self._last.played.lasts + ANSWERS
        self.clock.turn_to(self._answered_at + after)
        source = {"type": "TouchWrapper", "handler": "Press", "id": ""}
        event = {"type": USER_EVENT, "token": token, "arguments": [*arguments], "source": source}
        return self.send(event, f"({arguments[0]})")

    def start_task(self, name: str, task_input: Json) -> Turn:
        """A routine of Alexa's opens the skill for one of its tasks."""
        self._left_behind, self._session = self._session or self._left_behind, None
        task = {"name": f"{self._household.skill_id}.{name}", "version": "1", "input": task_input}
        return self.send({"type": "LaunchRequest", "task": task, "shouldLinkResultBeReturned": False})

    def leave(self, after: float) -> None:
        """Somebody ends the session without a word, `after` seconds into the last answer."""
        if self.in_session:
            self.clock.turn_to(self._answered_at + after)
            self._end("", "USER_INITIATED")

    def silence(self) -> Turn:
        """Nobody speaks: the reprompt is played, and then the session is over."""
        # Where another Echo was spoken to meanwhile, the skill is told late.
        self.clock.turn_to(max(self._answered_at + self._gives_up_after, self.clock.now()))
        return self._end(SILENCE, "EXCEEDED_MAX_REPROMPTS", self._last.reprompt)

    def end_late(self) -> None:
        """Only now is the skill told that the session that was left behind is over."""
        assert self._left_behind is not None, "a session was left behind"
        _, body = self._exchange(self._left_behind, {"type": SESSION_ENDED, "reason": "USER_INITIATED"})
        answer.read_silence(body, SESSION_ENDED)
        self._left_behind = None

    def leave_alone(self, seconds: float) -> Turn | None:
        """Time passes; a session that was open is over, which is the turn that comes back."""
        silence = self.silence() if self.in_session else None
        self.clock.wait(seconds)
        self._last, self._answered_at = Answer(), self.clock.now()
        return silence

    def send(self, request: Json, utterance: str = "") -> Turn:
        """Ask the skill, in the session that is open or in a new one."""
        session = self._session or Session()
        sent, body = self._exchange(session, request)
        if request["type"] == USER_EVENT and answer.is_silent(body):
            self._session = session.going_on(answer.read_silence(body, USER_EVENT).attributes)
            return Turn(utterance, sent, json.loads(body), NOTHING, NOTHING, ended=False)
        last = answer.read(body, self._speak, plays_documents=self._household.plays_documents)
        self._last, self._answered_at = last, self.clock.now()
        session = session.going_on(last.attributes)
        if last.unplayed:
            session = self._report(session, last.unplayed)
        ended, unplayed = self._ends(last), last.unplayed is not None
        self._session = None if ended else session
        notes = (*self.amazon.notes(), *noted(last.envelope["response"]))
        return Turn(utterance, sent, last.envelope, last.played, last.reprompt, ended, unplayed, notes)

    def _report(self, session: Session, unplayed: RenderDocument) -> Session:
        """Tell the skill that its audio document was not heard; the session as it goes on from there."""
        request = {"type": RUNTIME_ERROR, "token": unplayed.token, "errors": [NOT_PLAYED]}
        _, body = self._exchange(session, request)
        return session.going_on(answer.read_silence(body, RUNTIME_ERROR).attributes)

    def _end(self, utterance: str, reason: str, reprompt: Played = NOTHING) -> Turn:
        """Tell the skill that its session is over; where none is open, there is nobody to tell."""
        session = self._session
        self._last, self._session, self._answered_at = Answer(), None, self.clock.now()
        if session is None:
            return Turn(utterance, {}, {}, NOTHING, NOTHING, ended=True)
        sent, body = self._exchange(session, {"type": SESSION_ENDED, "reason": reason})
        farewell = answer.read_silence(body, SESSION_ENDED)
        return Turn(utterance, sent, farewell.envelope, NOTHING, reprompt, ended=True)

    def _exchange(self, session: Session, request: Json) -> tuple[Json, bytes]:
        """What is sent, and what comes back."""
        sent = envelope(self._household, session, request, self.clock.now(), self.speaker)
        return sent, self._ask(json.dumps(sent).encode())

    @property
    def _gives_up_after(self) -> float:
        """Seconds into the last answer until Alexa gives up: she listens, reprompts and listens again."""
        if self._last.ends is None:
            return self._last.played.lasts + IDLES
        return self._last.played.lasts + LISTENS + self._last.reprompt.lasts + LISTENS

    def _ends(self, answered: Answer) -> bool:
        """A session that is neither ended nor kept open goes on where there is a screen to look at."""
        return not self._household.has_screen if answered.ends is None else answered.ends
