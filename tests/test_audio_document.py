"""The stand-in Echo plays APL for Audio as Amazon documents it, and refuses what a device would report."""

from __future__ import annotations

from functools import partial
from itertools import accumulate
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.coaching.cue import Cue
from skill.echo import audio_document
from skill.echo.player import InvalidResponseError, Played, Spoken
from skill.echo.player import play as play_ssml
from skill.rendering import apla
from tests.works import written

Json = dict[str, Any]

speak = partial(play_ssml, lengths=lambda text: len(text) / 10)
TRIMMED = {"duration": "trimToParent"}


def silence(milliseconds: float) -> Json:
    return {"type": "Silence", "duration": milliseconds}


def speech(content: str, **more: str) -> Json:
    return {"type": "Speech", "content": content, **more}


def sequencer(*items: Json, **more: str) -> Json:
    return {"type": "Sequencer", "items": list(items), **more}


def mixer(*items: Json, **more: str) -> Json:
    return {"type": "Mixer", "items": list(items), **more}


def directive(item: Json, **document: Any) -> Json:
    template = {"parameters": ["payload"], "item": item}
    whole = {"type": "APLA", "version": "0.91", "mainTemplate": template, **document}
    return {"type": "Alexa.Presentation.APLA.RenderDocument", "token": "set-1", "document": whole}


def play(sent: Json) -> Played:
    return audio_document.play(audio_document.read(sent).document, speak)


def heard(*items: Json) -> Played:
    return play(directive(sequencer(*items)))


def test_a_sequencer_plays_one_after_the_other() -> None:
    played = heard(speech("Lift."), silence(1500), speech("Hold."))
    assert played == Played((Spoken(0, "Lift.", 0.5), Spoken(2, "Hold.", 2.5)), 2.5)


def test_a_mixer_lasts_as_long_as_its_longest_child() -> None:
    cell, long = heard(mixer(silence(1000), speech("one"))), heard(mixer(silence(1000), speech("a" * 12)))
    assert (cell.spoken[0].ends, cell.lasts) == (0.3, 1)
    assert long.lasts == 1.2


def test_a_mixer_plays_all_at_once() -> None:
    played = heard(silence(1000), mixer(sequencer(silence(500), speech("two")), speech("One.")))
    assert played == Played((Spoken(1, "One.", 1.4), Spoken(1.5, "two", 1.8)), 1.8)


def test_what_is_trimmed_ends_with_the_rest_of_the_mixer() -> None:
    background = sequencer(speech("Breathe"), speech("on"), speech("and on"), **TRIMMED)
    played = heard(mixer(background, silence(800)), speech("Up."))
    assert played == Played((Spoken(0, "Breathe", 0.7), Spoken(0.7, "on", 0.8), Spoken(0.8, "Up.", 1.1)), 1.1)


def test_ssml_is_played_with_its_breaks_and_plain_text_literally() -> None:
    played = heard(
        speech('<speak>One.<break time="700ms"/>Two.</speak>', contentType="SSML"),
        speech("Hips & knees <3.", contentType="PlainText"),
    )
    assert [spoken.text for spoken in played.spoken] == ["One.", "Two.", "Hips & knees <3."]
    assert played.spoken[1].begins == pytest.approx(1.1)


@given(st.lists(st.tuples(st.sampled_from(["one", "twenty-two", ""]), st.integers(1000, 5000)), min_size=1))
def test_a_count_that_is_rendered_is_played_on_its_seconds(cells: list[tuple[str, int]]) -> None:
    timeline = (Cue("Get set."), *(Cue(text, milliseconds / 1000) for text, milliseconds in cells))
    played = play(directive({}) | {"document": written(apla.render(timeline))})
    begins = accumulate((milliseconds / 1000 for _, milliseconds in cells), initial=0.8)
    expected = [begin for begin, (text, _) in zip(begins, cells, strict=False) if text]
    assert [spoken.begins for spoken in played.spoken[1:]] == pytest.approx(expected)
    assert played.lasts == pytest.approx(0.8 + sum(milliseconds for _, milliseconds in cells) / 1000)


@pytest.mark.parametrize(
    ("refused", "fault"),
    [
        (
            directive({"type": "Audio", "source": "soundbank://x"}),
            r"'Audio' - at `\$.document.mainTemplate.item",
        ),
        (directive(sequencer(speech("one"), {"type": "Sppech", "content": "two"})), "'Sppech'"),
        (directive(speech("one"), version="1.0"), "1.0"),
        (directive(speech("one"), type="APL"), "APL"),
        (directive(speech("one"), mainTemplate={"parameters": []}), "item"),
        (directive(speech("")), "content"),
        (directive(speech("one", content_type="SSML")), "content_type"),
        (directive(speech("one", contentType="Markdown")), "Markdown"),
        (directive(speech("one", duration="1000")), "1000"),
        (directive(silence(-1)), "duration"),
        (directive(sequencer(speech("one"), {"type": "Silence"})), "duration"),
        (directive(silence(5000)), "beside silence"),
        (directive(sequencer()), "beside silence"),
        (directive(sequencer(speech("one"), silence(239_800))), "240 s at most, not 240.1"),
        (directive(speech("<speak>one", contentType="SSML")), "no XML"),
        (directive(speech("one", contentType="SSML")), "no XML"),
        (directive(speech('<speak><break time="11s"/>a</speak>', contentType="SSML")), "10 s at most"),
        (directive(speech("${payload.name}")), "evaluate"),
        ({"type": "Alexa.Presentation.APLA.RenderDocument", "token": "set-1"}, "document"),
    ],
)
def test_a_document_that_a_device_would_report_is_refused(refused: Json, fault: str) -> None:
    with pytest.raises(InvalidResponseError, match=fault):
        play(refused)


def test_a_document_at_the_limit_is_played() -> None:
    assert heard(speech("one"), silence(239_700)).lasts == 240
