"""Checks that routines and the progression rule name only known exercises, in doses that they may have."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from skill.coaching.exercise import Equipment, Exercise
from skill.coaching.progression_rule import Progression
from skill.coaching.routine import Routine
from skill.content.reading import Faults, entry, named

USUAL_ROUTINE = "back"
"""What the skill leads through unless somebody chose another."""
GENTLE_ROUTINE = "gentle"
"""What somebody begins with who has never done the exercises; without this file, nobody is asked."""

SEATED_ROUTINE = "chair"
"""What is offered to somebody who sits; without this file, they hear what can be done sitting."""
BED_ROUTINE = "bed"
"""The same for somebody who lies in bed."""


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
        dose = routine.dose_of(exercises[name])
        _check_dose(path, exercises[name], {"reps": dose.reps, "hold": dose.hold}, faults)


def _check_dose(path: Path, exercise: Exercise, dose: Mapping[str, object], faults: Faults) -> None:
    for field, (least, most) in (("reps", exercise.range.reps), ("hold", exercise.range.hold)):
        number = dose.get(field)
        if isinstance(number, int) and not least <= number <= most:
            expected = f"expected {least} to {most}, the range in exercises/{exercise.id}.toml"
            faults.add(path, f"{named('doses', exercise.id, field)}: {expected}, not {number}")


def check_misshapen_exercise(
    path: Path, known: Collection[str], positions: Collection[str], faults: Faults
) -> None:
    """What can be said about the names in a file that has other faults."""
    _check_entry(path, "instead", known, faults)
    _check_entry(path, "position", positions, faults)


def check_misshapen_routine(
    path: Path, exercises: Mapping[str, Exercise], known: Collection[str], faults: Faults
) -> None:
    """The same for a routine, and about its doses."""
    for field in ("exercises", "off_the_floor", "warm_up", "cool_down", "relief_after"):
        _check_entry(path, field, known, faults)
    doses = entry(path, "doses")
    for name, dose in sorted(doses.items()) if isinstance(doses, dict) else ():
        if name in exercises and isinstance(dose, dict):
            _check_dose(path, exercises[name], dose, faults)


def _check_entry(path: Path, field: str, known: Collection[str], faults: Faults) -> None:
    """The names in one entry, if it has any: one, a list, or a table of them."""
    value = entry(path, field)
    names: dict[tuple[str | int, ...], object] = {(field,): value}
    if isinstance(value, list):
        names = {(field, number): name for number, name in enumerate(value)}
    elif isinstance(value, dict):
        names = {(field, key): name for key, name in value.items()}
    for place, name in names.items():
        if isinstance(name, str) and name and name not in known:
            faults.add(path, f"{named(*place)}: {_unknown(name, known)}")


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


def check_progression(
    path: Path, rule: Progression, known: Collection[str], exercises: Mapping[str, Exercise], faults: Faults
) -> None:
    """Every exercise that the rule names is there, and what it says fits together."""
    for field in ("by_itself", "more_of_the_same"):
        check_known(path, ("harder_way", field), getattr(rule.harder_way, field), known, faults)
    for name, narrower in rule.limits.items():
        if name not in known:
            faults.add(path, f"{named('limits', name)}: {_unknown(name, known)}")
        elif name in exercises:
            least, most = exercises[name].range.hold
            if not least <= narrower.hold[0] <= narrower.hold[1] <= most:
                field = named("limits", name, "hold")
                faults.add(
                    path, f"{field}: expected two numbers from {least} to {most}, the smaller one first"
                )
    if rule.back.start_over_after_days <= rule.back.after_days:
        faults.add(
            path,
            f"back.start_over_after_days: expected more than {rule.back.after_days}, which one step takes",
        )
    if rule.week.days[0] > rule.week.days[1]:
        faults.add(path, "week.days: expected the smaller number first")


def check_known(
    path: Path, field: str | tuple[str, ...], names: Sequence[str], known: Collection[str], faults: Faults
) -> None:
    place = (field,) if isinstance(field, str) else field
    for number, name in enumerate(names):
        if name not in known:
            faults.add(path, f"{named(*place, number)}: {_unknown(name, known)}")


def _unknown(name: str, known: Collection[str]) -> str:
    return f"expected one of {', '.join(sorted(known))}, not {name!r}"
