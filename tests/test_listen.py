"""What one hears of a conversation is recorded in true time: a cell's second is a second's worth of samples.

The voice is a stand-in under the name of espeak-ng: `stand_in_voice.py`.
"""

from __future__ import annotations

import json
import os
import shlex
import sys
import wave
from array import array
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from skill.coaching.cue import Cue, Timeline
from skill.content import load
from skill.echo import audio_document, sound
from skill.echo.device import Echo
from skill.echo.hearing import Heard
from skill.echo.house_clock import HouseClock
from skill.echo.player import InvalidResponseError, Played
from skill.echo.sound import RATE, RecordedVoice, Samples
from skill.rendering import apla
from skill.settings import StartError
from tests import stand_in_voice
from tests.test_command_line import skill
from tests.works import written

LETTER = 0.04
"""Seconds that the stand-in takes to say a letter."""
NUMBERS = load().language("en-US").numbers.cardinals[1:16]


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """All that the voice was asked to say, a line each."""
    return tmp_path / "said"


@pytest.fixture
def engine(tmp_path: Path, log: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[float], RecordedVoice]:
    """Puts a voice in the place of espeak-ng that takes so many seconds a letter."""

    def install(letter: float) -> RecordedVoice:
        file = tmp_path / "espeak-ng"
        voice = shlex.join([sys.executable, "-IS", stand_in_voice.__file__])
        file.write_text(f'#!/bin/sh\nexec {voice} "$@"\n')
        file.chmod(0o700)
        monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
        monkeypatch.setenv("LOG", str(log))
        monkeypatch.setenv("LETTER", str(letter))
        return RecordedVoice()

    return install


@pytest.fixture
def voice(engine: Callable[[float], RecordedVoice]) -> RecordedVoice:
    return engine(LETTER)


def document(timeline: Timeline) -> dict[str, Any]:
    return {
        "type": audio_document.DIRECTIVE,
        "token": "set-1",
        "document": written(apla.render(timeline)),
    }


def recorded(voice: RecordedVoice, timeline: Timeline) -> Samples:
    played = audio_document.play(audio_document.read(document(timeline)).document, voice.speak)
    return voice.mix(played)


def starts(track: Samples) -> list[int]:
    """The samples at which something begins to be heard."""
    return [at for at, sample in enumerate(track) if sample and not (at and track[at - 1])]


class TestDocument:
    @pytest.mark.parametrize("letter", [0.02, 0.1])
    def test_a_hold_of_fifteen_seconds_lasts_so_many_samples_in_any_voice(
        self, engine: Callable[[float], RecordedVoice], letter: float
    ) -> None:
        counted = (Cue("Hold", 0.6), *(Cue(number, 1.0) for number in NUMBERS), Cue("Lower", 2.0))
        track = recorded(engine(letter), counted)
        hold, *seconds, lower = starts(track)
        assert hold == 0
        assert seconds == [round(0.6 * RATE) + second * RATE for second in range(15)]
        assert lower - seconds[0] == 15 * RATE
        assert len(track) == round((0.6 + 15 + 2) * RATE)

    def test_a_sentence_has_its_pause_and_a_count_has_none(self, voice: RecordedVoice) -> None:
        track = recorded(voice, (Cue("Get set."), Cue("three", 1.0), Cue("Ready?")))
        sentence = len("Get set.") * LETTER + sound.PAUSE
        assert starts(track) == [0, round(sentence * RATE), round((sentence + 1) * RATE)]
        assert len(track) == round((sentence + 1 + len("Ready?") * LETTER) * RATE)

    def test_two_at_once_are_both_heard_and_never_too_loud(self, voice: RecordedVoice) -> None:
        one, many = ({"type": "Mixer", "items": [{"type": "Speech", "content": "go"}] * n} for n in (1, 9))
        loudest = []
        for item in (one, many):
            sent = document(()) | {
                "document": {"type": "APLA", "version": "0.91", "mainTemplate": {"item": item}}
            }
            played = audio_document.play(audio_document.read(sent).document, voice.speak)
            loudest.append(max(voice.mix(played)))
        assert loudest == [5000, 32767]

    def test_a_text_is_said_once(self, voice: RecordedVoice, log: Path) -> None:
        recorded(voice, (Cue("one", 1.0), Cue("two", 1.0), Cue("one", 1.0)))
        assert log.read_text().splitlines() == ["<speak>one</speak>", "<speak>two</speak>"]


