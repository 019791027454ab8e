"""A conversation on the page: a stand-in Echo of its own, and what was said and heard so far."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from threading import Lock
from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, Struct, to_builtins

from skill.content import load
from skill.echo.device import Echo, Turn
from skill.echo.house import USUAL, hearing
from skill.echo.house_clock import HouseClock
from skill.echo.player import Played, play
from skill.echo.request import USER_ID, Device, Json
from skill.page.movements import movements
from skill.page.places import Rehearsal, Resume
from skill.page.recording import Recording
from skill.page.timeline import drawn
from skill.page.voices import Voice, voices

Who: TypeAlias = Literal["known", "new"]
Asking: TypeAlias = Callable[[HouseClock], Callable[[bytes], bytes]]
"""How the skill is asked by an Echo with this clock."""

A_DAY = 86_400.0
MOST = 32
"""Conversations that are open at once; the one that was used least recently is closed for another."""
REMEMBERED = 200
"""Answers of a conversation whose sound can still be asked for."""


class Wanted(Struct, frozen=True, forbid_unknown_fields=True):
    """What somebody chooses on the page."""

    device: Device = "speaker"
    locale: str = USUAL
    who: Who = "known"
    later: Annotated[int, Meta(ge=0, le=366)] = 0
    """Days that pass before it, for "another day"."""
    voice: str = ""


@dataclass(slots=True)
class Conversation:
    """One tab of a browser, and the Echo before it."""

    echo: Echo
    voice: Voice
    locale: str
    room: str
    rehearsal: Rehearsal
    turns: dict[int, Turn] = field(default_factory=dict)
    answered: dict[int, float] = field(default_factory=dict)
    busy: Lock = field(default_factory=Lock)

    def say(self, utterance: str, after: float | None) -> Json:
        """What is answered to an utterance, `after` seconds into the last answer or when all was heard."""
        with self.busy:
            return self._exchange(self.echo.hear(utterance, after))

    def touch(self, token: str, touched: Sequence[str], after: float | None) -> Json:
        """What is answered to a touch on the screen, `after` seconds into the last answer."""
        with self.busy:
            return self._exchange(self.echo.touch(token, touched, after))

    def stay_silent(self) -> Json:
        """Nobody answered, and the reprompt was heard: the session ends."""
        with self.busy:
            return self._exchange(self.echo.silence())

    def sound(self, number: int, *, reprompt: bool) -> Recording:
        """The sound of an answer, or of what is asked again when nobody speaks; KeyError if forgotten."""
        turn = self.turns[number]
        return Recording(turn.reprompt if reprompt else turn.played, self.voice)

    def resumes(self, number: int) -> list[Resume]:
        """Where an interruption of an answer resumes; KeyError if it is forgotten."""
        turn = self.turns[number]
        return self.rehearsal.resumes(turn.request, turn.response, self.answered[number], turn.played.lasts)

    def _exchange(self, turn: Turn) -> Json:
        number = max(self.turns, default=0) + 1
        self.turns[number], self.answered[number] = turn, self.echo.answered_at
        for forgotten in (self.turns, self.answered):
            forgotten.pop(number - REMEMBERED, None)
        return {
            "turn": number,
            "request": turn.request,
            "response": turn.response,
            "at": self.echo.answered_at,
            "timeline": self._drawn(turn.played, turn.response),
            "reprompt": self._drawn(turn.reprompt, {}),
            "ended": turn.ended,
            "listens": turn.response.get("response", {}).get("shouldEndSession") is False,
            "notice": _notice(turn),
        }

    def _drawn(self, played: Played, response: Json) -> Json:
        language = load().language(self.locale)
        moves = movements(response, played.spoken, language)
        timeline: Json = to_builtins(drawn(played, language.numbers.cardinals, moves))
        return timeline


def _notice(turn: Turn) -> str:
    """What happened that cannot be heard."""
    if turn.unplayed:
        return "This speaker could not play the audio document; the skill was told."
    return "" if turn.request else "Nobody is listening. Open the skill first: start my back routine."


class Conversations:
    """All conversations of the page, by their id."""

    def __init__(self, asking: Asking) -> None:
        self._asking = asking
        self._open: dict[str, Conversation] = {}
        self._ahead = 0.0
        """Seconds that the known person is ahead of real time: there were other days."""
        self._rehearsal = Rehearsal()
        self._changing = Lock()

    def open(self, wanted: Wanted) -> tuple[str, Conversation]:
        """A new conversation, and its id."""
        with self._changing:
            opened = self._opened(wanted)
            conversation = secrets.token_urlsafe(12)
            self._open[conversation] = opened
            if len(self._open) > MOST:
                self._open.pop(next(iter(self._open)))
        return conversation, opened

    def get(self, conversation: str) -> Conversation:
        """KeyError where there is none, or none any more."""
        with self._changing:
            found = self._open[conversation] = self._open.pop(conversation)
        return found

    def close(self, conversation: str, after: float) -> None:
        """Somebody leaves, `after` seconds into the last answer; KeyError where there is no conversation."""
        with self._changing:
            left = self._open.pop(conversation)
        with left.busy:
            left.echo.leave(after)

    def _opened(self, wanted: Wanted) -> Conversation:
        known = wanted.who == "known"
        ahead = (self._ahead if known else 0.0) + A_DAY * wanted.later
        self._ahead = ahead if known else self._ahead
        clock = HouseClock()
        clock.wait(ahead)
        lengths = load().language(wanted.locale).lengths.of
        taken = {one.room for one in self._open.values()}
        room = next(name for name in map("page{}".format, count(1)) if name not in taken)
        echo = Echo(
            self._asking(clock),
            hearing(wanted.locale).prepared(),
            clock=clock,
            speak=partial(play, lengths=lengths),
            locale=wanted.locale,
            device=wanted.device,
            user_id=USER_ID if known else f"{USER_ID}.{uuid.uuid4()}",
            room=room,
        )
        voice = voices().get(wanted.voice) or next(iter(voices().values()))
        return Conversation(echo, voice, wanted.locale, room, self._rehearsal)
