"""The player of audio documents for the accuracy report follows Amazon's reference, sample by sample."""

from __future__ import annotations

from array import array

import pytest

from benchmarks.mixer import Component, UnplayableError, play
from benchmarks.sound import Sound, silence

RATE = 100
WORDS = {"short": 40, "long": 130, "loud": 10}
"""Samples that the voice needs for a text."""
LOUDNESS = 20_000


def voice(ssml: str) -> Sound:
    said = ssml.removeprefix("<speak>").removesuffix("</speak>")
    assert said != ssml, "a voice is given SSML"
    return Sound(RATE, array("h", [LOUDNESS] * WORDS[said]))


def heard(item: Component) -> list[int]:
    document = {"type": "APLA", "version": "0.91", "mainTemplate": {"item": item}}
    return list(play(document, RATE, voice).samples)


def speech(word: str, **properties: str) -> Component:
    return {"type": "Speech", "content": word, **properties}


def rest(milliseconds: int) -> Component:
    return {"type": "Silence", "duration": milliseconds}


def mixer(*items: Component) -> Component:
    return {"type": "Mixer", "items": list(items)}


def sequencer(*items: Component) -> Component:
    return {"type": "Sequencer", "items": list(items)}


def test_a_sequencer_plays_one_after_the_other() -> None:
    assert heard(sequencer(rest(250), speech("short"), rest(100))) == [0] * 25 + [LOUDNESS] * 40 + [0] * 10


def test_a_mixer_lasts_as_long_as_its_longest_child() -> None:
    assert heard(mixer(rest(1000), speech("short"))) == [LOUDNESS] * 40 + [0] * 60
    assert heard(mixer(rest(1000), speech("long"))) == [LOUDNESS] * 130


def test_a_trimmed_component_does_not_lengthen_its_parent() -> None:
    trimmed = speech("long", duration="trimToParent")
    assert heard(mixer(rest(1000), trimmed)) == [LOUDNESS] * 100
    assert heard(sequencer(mixer(trimmed, rest(500)), rest(10))) == [LOUDNESS] * 50 + [0]


def test_a_mixer_clips_at_the_maximum() -> None:
    assert heard(mixer(speech("loud"), speech("short"))) == [32_767] * 10 + [LOUDNESS] * 30


def test_plain_text_and_ssml_sound_alike() -> None:
    ssml = speech("<speak>short</speak>", contentType="SSML")
    assert heard(ssml) == heard(speech("short"))


def test_plain_text_is_not_parsed() -> None:
    document = {"type": "APLA", "mainTemplate": {"item": speech("salt & <pepper>")}}
    given: list[str] = []

    def listen(ssml: str) -> Sound:
        given.append(ssml)
        return silence(RATE, 0.1)

    play(document, RATE, listen)
    assert given == ["<speak>salt &amp; &lt;pepper&gt;</speak>"]


@pytest.mark.parametrize("kind", ["Audio", "Selector", "Mxier"])
def test_an_unknown_component_is_an_error(kind: str) -> None:
    with pytest.raises(UnplayableError, match=kind):
        heard({"type": kind})


def test_a_document_for_screens_is_refused() -> None:
    with pytest.raises(UnplayableError, match="APL"):
        play({"type": "APL", "mainTemplate": {"item": rest(10)}}, RATE, voice)
