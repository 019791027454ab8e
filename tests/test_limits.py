"""Every counted answer stays inside Alexa's limits, whatever the dose, the style and the pace."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.application import create_skill
from skill.coaching import passage
from skill.coaching.counting import count
from skill.coaching.cue import Cue, Place
from skill.coaching.dose import Dose, Work
from skill.coaching.exercise import Exercise, Range
from skill.coaching.person import Person
from skill.coaching.preferences import Preferences
from skill.coaching.style import PACES, CountStyle, Manner
from skill.coaching.workout import Stint, Workout
from skill.content import Speaker, load
from skill.rendering import apla
from skill.settings import Timing
from tests.alexa_requests import Json, as_body, envelope, intent
from tests.routines import WHOLE
from tests.ssml_check import Check, checker
from tests.stores import ForgetfulStore
from tests.works import written

LIBRARY = load()
ENGLISH = LIBRARY.languages["en"]
SNAPSHOTS = Path(__file__).parent / "documents"
LARGEST_DOCUMENT = 48_000
LONGEST_DOCUMENT = 240.0
SLOW_VOICE = 4 / 3
"""Of a voice a third slower than the table's."""
SLOWER = 1.45
"""The slowest of eight voices (flite, rms) against the table's, at "twenty-four", where it is slowest."""


@pytest.fixture(scope="module")
def check() -> Iterator[Check]:
    with checker() as check:
        yield check


def doses(exercise: Exercise) -> st.SearchStrategy[Dose]:
    """Doses from the smallest to the largest that the exercise may have."""
    sets, rest = exercise.work.dose.sets, exercise.work.dose.rest
    reps, hold = st.integers(*exercise.range.reps), st.integers(*exercise.range.hold)
    return st.builds(Dose, reps=reps, hold=hold, sets=st.just(sets), rest=st.just(rest))


@st.composite
def stints(draw: st.DrawFn) -> tuple[Exercise, Person]:
    """Somebody in the middle of an exercise of some dose, led in some style at some pace."""
    exercise = draw(st.sampled_from(sorted(LIBRARY.exercises.values(), key=lambda exercise: exercise.id)))
    work = msgspec.structs.replace(exercise.work, dose=draw(doses(exercise)))
    place = Place(draw(st.integers(0, work.dose.sets - 1)), draw(st.integers(0, work.dose.reps - 1)))
    preferences = Preferences(
        style=draw(st.sampled_from(CountStyle)), paces={exercise.id: draw(st.sampled_from(sorted(PACES)))}
    )
    order = WHOLE.order if exercise.id in WHOLE.order else (exercise.id,)
    workout = Workout("back", order, order.index(exercise.id), place)
    met = {exercise.id: draw(st.integers(0, 3))}
    person = Person(preferences=preferences, workout=workout, met=met)
    return msgspec.structs.replace(exercise, work=work), person


def led(exercise: Exercise, person: Person, timing: Timing, memory: Json | None = None) -> Json:
    """The answer that leads through what the person is doing."""
    exercises = {**LIBRARY.exercises, exercise.id: exercise}
    library = msgspec.structs.replace(LIBRARY, exercises=exercises)
    skill = create_skill(ForgetfulStore(), library=library, timing=timing)
    attributes = {"person": msgspec.to_builtins(person), "memory": memory or {"asked": "resume"}}
    body = as_body(envelope(intent("AMAZON.YesIntent"), new=False, attributes=attributes))
    answer: Json = json.loads(skill.answer(body))
    return answer


@given(stints())
def test_output_speech_is_what_alexa_takes(check: Check, stint: tuple[Exercise, Person]) -> None:
    ssml = led(*stint, Timing.SSML)["response"]["outputSpeech"]["ssml"]
    assert len(ssml) < 8000
    ElementTree.fromstring(ssml)
    assert all(0 < int(time) <= 10_000 for time in re.findall(r'time="(\d+)ms"', ssml))
    assert check(ssml) == []


def test_the_checker_finds_what_is_wrong(check: Check) -> None:
    assert check('<speak>Hold.<break time="11s"/></speak>')
    assert check("<speak>Hold & lower.</speak>")


