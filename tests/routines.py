"""The routine that most tests go through: seven exercises in a row, and nothing around them.

So the routine in the content can be changed, and gets its warm-up, relief and cool-down, without a change to
every test that is about something else. There is no gentle start either, so nobody is asked whether they have
done the exercises before. Tests of the back routine itself are marked `whole_routine`, those of the first
meeting and of several routines `all_routines`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from skill.coaching.routine import Routine
from skill.content import load
from skill.content.library import easy_movement_of, prescribed_in

PLAIN = Routine(
    "back",
    ("ball_lean", "bird_dog", "plank", "superman", "prone_extension", "bridge", "hip_thrust"),
    rest=30,
)


ALL = dict(load().routines)
"""As the content has them."""
WHOLE = ALL["back"]
HAVING = {"plain": {"back": PLAIN}, "whole": {"back": WHOLE}, "all": ALL}
"""What the skill may have in a test."""


def lead_through(routines: Mapping[str, Routine]) -> None:
    """The skill in this process has these routines from now on."""
    known = load().routines
    assert isinstance(known, dict)
    known.clear()
    known.update(routines)
    for cached in (easy_movement_of, prescribed_in):
        cached.cache_clear()


@contextmanager
def leading_through(routines: Mapping[str, Routine]) -> Iterator[None]:
    """The skill in this process has these routines meanwhile."""
    before = dict(load().routines)
    lead_through(routines)
    try:
        yield
    finally:
        lead_through(before)
