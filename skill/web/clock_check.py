"""Notices a wrong clock, with which every request from Alexa is refused like an old one sent again."""

from __future__ import annotations

from collections.abc import Callable

from skill import log

QUIET_SECONDS = 600.0
"""From one warning to the next, and after a request that was in time."""
LONGEST = 100 * 366 * 86_400
"""No clock is further off: a timestamp beyond it is nonsense."""


class ClockCheck:
    """Warns when requests for this skill are refused for their timestamp and none passes.

    They are not proved, as nothing is fetched for them: the warning says what to do if they are Alexa's.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._quiet_from = float("-inf")

    def passed(self) -> None:
        """A request was proved, so the clock is right."""
        self._quiet_from = self._clock()

    def failed(self, ahead: float) -> None:
        """A request for this skill was refused; the clock is that many seconds ahead of its timestamp."""
        now = self._clock()
        if abs(now - self._quiet_from) < QUIET_SECONDS or abs(ahead) > LONGEST:
            return
        self._quiet_from = now
        log.clock_off(ahead)
