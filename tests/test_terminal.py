"""Somebody sits before the stand-in Echo: answers come in their time, and keys come in between."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from skill.echo.console import Console
from skill.echo.device import Echo
from skill.echo.hearing import Heard
from skill.echo.house_clock import HouseClock
from skill.echo.player import play
from skill.echo.terminal import GREETING, Terminal
from skill.echo.voice import Voice

NOON = 1_793_016_000.0
ANSWER = 'Lift.<break time="4s"/>Hold.<break time="4s"/>Ready?'


class Sofa:
    """A console, a voice and a clock for somebody who does all at planned seconds.

    A number in `plan` presses Enter at that second of an answer, a text is entered at the prompt.
    """

    types = 0.0
    """Seconds that a line takes."""

    def __init__(self, *plan: str | float) -> None:
        self._plan = list(plan)
        self._now = self._began = 0.0
        self.seen: list[tuple[float, str]] = []
        self.said: list[str] = []

    def ask(self, prompt: str) -> str:
        assert prompt == "You: "
        self._now += self.types
        line = self._plan.pop(0) if self._plan else "quit"
        assert isinstance(line, str)
        self.note(prompt + line)
        self._began = self._now
        return line

    def entered(self, within: float) -> bool:
        planned = self._plan[0] if self._plan else None
        if isinstance(planned, str) or planned is None or self._began + planned > self._now + within:
            self._now += max(0.0, within)
            return False
        self._now = self._began + planned
        self._plan.pop(0)
        return True

    def write(self, text: str, *, fresh: bool) -> None:
        self.note(text)

    def note(self, text: str) -> None:
        self.seen.append((round(self._now - self._began, 3), text))

    def say(self, text: str) -> None:
        self.said.append(text)

    def hush(self) -> None:
        self.said.append("(hush)")

    def seconds(self) -> float:
        return self._now


class Yes:
    """An ear that makes an intent of everything."""

    def understand(self, utterance: str, *, in_session: bool) -> Heard:
        return Heard("intent", utterance)


def talk(*plan: str | float, ends: bool = False) -> tuple[Sofa, list[Any]]:
    """What somebody saw and heard, and what the skill was asked: each request with its second."""
    asked = []

    def ask(body: bytes) -> bytes:
        request = json.loads(body)["request"]
        asked.append((clock.now() - NOON, request.get("intent", request).get("name", request["type"])))
        speech = {"type": "SSML", "ssml": f"<speak>{ANSWER}</speak>"}
        reprompt = {"outputSpeech": {"type": "PlainText", "text": "Well?"}}
        response = {"outputSpeech": speech, "reprompt": reprompt, "shouldEndSession": ends}
        over = request["type"] == "SessionEndedRequest"
        return json.dumps({"version": "1.0", "response": {} if over else response}).encode()

    clock, sofa = HouseClock.standing_at(NOON), Sofa(*plan)
    echo = Echo(ask, Yes(), clock=clock, speak=partial(play, lengths=lambda _text: 1.0))
    with pytest.raises(EOFError):
        Terminal(echo, sofa, sofa, sofa.seconds).converse()
    return sofa, asked


def test_every_word_appears_at_its_second() -> None:
    sofa, _ = talk("go")
    assert sofa.seen == [
        (0, GREETING),
        (0, "You: go"),
        (0, "Lift."),
        (1, "[4\N{NO-BREAK SPACE}s]"),
        (5, "Hold."),
        (6, "[4\N{NO-BREAK SPACE}s]"),
        (10, "Ready?"),
        (11, "You: quit"),
    ]
    assert sofa.said == ["Lift.", "Hold.", "Ready?"]


def test_enter_interrupts_and_its_time_counts() -> None:
    sofa, asked = talk("go", 5.5, "wait")
    assert sofa.said == ["Lift.", "Hold.", "(hush)", "Lift.", "Hold.", "Ready?"]
    assert [request for _, request in asked] == ["go", "wait", "SessionEndedRequest"]
    assert asked[1][0] - asked[0][0] == 5.5


def test_enter_twice_interrupts_once() -> None:
    _, asked = talk("go", 5.5, "", "", "wait")
    assert asked[1][0] - asked[0][0] == 5.5


def test_typing_slowly_at_the_prompt_costs_no_time_in_the_house() -> None:
    _, asked = talk("go", "on")
    assert asked[1][0] - asked[0][0] == 11 + 1


def test_enter_at_the_prompt_is_silence_and_brings_the_reprompt() -> None:
    sofa, asked = talk("go", "", "on")
    assert "Well?" in sofa.said
    assert [request for _, request in asked] == ["go", "on", "SessionEndedRequest"]
    assert asked[1][0] - asked[0][0] == 11 + 8 + 1 + 1


def test_a_reprompt_can_be_interrupted() -> None:
    _, asked = talk("go", "", 0.5, "on")
    assert asked[1][0] - asked[0][0] == 11 + 8 + 0.5


def test_whoever_stays_silent_is_left_alone() -> None:
    sofa, asked = talk("go", "", "", "", "hello")
    assert [request for _, request in asked] == ["go", "SessionEndedRequest", "hello", "SessionEndedRequest"]
    assert sofa.said.count("Well?") == 1
    assert "(session ends)" in [text for _, text in sofa.seen]


def test_an_end_of_the_session_is_seen() -> None:
    sofa, _ = talk("go", "", ends=True)
    assert [text for _, text in sofa.seen[-3:]] == ["(session ends)", "You: ", "You: quit"]


def test_who_leaves_in_the_middle_is_credited_until_then() -> None:
    _, asked = talk("go", 5.5, "quit")
    assert asked[-1][1] == "SessionEndedRequest"
    assert asked[-1][0] - asked[0][0] == 5.5


@pytest.mark.parametrize(("plan", "heard"), [(("go", 5.5), 5.5), (("go",), 11)])
def test_whoever_thinks_about_leaving_is_not_credited_for_that(
    monkeypatch: pytest.MonkeyPatch, plan: tuple[str | float, ...], heard: float
) -> None:
    monkeypatch.setattr(Sofa, "types", 60.0)
    _, asked = talk(*plan, "quit")
    assert [request for _, request in asked] == ["go", "SessionEndedRequest"]
    assert asked[1][0] - asked[0][0] == heard


def test_a_line_that_begins_like_a_time_and_is_none_is_asked_for_again() -> None:
    sofa, asked = talk("[1:00 wait", "[9:99] wait", "go")
    assert asked[0][1] == "go"
    assert sum("write it as [0:40] wait" in text for _, text in sofa.seen) == 2


def test_a_day_may_pass() -> None:
    _, asked = talk("go", "(a day later)", "hello")
    assert [request for _, request in asked] == ["go", "SessionEndedRequest", "hello", "SessionEndedRequest"]
    assert asked[2][0] > 86_400


def test_words_flow_inside_the_width_of_the_console(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    console = Console()
    for text in _counted(12):
        console.write(text, fresh=True)
    console.note("(session ends)")
    *lines, end = capsys.readouterr().out.splitlines()
    assert all(line.startswith("     ") and len(line) <= 30 for line in lines)
    assert " ".join(lines).split() == _counted(12)
    assert end == "(session ends)"


def test_a_line_begins_where_one_breathes_unless_it_would_be_short(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    console = Console()
    for text in ["One done.", "x" * 70, "That's two."]:
        console.write(text, fresh=True)
    console.note("")
    assert [line.strip() for line in capsys.readouterr().out.splitlines()] == [
        f"One done. {'x' * 70}",
        "That's two.",
        "",
    ]


def test_a_voice_says_one_thing_after_the_other(tmp_path: Path) -> None:
    said = tmp_path / "said"
    voice = Voice(_engine(tmp_path, f'shift 3; echo "$@" >> {said}'))
    for text in ["Lift.", "--help", "two"]:
        voice.say(text)
    assert said.read_text().splitlines()[:2] == ["Lift.", "--help"]
    voice.hush()


def test_a_voice_stops_in_the_middle_of_a_word(tmp_path: Path) -> None:
    voice = Voice(_engine(tmp_path, "exec sleep 600"))
    voice.say("A very long word")
    voice.hush()  # which waits until it is silent


def test_where_there_is_no_engine_there_is_silence() -> None:
    voice = Voice(None)
    voice.say("Lift.")
    voice.hush()


def _engine(folder: Path, does: str) -> str:
    engine = folder / "engine"
    engine.write_text(f"#!/bin/sh\n{does}\n")
    engine.chmod(0o700)
    return str(engine)


def _counted(until: int) -> Sequence[str]:
    return [f"{number}." for number in range(1, until + 1)]
