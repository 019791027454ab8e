"""Placing: elapsed seconds tell where somebody was."""

from __future__ import annotations

from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.coaching.counting import count
from skill.coaching.cue import Cue, Place
from skill.coaching.dose import Work
from skill.coaching.placing import place_at
from skill.coaching.speech import SpeechLengths
from tests.works import PlainScript, calls, places, works

NO_TIME = SpeechLengths(voice="none", rate=40, comma=0.001, stop=0.001, words={})
"""So quick a voice that every cue lasts what it should."""
TEN_A_SECOND = SpeechLengths(voice="even", rate=10, comma=0.2, stop=0.5, words={"seven": 0.4})


@given(works(), st.data())
def test_nothing_is_credited_before_it_is_over(work: Work, data: st.DataObject) -> None:
    start = data.draw(st.sampled_from(places(work)))
    timeline = count(work, PlainScript(), calls(work), start)
    ends = list(accumulate(map(NO_TIME.of_cue, timeline)))
    number = data.draw(st.integers(0, len(timeline) - 1))
    reached = [cue.place for cue in timeline[: number + 1] if cue.place]
    assert place_at(timeline, ends[number] + 0.001, NO_TIME, start) == (reached[-1] if reached else start)
    before = [cue.place for cue in timeline[:number] if cue.place]
    assert place_at(timeline, ends[number] - 0.001, NO_TIME, start) == (before[-1] if before else start)


@given(works(), st.floats(-1e9, 0))
def test_before_the_beginning_one_is_where_one_was(work: Work, elapsed: float) -> None:
    timeline = count(work, PlainScript(), calls(work))
    assert place_at(timeline, elapsed, NO_TIME, Place()) == Place()


@given(works())
def test_long_after_the_end_all_is_done(work: Work) -> None:
    timeline = count(work, PlainScript(), calls(work))
    assert place_at(timeline, float("inf"), NO_TIME, Place()) == Place(work.dose.sets)


@pytest.mark.parametrize(
    ("cue", "seconds"),
    [
        (Cue("seven", 1.0), 1.0),
        (Cue("seven"), 0.4),
        (Cue("ten letters"), 1.1),
        (Cue("Hold, and lower."), 1.6 + 0.2 + 0.5),
        (Cue("a very long call", 1.0), 1.6),
        (Cue(lasts=3.0), 3.0),
    ],
)
def test_a_cue_lasts_what_it_must_and_never_less_than_its_words(cue: Cue, seconds: float) -> None:
    assert TEN_A_SECOND.of_cue(cue) == pytest.approx(seconds)
