"""Routines name exercises: each of them must be there."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from skill.coaching.exercise import Routine
from skill.content.reading import Faults, named


def check_routine(path: Path, routine: Routine, known: Collection[str], faults: Faults) -> None:
    """Every exercise that the routine names is there."""
    check_known(path, "exercises", routine.exercises, known, faults)
    check_known(path, "off_the_floor", routine.off_the_floor, known, faults)
    around = {"warm_up": routine.warm_up, "cool_down": routine.cool_down}
    around |= {f"relief_after.{after}": name for after, name in routine.relief_after.items()}
    for field, name in around.items():
        if name and name not in known:
            faults.add(path, f"{field}: {_unknown(name, known)}")


def check_known(path: Path, field: str, names: Sequence[str], known: Collection[str], faults: Faults) -> None:
    for number, name in enumerate(names):
        if name not in known:
            faults.add(path, f"{named(field, number)}: {_unknown(name, known)}")


def _unknown(name: str, known: Collection[str]) -> str:
    return f"expected one of {', '.join(sorted(known))}, not {name!r}"
