"""The accuracy report recognises counts and measures delays correctly."""

from __future__ import annotations

from array import array
from itertools import accumulate
from pathlib import Path
from xml.etree import ElementTree

import pytest

from benchmarks import accuracy, drift, words
from benchmarks.beginnings import lateness
from benchmarks.counted import HELD, at_limit, held, language
from benchmarks.report import NotMeasuredError
from benchmarks.sound import Sound, read, silence
from benchmarks.voices import Voice, speak_in_pieces
from skill.coaching.cue import Cue

RATE = 1000
TIMELINE = (Cue("one", 1.0), Cue("two", 1.0), Cue("three", 1.0))


def say(text: str) -> Sound:
    """A tone of 0.3 s; "three" starts softly for 0.1 s."""
    soft = 100 if text == "three" else 0
    return Sound(RATE, array("h", [300] * soft + [20_000] * (300 - soft)))


TONES = Voice("tones", RATE, speak_in_pieces(RATE, say))


def spoken_at(*moments: float) -> Sound:
    whole = silence(RATE, 4.0)
    for cue, moment in zip(TIMELINE, moments, strict=True):
        at = round(moment * RATE)
        whole.samples[at : at + 300] = say(cue.text).samples
    return whole


def test_a_soft_beginning_is_not_late() -> None:
    assert lateness(spoken_at(0.0, 1.0, 2.0), TIMELINE, TONES) == pytest.approx([0, 0, 0], abs=0.005)


def test_a_late_word_is_measured_as_late() -> None:
    late = lateness(spoken_at(0.0, 1.2, 1.9), TIMELINE, TONES)
    assert late == pytest.approx([0, 0.2, -0.1], abs=0.005)


def test_a_missing_word_is_an_error() -> None:
    with pytest.raises(NotMeasuredError, match="tones"):
        lateness(spoken_at(0.0, 1.0, 1.0), TIMELINE, TONES)


def test_a_voice_without_ssml_support_keeps_the_breaks() -> None:
    spoken = TONES.speak('<speak>one<break time="700ms"/>two <break time="10000ms"/></speak>')
    assert spoken.seconds == pytest.approx(1.3)


def test_counts_are_the_words_after_hold() -> None:
    heard = ["three", "two", "one", "lift", "hold", "one", "two", "and lower", "one", "done", "hold", "one"]
    assert accuracy.holds(heard) == [["one", "two"], ["one"]]


def test_halfway_is_a_count() -> None:
    (largest,) = (counted for counted in at_limit(1) if counted.exercise == HELD)
    assert accuracy.holds(["hold", *largest.prescribed[0], "knees down"]) == [largest.prescribed[0]]
    assert "halfway" in largest.prescribed[0]


def test_a_single_hold_has_the_requested_length() -> None:
    for seconds in accuracy.HOLDS:
        *counted, lower = held(seconds)
        assert sum(cue.lasts or 0 for cue in counted) == seconds
        assert lower.text == language().exercises[HELD].calls.lower


def test_whole_phrases_are_recognised() -> None:
    listened_for = words.vocabulary(language())
    assert {"seven", "halfway", "and lower", "right arm", "third one", "then the second set"} <= {
        *listened_for
    }
    assert not {word for word in listened_for if "{" in word}


def test_the_drawing_shows_every_method_inside_its_frame() -> None:
    slopes = zip(drift.WAYS, (0.4, 0.1, 0.0), strict=True)
    late = {way: list(accumulate([slope] * drift.HOLD, initial=0.0)) for way, slope in slopes}
    picture = ElementTree.fromstring(drift.draw(late, "flite's slt"))
    curves = picture.findall(".//{*}polyline")
    assert len(curves) == len(drift.WAYS)
    for curve in curves:
        heights = [float(point.split(",")[1]) for point in curve.attrib["points"].split()]
        assert drift.TOP <= min(heights) <= max(heights) <= drift.TOP + drift.HEIGHT


def test_a_recording_is_read_as_written(tmp_path: Path) -> None:
    sound = spoken_at(0.5, 1.5, 2.5)
    sound.write(tmp_path / "sound.wav")
    assert read((tmp_path / "sound.wav").read_bytes()) == sound


def test_silence_around_an_utterance_is_trimmed() -> None:
    assert spoken_at(0.5, 1.5, 2.5).trimmed().seconds == pytest.approx(2.3)
    assert silence(RATE, 1.0).trimmed().seconds == 0
