"""The longest turn over all doses that an exercise may have, compared with the usual one.

Nobody has had the dose before: what is kept of earlier answers is thrown away before every turn.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import product

import msgspec
from msgspec.structs import replace

from benchmarks import caches
from benchmarks.report import NotMeasuredError, Report
from skill.application import create_skill
from skill.coaching.dose import LONGEST_HOLD, MOST_REPS, SHORTEST_REST, Dose
from skill.coaching.person import Person
from skill.coaching.workout import Workout
from skill.content import Library, load
from skill.echo import house
from skill.settings import Timing
from tests.alexa_requests import as_body, envelope, intent
from tests.stores import ForgetfulStore

MEASURED = 15
"""Turns for each dose, of which the fastest counts: what else the machine does only ever adds."""
EXERCISES = ("plank", "bird_dog")
"""Without sides and with them."""
LARGEST = [
    Dose(reps, hold, sets, SHORTEST_REST)
    for reps, hold, sets in product((1, MOST_REPS), (0, 2, 30, LONGEST_HOLD), (1, 10))
]
"""The corners of what the schema of a dose allows; with a longer rest, two minutes do not fit an answer."""
DELIVERIES = {Timing.APLA: "audio document", Timing.SSML: "plain SSML"}


def report() -> Report:
    """Raises NotMeasuredError where an answer does not count."""
    return Report(
        "A turn that counts a dose that nobody had before, in the exercise that takes longer, the fastest of "
        f"{MEASURED}; target: no dose takes three times the usual",
        ("delivery", "dose: sets × reps × hold", "ms", "ratio"),
        [row for timing in DELIVERIES for row in _rows(timing)],
    )


def _rows(timing: Timing) -> Iterator[tuple[str, ...]]:
    usual = max(seconds(load(), name, timing) for name in EXERCISES)
    corners = {dose: max(seconds(_with(dose, name), name, timing) for name in EXERCISES) for dose in LARGEST}
    slowest = max(corners, key=lambda dose: corners[dose])
    yield DELIVERIES[timing], "usual", f"{1000 * usual:.2f}", "1.00"
    for kind, dose in (("slowest", slowest), ("largest", LARGEST[-1])):
        told = f"{kind}: {dose.sets} × {dose.reps} × {dose.hold} s"
        yield DELIVERIES[timing], told, f"{1000 * corners[dose]:.2f}", f"{corners[dose] / usual:.2f}"


def _with(dose: Dose, name: str) -> Library:
    """The content with another dose of an exercise."""
    library = load()
    exercise = library.exercises[name]
    # A hold is no part of a moving exercise, and a lift without one takes its second.
    tempo = replace(exercise.work.tempo, lift=max(1.0, exercise.work.tempo.lift))
    work = replace(exercise.work, dose=dose, tempo=tempo)
    range_ = replace(exercise.range, reps=(dose.reps, dose.reps), hold=(dose.hold, dose.hold))
    largest = replace(exercise, work=work, range=range_)
    return replace(library, exercises={**library.exercises, name: largest})


def seconds(library: Library, name: str, timing: Timing) -> float:
    """Seconds of processor time for the turn that starts to count the exercise.

    Raises:
        NotMeasuredError: the answer does not count.
    """
    skill = create_skill(ForgetfulStore(), library=library, timing=timing)
    # Introduced once before: its steps need not be told again, and every second is counted.
    person = Person(workout=Workout("back", (name,)), met={name: 1})
    attributes = {"person": msgspec.to_builtins(person), "memory": {"asked": "resume"}}
    body = as_body(envelope(intent("AMAZON.YesIntent"), new=False, attributes=attributes))
    counts = library.language(house.USUAL).exercises[name].calls.lower.encode()
    taken = list[float]()
    for _ in range(MEASURED):
        caches.empty()
        begun = time.thread_time()
        answer = skill.answer(body)
        taken.append(time.thread_time() - begun)
        if counts not in answer:
            raise NotMeasuredError(f"the answer to somebody who starts the {name} does not count")
    return min(taken)
