"""Routines name exercises: each of them must be there, and in a dose that it may have."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from skill.coaching.exercise import Equipment, Exercise, Routine
from skill.content.reading import Faults, named

USUAL_ROUTINE = "back"
"""What the skill leads through unless somebody chose another."""
GENTLE_ROUTINE = "gentle"
"""What somebody begins with who has never done the exercises; without this file, nobody is asked."""


def check_routine(path: Path, routine: Routine, known: Collection[str], faults: Faults) -> None:
    """Every exercise that the routine names is there."""
    check_known(path, "exercises", routine.exercises, known, faults)
    check_known(path, "off_the_floor", routine.off_the_floor, known, faults)
    around = {"warm_up": routine.warm_up, "cool_down": routine.cool_down}
    around |= {f"relief_after.{after}": name for after, name in routine.relief_after.items()}
    for field, name in around.items():
        if name and name not in known:
            faults.add(path, f"{field}: {_unknown(name, known)}")


def check_doses(path: Path, routine: Routine, exercises: Mapping[str, Exercise], faults: Faults) -> None:
    """Every dose of the routine lies within the range of its exercise; something is left without a ball."""
    known = [exercises[name] for name in routine.exercises if name in exercises]
    if known and all(Equipment.BALL in exercise.needs for exercise in known):
        faults.add(path, "exercises: expected at least one that needs no ball, as not everybody has one")
    for name in sorted(routine.doses.keys() & exercises.keys()):
        dose, allowed = routine.dose_of(exercises[name]), exercises[name].range
        for field, number, (least, most) in (
            ("reps", dose.reps, allowed.reps),
            ("hold", dose.hold, allowed.hold),
        ):
            if not least <= number <= most:
                expected = f"expected {least} to {most}, the range in exercises/{name}.toml"
                faults.add(path, f"{named('doses', name, field)}: {expected}, not {number}")


def check_positions(path: Path, exercise: Exercise, known: Collection[str], faults: Faults) -> None:
    """Every position of the exercise is one that can be got into."""
    positions = {
        "": exercise.position,
        "easier.": exercise.easier.position,
        "harder.": exercise.harder.position,
    }
    for place, position in positions.items():
        if position is not None and position not in known:
            faults.add(path, f"{place}position: {_unknown(position, known)}")


def check_known(path: Path, field: str, names: Sequence[str], known: Collection[str], faults: Faults) -> None:
    for number, name in enumerate(names):
        if name not in known:
            faults.add(path, f"{field}, item {number + 1}: {_unknown(name, known)}")


def _unknown(name: str, known: Collection[str]) -> str:
    return f"expected one of {', '.join(sorted(known))}, not {name!r}"
