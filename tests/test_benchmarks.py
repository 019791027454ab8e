"""The tools behind the benchmarks: word detection, extraction of a hold, and the tables."""

from __future__ import annotations

import json
import math
import re
import wave
from array import array
from datetime import datetime
from pathlib import Path

import pytest

from benchmarks import caches, doses, ear, hello_world, hold, listener
from benchmarks.__main__ import REPORTS, main
from benchmarks.conversation import SAID, Punctual, answered, as_said_by, recorded
from benchmarks.listener import Heard, Words
from benchmarks.report import NotMeasuredError, Report
from benchmarks.turn import DOCUMENT
from skill.coaching import counting, passage
from skill.coaching.script import Calls
from skill.content import load
from skill.dialogue import wording
from skill.echo import house
from skill.echo.player import Played, Spoken
from skill.settings import Timing
from skill.web.request_verifier import TIMESTAMP_SECONDS
from tests.stores import OneStore

RATE = 22_050
NOW = 1_793_000_000.0

BRIDGE = Calls(lift="Lift.", hold="Hold.", lower="And lower.")


def record(file: Path, *sounds: tuple[float, float, float], lasts: float = 2.0, channels: int = 1) -> Path:
    """A WAV file with tones, each given by start and end in seconds and loudness (0 to 1)."""
    samples = array("h", bytes(2 * channels * round(lasts * RATE)))
    for begins, ends, loudness in sounds:
        for number in range(round(begins * RATE), round(ends * RATE)):
            samples[number] = round(32_000 * loudness * math.sin(0.1 * number))
    with wave.open(str(file), "wb") as sound:
        sound.setparams((channels, 2, RATE, 0, "NONE", ""))
        sound.writeframes(samples.tobytes())
    return file


def test_the_starts_of_words_are_detected(tmp_path: Path) -> None:
    words = record(tmp_path / "words.wav", (0.1, 0.4, 1.0), (0.75, 0.8, 0.3), (1.234, 1.9, 0.6))
    assert ear.onsets(words) == pytest.approx([0.1, 0.75, 1.234], abs=ear.FRAME)


def test_a_pause_inside_a_word_starts_no_new_one(tmp_path: Path) -> None:
    fourteen = record(tmp_path / "fourteen.wav", (0.5, 0.7, 1.0), (0.78, 1.0, 1.0))
    assert ear.onsets(fourteen) == pytest.approx([0.5], abs=ear.FRAME)


def test_hiss_is_not_a_word(tmp_path: Path) -> None:
    hissing = record(tmp_path / "hissing.wav", (0.0, 2.0, 0.005), (1.0, 1.2, 1.0))
    assert ear.onsets(hissing) == pytest.approx([1.0], abs=ear.FRAME)


def test_silence_has_no_words(tmp_path: Path) -> None:
    assert ear.onsets(record(tmp_path / "silence.wav")) == []


def test_stereo_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="mono"):
        ear.onsets(record(tmp_path / "stereo.wav", channels=2))


def words_of(ssml: str) -> list[str]:
    return [word for word in re.split(r"<[^>]*>", ssml) if word]


@pytest.fixture
def bridge() -> str:
    """The count that is measured."""
    with house.at_home(moment=NOW, timing=Timing.SSML) as echo:
        return hold.answer(echo)


@pytest.mark.all_routines
def test_the_measured_hold_has_every_second_and_the_lowering(bridge: str) -> None:
    english = load().language("en-US")
    calls = english.exercises[hold.EXERCISE].calls
    seconds = english.numbers.cardinals[1 : hold.SECONDS + 1]
    assert words_of(hold.first_hold(bridge, calls)) == [*seconds, calls.lower]


def test_the_simple_method_has_a_one_second_break_after_each_number() -> None:
    ours = 'one<break time="717ms"/>two<break time="10000ms"/><break time="7ms"/>And lower.'
    assert hold.usual(ours) == 'one<break time="1000ms"/>two<break time="1000ms"/>And lower.'


def test_an_answer_without_a_hold_is_an_error() -> None:
    with pytest.raises(NotMeasuredError):
        hold.first_hold('<speak>Hold on.<break time="717ms"/>Ready?</speak>', BRIDGE)


@pytest.mark.all_routines
def test_the_conversation_leads_through_usual_doses() -> None:
    said = answered(NOW)
    requests = [json.loads(body)["request"] for body, _ in said]
    intents = [request.get("intent", {}).get("name", request["type"]) for request in requests]
    counted = {
        intent: len(answer) for intent, (_, answer) in zip(intents, said, strict=True) if DOCUMENT in answer
    }
    assert len(set(intents)) == len(SAID)
    warm_up, *exercises = counted
    assert warm_up == "ReadyIntent"
    assert exercises == ["GoOnIntent", "AMAZON.NextIntent", "AMAZON.ResumeIntent", "DoExerciseIntent"]
    assert min(counted[intent] for intent in exercises) > 9_000, "bytes: the gentle doses have less"
    moments = [datetime.fromisoformat(request["timestamp"]).timestamp() for request in requests]
    assert max(moments) - NOW < TIMESTAMP_SECONDS


