"""APL for Audio: cells last exactly their time and cannot break the document."""

from __future__ import annotations

from functools import partial

import msgspec
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from skill.coaching.counting import count
from skill.coaching.cue import Cue, Timeline
from skill.coaching.dose import Work
from skill.coaching.speech import SpeechLengths
from skill.echo import audio_document
from skill.echo.player import play
from skill.rendering import apla
from tests.works import PlainScript, calls, works, written

VOICE = SpeechLengths(voice="even", rate=15, comma=0.2, stop=0.4, words={"seven": 0.4, "eight": 0.3})


def items(timeline: Timeline) -> list[apla.Component]:
    found: list[apla.Component] = written(apla.render(timeline))["mainTemplate"]["item"]["items"]
    return found


def test_a_count_is_a_cell_that_lasts_its_second() -> None:
    assert items((Cue("seven", 1.0),)) == [
        {
            "type": "Mixer",
            "items": [
                {"type": "Silence", "duration": 1000},
                {"type": "Speech", "content": "seven", "duration": "trimToParent"},
            ],
        }
    ]


def test_a_longer_call_is_never_cut_off() -> None:
    (cell,) = items((Cue("Two each side. Right arm, left leg.", 4.0),))
    assert cell["items"] == [
        {"type": "Silence", "duration": 4000},
        {"type": "Speech", "content": "Two each side. Right arm, left leg."},
    ]


def test_untimed_sentences_are_joined() -> None:
    assert items((Cue("Stand tall."), Cue("Lean."), Cue(), Cue(lasts=1.5))) == [
        {"type": "Speech", "content": "Stand tall. Lean."},
        {"type": "Silence", "duration": 1500},
    ]


def test_an_empty_timeline_plays_nothing() -> None:
    assert items((Cue(),)) == []


@given(works())
def test_the_cells_last_exactly_what_was_prescribed(work: Work) -> None:
    timeline = count(work, PlainScript(), calls(work))
    cells = [cell["items"][0] if cell["type"] == "Mixer" else cell for cell in items(timeline)]
    assert sum(cell["duration"] for cell in cells) == sum(1000 * (cue.lasts or 0) for cue in timeline)
    assert len(cells) == len(timeline)


@given(works(), st.floats(0.8, 1.25))
def test_a_document_plays_as_long_as_estimated_in_any_voice(work: Work, pace: float) -> None:
    timeline = (Cue("Stand tall."), *count(work, PlainScript(), calls(work))[:30], Cue("Shall I count on?"))
    assume(VOICE.of_timeline(timeline) < audio_document.LONGEST / 1.25)
    speak = partial(play, lengths=lambda text: pace * VOICE.of(text))
    document = msgspec.convert(written(apla.render(timeline)), audio_document.Document)
    played = audio_document.play(document, speak)
    assert played.lasts == pytest.approx(sum(apla.lasts(cue, VOICE, pace) for cue in timeline))