class TestSpeech:
    def test_it_is_said_in_one_piece_with_its_breaks(self, voice: RecordedVoice, log: Path) -> None:
        ssml = '<speak>Lift.<break time="1500ms"/>Hold.</speak>'
        track = voice.mix(voice.speak(ssml))
        assert log.read_text().splitlines() == [ssml]
        assert starts(track) == [0, round((5 * LETTER + 1.5) * RATE)]

    def test_a_pause_before_the_first_word_is_kept(self, voice: RecordedVoice) -> None:
        played = voice.speak('<speak><break time="10000ms"/><break time="2000ms"/>Well?</speak>')
        assert starts(voice.mix(played)) == [12 * RATE]
        assert played.lasts == pytest.approx(12 + 5 * LETTER, abs=1 / RATE)

    def test_a_pause_behind_the_last_word_is_kept(self, voice: RecordedVoice) -> None:
        assert voice.speak('<speak>Well?<break time="2000ms"/></speak>').lasts == pytest.approx(
            2 + 5 * LETTER, abs=1 / RATE
        )

    def test_nothing_is_said_of_nothing(self, voice: RecordedVoice, log: Path) -> None:
        assert voice.speak('<speak><break time="2000ms"/></speak>') == Played((), 2)
        assert not log.exists()

    def test_what_alexa_refuses_is_not_said(self, voice: RecordedVoice) -> None:
        with pytest.raises(InvalidResponseError, match="no XML"):
            voice.speak("<speak>one & two</speak>")


class TestConversation:
    def test_every_answer_is_recorded_as_far_as_nobody_speaks_into_it(self, voice: RecordedVoice) -> None:
        played = sound.record(_echo(voice), ["go", "[0:01] wait", "(silence)"])
        whole = 4 * LETTER + 3 + 6 * LETTER
        assert [one.lasts for one in played] == pytest.approx([1, whole, 5 * LETTER], abs=1e-3)
        assert starts(voice.mix(played[0])) == [0]

    def test_who_says_nothing_adds_no_silence(self, voice: RecordedVoice) -> None:
        assert len(sound.record(_echo(voice), ["go", "(an hour later)", "(silence)", "go"])) == 3

    def test_answers_are_a_second_apart_in_the_file(self, tmp_path: Path) -> None:
        tone = array("h", [5000]) * RATE
        seconds = sound.save([tone, tone], tmp_path / "out.wav")
        with wave.open(str(tmp_path / "out.wav")) as recording:
            assert recording.getparams()[:4] == (1, 2, RATE, 3 * RATE)
            track = array("h", recording.readframes(3 * RATE))
        assert starts(track) == [0, 2 * RATE]
        assert seconds == 3

    def test_a_file_that_cannot_be_written_is_told(self, tmp_path: Path) -> None:
        with pytest.raises(StartError, match="cannot be written: Is a directory"):
            sound.save([array("h", [1])], tmp_path)


@pytest.mark.slow
class TestCommand:
    @pytest.mark.parametrize(("timing", "piece"), [("apla", "<speak>two</speak>"), ("ssml", "two<break")])
    def test_it_records_what_one_hears(
        self, voice: RecordedVoice, log: Path, tmp_path: Path, timing: str, piece: str
    ) -> None:
        file = tmp_path / "out.wav"
        listened = skill("listen", "--timing", timing, "hold for ten seconds", "stop", "-o", str(file))
        assert (listened.returncode, listened.stderr) == (0, "")
        assert listened.stdout.startswith(f"{file}: 0:")
        with wave.open(str(file)) as recording:
            assert recording.getparams()[:3] == (1, 2, RATE)
            assert 10 < recording.getnframes() / RATE < 60
        assert piece in log.read_text()

    def test_without_a_voice_it_says_what_to_install(self, tmp_path: Path) -> None:
        listened = skill("listen", "hello", "-o", str(tmp_path / "x.wav"), environment={"PATH": "/nowhere"})
        assert listened.returncode == 2
        assert (
            listened.stderr
            == "skill listen: espeak-ng is not installed. As root: apt-get install espeak-ng\n"
        )
        assert not (tmp_path / "x.wav").exists()


class _Yes:
    """An ear that makes an intent of everything."""

    def understand(self, utterance: str, *, in_session: bool) -> Heard:
        return Heard("intent", utterance)


def _echo(voice: RecordedVoice) -> Echo:
    """An Echo whose skill always says the same, four seconds long."""

    def ask(body: bytes) -> bytes:
        speech = {"type": "SSML", "ssml": '<speak>Lift<break time="3000ms"/>Ready?</speak>'}
        reprompt = {"outputSpeech": {"type": "PlainText", "text": "Well?"}}
        response = {"outputSpeech": speech, "reprompt": reprompt, "shouldEndSession": False}
        over = json.loads(body)["request"]["type"] == "SessionEndedRequest"
        return json.dumps({"version": "1.0", "response": {} if over else response}).encode()

    return Echo(ask, _Yes(), clock=HouseClock.standing_at(1_793_016_000.0), speak=voice.speak)
