"""When a request was sent, as far as Alexa's clock and ours tell."""

from __future__ import annotations

from msgspec import Struct

TRAVELS = 0.3
"""Seconds that a request is on its way at the most, where nothing holds it up."""
CUT = 1.0
"""Alexa's timestamp is cut to whole seconds."""
HELD_UP = 8.0
"""Seconds that a request can have waited: Alexa waits no longer for its answer."""


class Sent(Struct, frozen=True):
    """Epoch seconds by our clock between which a request was sent."""

    earliest: float
    latest: float

    def earlier(self, seconds: float) -> Sent:
        """The same, if it may have been sent up to that much earlier."""
        return Sent(self.earliest - seconds, self.latest)


def sent(timestamp: float | None, arrived: float) -> Sent:
    """When a request was sent that bears `timestamp` and was here at `arrived`, both in epoch seconds.

    Our clock is finer, and the last answer left by it. The timestamp counts where a request was held up on
    its way, by a server that had to start first; one that is missing or absurd does not count at all.
    """
    if timestamp is None or not CUT + TRAVELS <= arrived - timestamp <= HELD_UP:
        return Sent(arrived - TRAVELS, arrived)
    return Sent(timestamp, timestamp + CUT)
