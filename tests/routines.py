"""The routine that most tests go through: seven exercises in a row, and nothing around them.

So the routine in the content can be changed, and gets its warm-up, relief and cool-down, without a change to
every test that is about something else. Tests of the routine itself are marked `whole_routine`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from skill.coaching.exercise import Routine
from skill.content import load

PLAIN = Routine(
    "back",
    ("ball_lean", "bird_dog", "plank", "superman", "prone_extension", "bridge", "hip_thrust"),
    rest=30,
)


WHOLE = load().routines["back"]
"""As the content has it."""


def lead_through(routine: Routine) -> None:
    """The skill in this process leads through `routine` from now on."""
    routines = load().routines
    assert isinstance(routines, dict)
    routines["back"] = routine


@contextmanager
def leading_through(routine: Routine) -> Iterator[None]:
    """The skill in this process leads through `routine` meanwhile."""
    before = load().routines["back"]
    lead_through(routine)
    try:
        yield
    finally:
        lead_through(before)