@given(stints())
def test_an_audio_document_is_small_and_ends_in_time(stint: tuple[Exercise, Person]) -> None:
    answer = led(*stint, Timing.APLA)
    (directive,) = answer["response"]["directives"]
    assert "outputSpeech" not in answer["response"]
    assert len(json.dumps(directive["document"])) < LARGEST_DOCUMENT
    assert sum(map(seconds, components(directive["document"]))) <= LONGEST_DOCUMENT
    assert len(json.dumps(answer, separators=(",", ":"))) < 24_000, "as it is sent"
    asks = components(directive["document"])[-1]["content"].endswith("?")
    assert asks is not answer["response"]["shouldEndSession"]


def components(document: Json) -> list[Json]:
    items: list[Json] = document["mainTemplate"]["item"]["items"]
    return items


def seconds(component: Json) -> float:
    """How long a component plays at most."""
    if component["type"] == "Silence":
        return float(component["duration"]) / 1000
    if component["type"] == "Speech":
        if component.get("duration") == "trimToParent":
            return 0.0
        return SLOW_VOICE * ENGLISH.lengths.of(component["content"])
    return max(map(seconds, component["items"]))


@pytest.mark.parametrize("style", CountStyle)
@pytest.mark.parametrize("name", LIBRARY.exercises)
def test_what_is_said_in_a_counted_second_is_over_before_it_even_in_the_slowest_voice(
    name: str, style: CountStyle
) -> None:
    exercise, calls = LIBRARY.exercises[name], ENGLISH.exercises[name].calls
    for dose in (exercise.work.dose, largest(exercise.work, exercise.range)):
        work = msgspec.structs.replace(exercise.work, dose=dose)
        for cue in count(work, Speaker(ENGLISH), calls, manner=Manner(style)):
            if cue.place and cue.place.seconds:
                assert ENGLISH.lengths.of(cue.text) * SLOWER <= (cue.lasts or 0), cue


def largest(work: Work, range: Range) -> Dose:
    return msgspec.structs.replace(work.dose, reps=range.reps[1], hold=range.hold[1])


SHOWN = {
    "bridge_two_reps": (Stint("bridge", None, Place(0, 3)), CountStyle.EVERY_SECOND),
    "bird_dog_last_pair": (Stint("bird_dog", None, Place(0, 4)), CountStyle.EVERY_FIVE),
    "plank_last_one": (Stint("plank", None, Place(0, 4)), CountStyle.REPS_ONLY),
}


@pytest.mark.parametrize("name", SHOWN)
def test_three_documents_that_a_person_can_read(name: str) -> None:
    stint, style = SHOWN[name]
    work, calls = LIBRARY.exercises[stint.exercise].work, ENGLISH.exercises[stint.exercise].calls
    document = apla.render(count(work, Speaker(ENGLISH), calls, stint.place, Manner(style)))
    assert written(document) == json.loads((SNAPSHOTS / f"{name}.json").read_text())


@pytest.mark.parametrize("timing", Timing)
@pytest.mark.parametrize("sides", [(), ("right", "left")])
@pytest.mark.parametrize(("reps", "hold"), [(100, 120), (100, 2), (100, 0), (1, 120)])
def test_no_more_cues_are_made_than_are_sent(
    timing: Timing, sides: tuple[str, ...], reps: int, hold: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However large the dose, only what the question at the end takes the room of."""
    made: list[Cue] = []

    def making(*members: Any) -> Cue:
        made.append(Cue(*members))
        return made[-1]

    monkeypatch.setattr(passage, "Cue", making)
    for cached in (passage.passage, passage.movement, passage.hold):
        cached.cache_clear()
    dose, exercise = Dose(reps, hold, 10, 15), LIBRARY.exercises["bird_dog" if sides else "plank"]
    work, admits = Work(dose, exercise.work.tempo, exercise.work.sides), Range((reps, reps), (hold, hold))
    exercise = msgspec.structs.replace(exercise, work=work, range=admits)
    person = Person(workout=Workout("back", (exercise.id,)), met={exercise.id: 3})
    answer = led(exercise, person, timing)
    sent = json.dumps(answer).count('"type": "Silence"' if timing is Timing.APLA else "<break")
    assert sent > 20
    assert len(made) <= sent + hold + 20
