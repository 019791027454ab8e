"""SSML has the right silences, stays inside Alexa's limits, and is never broken by its text."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.coaching.counting import count
from skill.coaching.cue import Cue
from skill.coaching.dose import Work
from skill.coaching.speech import SpeechLengths
from skill.rendering import ssml
from tests.works import PlainScript, calls, works

VOICE = SpeechLengths(voice="even", rate=15, comma=0.2, stop=0.4, words={"seven": 0.4, "eight": 0.3})


def breaks(markup: str) -> list[float]:
    return [int(time) / 1000 for time in re.findall(r'<break time="(\d+)ms"/>', markup)]


def test_a_break_is_shortened_by_the_length_of_its_word() -> None:
    timeline = (Cue("seven", 1.0), Cue("eight", 1.0))
    assert ssml.render(timeline, VOICE) == 'seven<break time="600ms"/>eight<break time="700ms"/>'


def test_an_overlong_word_shortens_the_next_break() -> None:
    long = Cue("eighteen, as it is", 1.0)
    rendered = ssml.render((long, Cue("seven", 1.0)), VOICE)
    assert sum(breaks(rendered)) == pytest.approx(2.0 - VOICE.of(long.text) - 0.4, abs=0.001)


def test_a_long_silence_is_split_into_ten_second_breaks() -> None:
    assert breaks(ssml.render((Cue(lasts=25.0),), VOICE)) == [10.0, 10.0, 5.0]


def test_instructions_take_as_long_as_they_need() -> None:
    assert ssml.render((Cue("Stand tall."), Cue("Lean.")), VOICE) == "Stand tall. Lean."


@given(works())
def test_breaks_and_words_add_up_to_the_prescribed_time(work: Work) -> None:
    timeline = count(work, PlainScript(), calls(work))
    rendered = ssml.render(timeline, VOICE)
    spoken = sum(VOICE.of(cue.text) for cue in timeline)
    prescribed = sum(cue.lasts or 0 for cue in timeline)
    # A word too long for its cue is only caught up with by a later one; the last has none behind it.
    late = sum(max(0.0, VOICE.of(cue.text) + ssml.SHORTEST_BREAK - (cue.lasts or 0)) for cue in timeline)
    assert -0.001 <= spoken + sum(breaks(rendered)) - prescribed <= late + 0.001


@given(st.lists(st.sampled_from([Cue("seven", 1.0), Cue("eight", 1.0), Cue("Rest.", 30.0), Cue("Lean.")])))
def test_a_slower_voice_takes_longer_for_its_words_only(timeline: list[Cue]) -> None:
    quick, slow = (sum(ssml.lasts(cue, VOICE, pace) for cue in timeline) for pace in (1.0, 1.25))
    assert quick == pytest.approx(VOICE.of_timeline(tuple(timeline)))
    assert slow - quick == pytest.approx(0.25 * sum(VOICE.of(cue.text) for cue in timeline))


@given(works())
def test_breaks_stay_within_alexas_limit_and_sizes_are_not_underestimated(work: Work) -> None:
    timeline = count(work, PlainScript(), calls(work))
    rendered = ssml.render(timeline, VOICE)
    assert all(0 < time <= 10 for time in breaks(rendered))
    assert len(rendered) <= sum(map(ssml.room, timeline))


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co")))))
def test_text_is_escaped(texts: list[str]) -> None:
    rendered = ssml.render(tuple(map(Cue, texts)), VOICE)
    spoken = ElementTree.fromstring(f"<speak>{rendered}</speak>")
    assert list(spoken) == []
    assert (spoken.text or "").split() == " ".join(texts).split()
