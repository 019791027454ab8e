"""Which exercises a routine has today for a person."""

from __future__ import annotations

from collections.abc import Mapping

from skill.coaching.exercise import Exercise, Routine
from skill.coaching.person import Preferences


def plan(routine: Routine, exercises: Mapping[str, Exercise], preferences: Preferences) -> tuple[str, ...]:
    """The routine's exercises in its order, without those that need what the person does not have."""
    return tuple(
        name for name in routine.exercises if not set(exercises[name].needs) & set(preferences.without)
    )
