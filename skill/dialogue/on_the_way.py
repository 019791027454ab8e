"""A move into an exercise that may be broken off before it is over."""

from __future__ import annotations

from msgspec import Struct

from skill.coaching.exercise import Position


class OnTheWay(Struct, frozen=True, omit_defaults=True):
    """The last move that was told."""

    came_from: Position | None = None
    """Where the body was before; None: standing, or it may be standing meanwhile."""
    behind: float = 0.0
    """Seconds of talk from its end to the beginning of the count."""

    def body(self, seconds: float, *, to: Position | None) -> Position | None:
        """Where the body is so many seconds before the count begins, if the move leads `to` there."""
        return self.came_from if seconds > self.behind else to