@pytest.mark.all_routines
def test_another_user_who_says_the_same_at_the_same_time_hears_the_same() -> None:
    skill = Punctual(OneStore())
    for body, before in answered(NOW):
        skill.turn_to(body)
        answer = json.loads(skill.answer(as_said_by(1, body)))
        assert answer["response"] == json.loads(before)["response"]


def test_the_conversation_can_be_sent_by_other_users() -> None:
    (body, *_) = recorded(NOW)
    users = {json.loads(as_said_by(person, body))["context"]["System"]["user"]["userId"] for person in (1, 2)}
    assert len(users) == 2
    assert len({json.loads(as_said_by(person, body))["session"]["user"]["userId"] for person in (1, 2)}) == 2


def test_hello_world_says_hello() -> None:
    answer = json.loads(hello_world.answer(recorded(NOW)[0]))
    assert answer["response"]["outputSpeech"]["ssml"] == "<speak>Hello, world.</speak>"


def test_a_report_is_a_markdown_table() -> None:
    report = Report("Seconds heard", ("way", "seconds"), [("ours", "14.91"), ("usual", "20.31")])
    assert report.markdown().splitlines() == [
        "Seconds heard",
        "",
        "| way | seconds |",
        "| --- | --: |",
        "| ours | 14.91 |",
        "| usual | 20.31 |",
    ]


def test_an_unknown_report_is_a_one_line_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["speed"]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1
    assert all(name in printed.err for name in REPORTS)


def test_a_report_that_cannot_be_made_is_a_one_line_error(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    assert main(["hold"]) == 2
    assert capsys.readouterr().err.splitlines()[1:] == [
        "bench: to listen takes a voice, espeak-ng. As root: apt-get install espeak-ng"
    ]


def test_a_report_that_cannot_be_made_does_not_stop_the_others(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def silent() -> Report:
        raise NotMeasuredError("nothing was heard")

    measured = Report("Seconds heard", ("way", "seconds"), [("ours", "14.91")])
    monkeypatch.setattr("benchmarks.__main__.REPORTS", {"hold": silent, "turn": lambda: measured})
    assert main([]) == 2
    printed = capsys.readouterr()
    assert printed.out.endswith(f"{measured.markdown()}\n")
    assert printed.err.splitlines() == ["bench: hold …", "bench: nothing was heard", "bench: turn …"]


@pytest.mark.all_routines
def test_the_doses_are_counted_by_both_deliveries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doses, "MEASURED", 1)
    rows = doses.report().rows
    assert [row[0] for row in rows] == ["audio document"] * 3 + ["plain SSML"] * 3
    assert all(float(row[2]) > 0 for row in rows)


def test_a_dose_that_is_not_counted_is_not_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doses, "Workout", lambda *_: None)
    with pytest.raises(NotMeasuredError, match="plank does not count"):
        doses.seconds(load(), "plank", Timing.APLA)


@pytest.mark.parametrize("timing", Timing)
def test_nothing_that_was_said_is_left_in_a_cache(timing: Timing) -> None:
    doses.seconds(load(), "bird_dog", timing)
    filled = {cached for cached in caches.caches() if cached.cache_info().currsize}
    assert {counting._stretch, passage.movement, wording._sentences} <= filled
    caches.empty()
    assert [cached for cached in caches.caches() if cached.cache_info().currsize] == []


COUNTING = Words(
    numbers=frozenset({"one", "two", "three", "twenty", "twenty five"}),
    time=frozenset({"halfway"}),
    hold=frozenset({"hold"}),
    lower=frozenset({"and down"}),
)
CARDINALS = ["zero", "one", "two", "three", "twenty-five"]


def heard(*spoken: tuple[float, str], lasts: float, asks: bool = True, about: str = "") -> Heard:
    """An answer in which every utterance takes half a second."""
    return Heard(Played(tuple(Spoken(at, text, at + 0.5) for at, text in spoken), lasts), asks, about)


def test_a_small_workout_is_measured_exactly() -> None:
    day = [
        heard((0, "It takes three minutes."), (1, "Ready?"), lasts=1.5, about="plank"),
        heard(
            (0, "Hold."),  # ten seconds, cued
            (1, "one"),
            (4, "Breathe."),
            (6, "Twenty-five."),
            (10.5, "And down."),
            (20, "Hold."),  # ten seconds, only counted
            (21, "one"),
            (25, "halfway"),
            (30, "And down."),
            (40, "Hold."),  # short
            (41, "Steady."),
            (45, "And down."),
            (57, "Go on?"),
            lasts=57.5,
            about="plank",
        ),
        heard((0, "That's two."), lasts=59, asks=False),
    ]
    assert listener.figures(day, COUNTING, CARDINALS) == listener.Figures(
        words=25,
        utterances=16,
        numbers=3,
        holds_called=3,
        long_holds=2,
        uncued=1,
        questions=2,
        most=2,
        silence=11.5,
        speech=8.0,
        seconds=120.0,
        announced=3,
    )


@pytest.mark.parametrize(
    ("said", "minutes"),
    [("About twenty-five minutes.", 4), ("It takes two minutes.", 2), ("Wait a minute.", None)],
)
def test_the_announced_minutes_are_read_from_the_words(said: str, minutes: int | None) -> None:
    day = [heard((0, said), lasts=1)]
    assert listener.figures(day, COUNTING, CARDINALS).announced == minutes
