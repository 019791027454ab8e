"""Placing: elapsed seconds give the place."""

from __future__ import annotations

from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.coaching.counting import count, passages
from skill.coaching.cue import Cue, Place
from skill.coaching.dose import Work
from skill.coaching.placing import PlannedClock, heard, reached
from skill.coaching.speech import SpeechLengths
from tests.works import PlainScript, calls, places, works

NO_TIME = SpeechLengths(voice="none", rate=40, comma=0.001, stop=0.001, words={})
"""A voice so fast that every cue lasts its planned time."""
TEN_A_SECOND = SpeechLengths(voice="even", rate=10, comma=0.2, stop=0.5, words={"seven": 0.4})


def no_time() -> PlannedClock:
    return PlannedClock(NO_TIME.of_cue)


@given(works(), st.data())
def test_nothing_is_credited_before_it_is_complete(work: Work, data: st.DataObject) -> None:
    start = data.draw(st.sampled_from(places(work)))
    timeline = count(work, PlainScript(), calls(work), start)
    ends = list(accumulate(map(NO_TIME.of_cue, timeline)))
    number = data.draw(st.integers(0, len(timeline) - 1))
    for end, cues in (
        (ends[number] + 0.001, timeline[: number + 1]),
        (ends[number] - 0.001, timeline[:number]),
    ):
        told = [cue.place for cue in cues if cue.place]
        way = passages(work, PlainScript(), calls(work), start)
        assert reached(way, end, no_time(), start).place == (told[-1] if told else start)


@given(works(), st.floats(-1e9, -0.001))
def test_before_the_start_the_place_is_unchanged(work: Work, elapsed: float) -> None:
    way = passages(work, PlainScript(), calls(work))
    assert reached(way, elapsed, no_time(), Place()).place == Place()


@given(works())
def test_long_after_the_end_everything_is_done(work: Work) -> None:
    way = passages(work, PlainScript(), calls(work))
    assert reached(way, float("inf"), no_time(), Place()).place == Place(work.dose.sets)


@given(works(), st.floats(0, 1000))
def test_the_clock_stops_after_the_last_cue(work: Work, behind: float) -> None:
    way = tuple(passages(work, PlainScript(), calls(work)))
    lasts = NO_TIME.of_timeline(placed.passage for placed in way)
    for elapsed in (lasts - 0.001, lasts + behind):
        assert reached(way, elapsed, no_time(), Place()).clock.now == pytest.approx(lasts, abs=1e-6)


@given(st.floats(0, 400), st.floats(0.2, 1.5), st.floats(0.3, 1.5), st.floats(0, 0.3))
def test_the_time_heard_has_a_lower_and_an_upper_limit(
    played: float, starts: float, sent_after: float, on_its_way: float
) -> None:
    sent = starts + played + sent_after
    at_least, at_most = heard(sent - (0.3 - on_its_way), sent + on_its_way)
    assert at_least - 1e-9 <= played <= at_most + 1e-9
    assert at_most - at_least <= 2.8 + 1e-9


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
def test_a_cue_lasts_its_time_and_at_least_its_words(cue: Cue, seconds: float) -> None:
    assert TEN_A_SECOND.of_cue(cue) == pytest.approx(seconds)
