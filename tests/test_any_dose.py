"""Any dose that the content may prescribe, or that somebody may choose, can be counted to its end."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skill.coaching.cue import Place
from skill.coaching.dose import LONGEST_HOLD, LONGEST_REST, MOST_REPS, SHORTEST_REST, Dose
from skill.coaching.exercise import Exercise, Range
from skill.coaching.person import Person
from skill.coaching.preferences import Preferences
from skill.coaching.style import COUNTDOWNS, MOST_EXTRA, PACES
from skill.coaching.workout import Workout
from skill.content import load
from skill.settings import Timing
from tests.test_limits import LONGEST_DOCUMENT, components, led, seconds

LIBRARY = load()
COUNTED = sorted(name for name, exercise in LIBRARY.exercises.items() if not exercise.work.breaths)
LARGEST = Dose(MOST_REPS, LONGEST_HOLD, 10, 90)

several = st.builds(
    Dose,
    reps=st.integers(1, MOST_REPS),
    hold=st.integers(0, LONGEST_HOLD),
    sets=st.integers(2, 10),
    rest=st.integers(SHORTEST_REST, 90),
)
doses = st.one_of(several, st.builds(Dose, reps=st.integers(1, MOST_REPS), hold=st.integers(0, LONGEST_HOLD)))


def prescribing(name: str, dose: Dose) -> Exercise:
    """An exercise in another dose."""
    exercise = LIBRARY.exercises[name]
    # A hold is no part of a moving exercise, and a lift without one takes its second.
    tempo = msgspec.structs.replace(exercise.work.tempo, lift=max(1.0, exercise.work.tempo.lift))
    work = msgspec.structs.replace(exercise.work, dose=dose, tempo=tempo)
    allowed = Range((dose.reps, dose.reps), (dose.hold, dose.hold))
    return msgspec.structs.replace(exercise, work=work, range=allowed)


@settings(max_examples=60)
@given(
    st.sampled_from(COUNTED),
    doses,
    st.data(),
    st.sampled_from(Timing),
    st.builds(
        Preferences,
        rest=st.sampled_from([0, SHORTEST_REST, LONGEST_REST]),
        ready=st.integers(0, MOST_EXTRA),
        sides=st.integers(0, MOST_EXTRA),
        countdown=st.sampled_from(COUNTDOWNS),
    ),
    st.sampled_from(sorted(PACES)),
)
def test_every_answer_counts_on_and_ends_in_time(
    name: str, dose: Dose, data: st.DataObject, timing: Timing, preferences: Preferences, pace: int
) -> None:
    """From any place an answer leads to a later one: so it comes to the end."""
    preferences = msgspec.structs.replace(preferences, paces={name: pace})
    place = Place(data.draw(st.integers(0, dose.sets - 1)), data.draw(st.integers(0, dose.reps - 1)))
    counts_on(name, dose, place, timing, preferences)


@pytest.mark.parametrize("timing", Timing)
@pytest.mark.parametrize("name", ["plank", "bird_dog"])
@pytest.mark.parametrize("dose", [LARGEST, Dose(1, LONGEST_HOLD, 2, 90)])
def test_so_does_one_with_a_hold_of_two_minutes_and_the_longest_rest(
    name: str, dose: Dose, timing: Timing
) -> None:
    counts_on(name, dose, Place(), timing, Preferences(paces={name: max(PACES)}))


def counts_on(name: str, dose: Dose, place: Place, timing: Timing, preferences: Preferences) -> None:
    workout = Workout("back", (name, "childs_pose"), 0, place)
    person = Person(preferences=preferences, workout=workout)
    answer = led(prescribing(name, dose), person, timing)
    after = msgspec.convert(answer["sessionAttributes"]["person"], Person)
    assert after.spoken is not None, "it counts"
    until = after.spoken.legs[0].until
    assert until is None or until > place
    if timing is Timing.APLA:
        (directive,) = answer["response"]["directives"]
        assert sum(map(seconds, components(directive["document"]))) <= LONGEST_DOCUMENT
    else:
        assert len(answer["response"]["outputSpeech"]["ssml"]) < 8_000


def test_a_rest_for_which_there_was_no_room_follows_the_question() -> None:
    exercise = prescribing("plank", Dose(1, LONGEST_HOLD, 2, 90))
    first = led(exercise, Person(workout=Workout("back", ("plank", "bridge"))), Timing.APLA)
    (directive,) = first["response"]["directives"]
    assert components(directive["document"])[-1]["content"].endswith("Ready for the last set?")
    after = msgspec.convert(first["sessionAttributes"]["person"], Person)
    rested = msgspec.structs.replace(after.at(Place(1)), spoken=None)
    for memory, least in ((first["sessionAttributes"]["memory"], 80.0), ({"asked": "count_on"}, 0.0)):
        second = led(exercise, rested, Timing.APLA, memory)
        spoken = msgspec.convert(second["sessionAttributes"]["person"], Person).spoken
        assert spoken is not None
        assert least <= spoken.legs[0].lead < least + 40.0
