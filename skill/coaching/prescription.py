"""What one person is to do: an exercise at their level and pace, or a free count."""

from __future__ import annotations

from collections.abc import Mapping

from skill.coaching.dose import Work
from skill.coaching.exercise import Exercise
from skill.coaching.free import free_work
from skill.coaching.person import Preferences, Stint
from skill.coaching.style import paced


def prescribed(stint: Stint, exercises: Mapping[str, Exercise], preferences: Preferences) -> Work:
    """The work of a stint: the exercise's own as the person wants it, or the free count's."""
    if stint.dose:
        return free_work(stint.dose)
    work = exercises[stint.exercise].work_at(preferences.level(stint.exercise))
    return paced(work, preferences.paces.get(stint.exercise, 0))
