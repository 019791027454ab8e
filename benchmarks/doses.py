"""The longest turn over all doses that an exercise may have, compared with the usual one."""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import product

from msgspec.structs import replace

from benchmarks.report import Report
from skill.application import create_skill
from skill.coaching.dose import LONGEST_HOLD, MOST_REPS, SHORTEST_REST, Dose
from skill.content import Library, load
from skill.echo import house
from skill.echo.house_clock import HouseClock
from skill.settings import Timing
from tests.stores import OneStore

MEASURED = 15
"""Turns for each dose, of which the fastest counts: what else the machine does only ever adds."""
EXERCISES = ("plank", "bird_dog")
"""Without sides and with them."""
LARGEST = [
    Dose(reps, hold, sets, SHORTEST_REST)
    for reps, hold, sets in product((1, MOST_REPS), (0, 2, 30, LONGEST_HOLD), (1, 10))
]
"""The corners of what the schema of a dose allows; with a longer rest, two minutes do not fit an answer."""


def report() -> Report:
    usual = max(_seconds(load(), name) for name in EXERCISES)
    corners = {dose: max(_seconds(_with(dose, name), name) for name in EXERCISES) for dose in LARGEST}
    slowest = max(corners, key=lambda dose: corners[dose])
    return Report(
        f"A turn that counts, the fastest of {MEASURED}; target: no dose takes three times the usual",
        ("dose", "ms", "ratio"),
        [
            ("usual", f"{1000 * usual:.2f}", "1.00"),
            *(
                (f"{kind}: {_told(dose)}", f"{1000 * corners[dose]:.2f}", f"{corners[dose] / usual:.2f}")
                for kind, dose in (("slowest", slowest), ("largest", LARGEST[-1]))
            ),
        ],
    )


def _told(dose: Dose) -> str:
    return f"{dose.sets} × {dose.reps} × {dose.hold} s"


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


def _seconds(library: Library, name: str) -> float:
    """Seconds for the turn that starts to count the exercise."""
    clock = HouseClock.standing_at(86_400.0)  # the log knows no days before 1970
    taken: list[float] = []
    skill = create_skill(OneStore({}), clock.now, library, Timing.APLA)
    device = house.echo(_timed(skill.answer, taken), clock)
    for _ in range(MEASURED):
        device.hear(f"do the {library.language(house.USUAL).exercises[name].name}")
        device.hear("stop")
    return min(taken[::2])


def _timed(answer: Callable[[bytes], bytes], taken: list[float]) -> Callable[[bytes], bytes]:
    def ask(body: bytes) -> bytes:
        begun = time.thread_time()
        answered = answer(body)
        taken.append(time.thread_time() - begun)
        return answered

    return ask
