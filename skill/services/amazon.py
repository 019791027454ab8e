"""Asks Amazon's services about time zones and reminders, and never waits for long.

A request has 8 s, of which the store may need most. And a worker that waits answers nobody else, so once a
service has not answered in time, nobody waits for it again for a while.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from skill.coaching.reminder import Outcome, Trouble, Wanted
from skill.services.access import Access

if TYPE_CHECKING:
    from skill.services.http import Send

PATIENCE = 2.0
"""Seconds for everything that is asked of Amazon in one turn; DynamoDB may take 5.7 s in the same turn."""
BREATHER = 30.0
"""Seconds without a call after a service did not answer in time."""


class Amazon:
    """Amazon's services, as far as a skill needs them; by `send`, where it is not HTTPS."""

    def __init__(
        self,
        send: Send | None = None,
        *,
        patience: float = PATIENCE,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._send, self._patience, self._clock = send, patience, clock
        self._quiet_until = 0.0

    def session(self, access: Access) -> Session:
        """The calls of one turn, which share their time."""
        return Session(self, access, self._clock() + self._patience)

    def run(self, access: Access, wanted: Wanted, deadline: float) -> Outcome:
        """What comes of asking; nothing is raised."""
        from skill.services import calls, http  # here: few turns call, and the first answer need not wait

        if not access.endpoint or not access.token or self._clock() < self._quiet_until:
            return Trouble.UNAVAILABLE
        client = http.DeadlineClient(self._send or http.over_https, deadline, self._clock)
        try:
            return calls.outcome(client, access, wanted, deadline - self._clock())
        except TimeoutError:
            return Trouble.UNSURE if client.changed else Trouble.UNAVAILABLE
        finally:
            if client.status == http.NOBODY and self._clock() >= deadline:
                self._quiet_until = self._clock() + BREATHER


class Session:
    """One turn's calls. What was asked once is not asked again: a turn may be gone through more than once,
    when another device of the person writes first."""

    def __init__(self, amazon: Amazon, access: Access, deadline: float) -> None:
        self._amazon, self._access, self._deadline = amazon, access, deadline
        self._known: dict[Wanted, Outcome] = {}

    def outcome(self, wanted: Wanted) -> Outcome:
        """What comes of it."""
        if wanted not in self._known:
            self._known[wanted] = self._amazon.run(self._access, wanted, self._deadline)
        return self._known[wanted]
