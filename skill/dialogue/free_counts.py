"""The free count that somebody is in, or has just done."""

from __future__ import annotations

from skill.coaching.workout import Stint
from skill.dialogue.turn import Turn
from skill.dialogue.workout import just_done_alone


def free_count(turn: Turn) -> Stint | None:
    """The free count under way or just over."""
    stint = turn.person.aside or just_done_alone(turn)
    return stint if stint is not None and stint.dose is not None else None


def running(turn: Turn) -> bool:
    """Whether a free count has begun and is not over."""
    aside = turn.person.aside
    return aside is not None and aside.dose is not None and (turn.interrupted or aside.begun)
