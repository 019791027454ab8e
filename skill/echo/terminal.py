"""The stand-in Echo in a terminal: type what you would say, and the answer appears in its time."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from itertools import takewhile
from typing import NoReturn, Protocol, TypeAlias

from skill.echo import console, house, script, voice
from skill.echo.amazon import StandInAmazon, serving
from skill.echo.device import ANSWERS, LISTENS, Echo, Turn
from skill.echo.house_clock import HouseClock
from skill.echo.player import InvalidResponseError, Played, Spoken
from skill.echo.script import SESSION_ENDS, Said
from skill.echo.server import ENDS, Server, ServerStoppedError, running
from skill.echo.transcript import Pause, as_sentence, breathing, noted

LEAVE = "quit"
PROMPT = "You: "
GREETING = """\
A stand-in Echo. Type what you would say to Alexa, for instance: start my back routine
Press Enter to interrupt her, as “Alexa” would. At the prompt, press Enter alone to say nothing.
Type quit or press Ctrl-D to leave. Your progress is kept for next time."""
ON_A_PAGE = "To see and hear it on a page, open {} in a browser on this machine."


class Console(Protocol):
    """Where somebody types and reads."""

    def ask(self, prompt: str) -> str:
        """The line that is entered; EOFError when there will be no more."""

    def entered(self, within: float) -> bool:
        """Whether Enter is pressed within so many seconds."""

    def write(self, text: str, *, fresh: bool) -> None:
        """Let a text flow on behind the last one; `fresh`: it may as well begin a line."""

    def note(self, text: str) -> None:
        """A text on lines of its own."""


class Voice(Protocol):
    """What somebody hears."""

    def say(self, text: str) -> None: ...

    def hush(self) -> None: ...


Page: TypeAlias = Callable[[Server], AbstractContextManager[str]]
"""Serves a page for as long as it is open; its address."""


def run(port: int, page: Page) -> None:
    """Talk to a local server: in real time at a terminal, with a page next to it, or at once from a pipe.

    Raises:
        StartError: the server would not start.
    """
    for end in ENDS:
        signal.signal(end, signal.default_int_handler)
    try:
        clock = HouseClock()
        with (
            suppress(KeyboardInterrupt, EOFError),
            running(port) as server,
            serving(StandInAmazon(clock.now)) as amazon,
        ):
            echo = house.echo(server.at(clock), clock, amazon=amazon)
            if sys.stdin.isatty():
                house.hearing(house.USUAL).prepared()
                with page(server) as address:
                    _converse(echo, address)
            else:
                _rehearse(echo)
    except (ServerStoppedError, InvalidResponseError) as fault:
        sys.exit(f"skill run: {fault}")


def _converse(echo: Echo, address: str) -> None:
    try:
        Terminal(echo, console.Console(), voice.Voice.found(), address=address).converse()
    finally:
        print()  # whatever comes next begins a line


def _rehearse(echo: Echo) -> None:
    lines = takewhile(lambda line: line.strip() != LEAVE, sys.stdin)
    for said, turn in script.rehearse(echo, lines):
        print(*script.written(said, turn), sep="\n", flush=True)


class Terminal:
    """An Echo, and somebody who sits before it."""

    def __init__(
        self,
        echo: Echo,
        console: Console,
        voice: Voice,
        seconds: Callable[[], float] = time.monotonic,
        *,
        address: str = "",
    ) -> None:
        self._greeting = f"{GREETING}\n{ON_A_PAGE.format(address)}" if address else GREETING
        self._echo, self._console, self._voice, self._seconds = echo, console, voice, seconds
        self._answered = seconds()
        """When the last answer began to sound."""
        self._heard: float | None = 0.0
        """How many seconds of it were heard; None while it sounds."""

    def converse(self) -> NoReturn:
        """Until somebody leaves, which is an EOFError; the skill is told at that moment."""
        try:
            self._converse()
        except (EOFError, KeyboardInterrupt):
            with suppress(ServerStoppedError):
                self._echo.leave(self._seconds() - self._answered if self._heard is None else self._heard)
            raise

    def _converse(self) -> NoReturn:
        self._console.note(self._greeting)
        said = self._something()
        while True:
            turn = script.perform(self._echo, said)
            said = self._next(turn) if turn else self._something()

    def _next(self, turn: Turn) -> Said:
        """What is said to the answer, or into it."""
        interrupted = self._play(turn.heard)
        for line in script.ending(turn):
            self._console.note(line)
        if not turn.ended and interrupted is None:
            return self._reply(turn)
        return self._something(interrupted)

    def _reply(self, turn: Turn) -> Said:
        """What is said to the open microphone; silence brings the reprompt, and a second one the end."""
        said = self._once()
        if said:
            return said
        reprompted = turn.played.lasts + LISTENS
        interrupted = self._play(turn.reprompt, reprompted)
        if interrupted is not None:
            return self._something(reprompted + interrupted)
        said = self._once(reprompted + turn.reprompt.lasts + ANSWERS)
        if said:
            return said
        self._echo.silence()
        self._console.note(SESSION_ENDS)
        return self._something()

    def _something(self, after: float | None = None) -> Said:
        """What is said at last, `after` seconds into the answer."""
        while True:
            said = self._once(after)
            if said:
                return said

    def _once(self, after: float | None = None) -> Said | None:
        """What one line says; None for an empty line, or one that cannot be read."""
        line = self._console.ask(PROMPT)
        if line == LEAVE:
            raise EOFError
        try:
            return script.read(line, after) if line else None
        except script.LineError as fault:
            self._console.note(str(fault))
            return None

    def _play(self, played: Played, after: float = 0.0) -> float | None:
        """Let it be heard in its time, `after` seconds into the answer; when Enter interrupted, if it did."""
        began = self._seconds()
        self._answered, self._heard = began - after, None
        last: Spoken | Pause | None = None
        for heard in noted(played):
            if self._console.entered(began + heard.begins - self._seconds()):
                break
            fresh = last is not None and breathing(last, heard)
            self._console.write(as_sentence(heard.text), fresh=fresh)
            if isinstance(heard, Spoken):
                self._voice.say(heard.text)
            last = heard
        else:
            if not self._console.entered(began + played.lasts - self._seconds()):
                self._heard = after + played.lasts
                return None
        self._voice.hush()
        interrupted = self._seconds() - began
        self._heard = after + interrupted
        return interrupted
