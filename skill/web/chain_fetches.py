"""Which certificate chains are fetched: all that Alexa may name, and few of those that only strangers name.

Anybody can name any URL in Amazon's folder, and a worker that waits for one answers nobody else. So there are
limits: one for people who have been proved before, one for names like Amazon's, and one for all the rest. A
flood uses up the limit that it falls under, and the others remain.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from random import uniform
from threading import Lock

from msgspec import Struct

MINUTE = 60.0

ABSENT_SECONDS = 30 * MINUTE
"""For how long a URL without a chain of Alexa's is not fetched again. In this time every name like Amazon's
can be tried once, so that naming wrong ones over and over does not keep a right one from being tried."""
FAILED_SECONDS = 10.0
"""The same for a URL that could not be reached, which may be a passing fault."""

_FAMILIAR = re.compile(r".*/echo\.api/echo-api-cert(-[1-9]\d?)?(-ats)?\.pem", re.ASCII)
"""The names that Amazon has used so far: 200 with the numbers to come."""


class ForgedRequestError(Exception):
    """The request is not proved to come from Alexa. `reason` is for the log; the caller is not told."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class ChainUnavailableError(ForgedRequestError):
    """There is no chain, or none that may be fetched now."""


class Limit:
    """At most so many fetches a minute, of which `at_once` may follow each other without a pause.

    A fetch counts as up to one and a half, at random. Otherwise workers that a flood reaches at the same time
    would continue to fetch at the same time, and none would be left to answer.
    """

    def __init__(self, a_minute: float, at_once: int) -> None:
        self._each_second, self._most = a_minute / MINUTE, float(at_once)
        self._left, self._at = self._most, 0.0

    def allows(self, now: float) -> bool:
        """Whether one more may be fetched; if so, it is counted."""
        self._left = min(self._most, self._left + max(0.0, now - self._at) * self._each_second)
        self._at = now
        if self._left <= 0:
            return False
        self._left -= uniform(1.0, 1.5)  # noqa: S311 - it spreads, it hides nothing
        return True


class _Failure(Struct, frozen=True):
    reason: str
    until: float


class ChainFetches:
    """Fetches chains within limits of one process, and remembers where there is none. Safe for threads."""

    def __init__(self, fetch: Callable[[str], bytes], clock: Callable[[], float]) -> None:
        self._fetch, self._clock = fetch, clock
        self._failures: dict[str, _Failure] = {}
        self._known, self._familiar, self._others = Limit(12, 3), Limit(12, 2), Limit(6, 1)
        self._counting = Lock()

    def fetch(self, url: str, *, known: bool) -> bytes:
        """The PEM at `url`; `known` if a person names it who has been proved before.

        Raises:
            ChainUnavailableError: there is none, or it may not be fetched now.
            ForgedRequestError: what is there has lately been found to prove nothing.
        """
        with self._counting:
            self._check(url, known)
        return self.renew(url)

    def renew(self, url: str) -> bytes:
        """The PEM at a `url` that has been proved before; this has no limit.

        Raises:
            ChainUnavailableError: there is none.
        """
        try:
            return self._fetch(url)
        except OSError as fault:
            seconds = ABSENT_SECONDS if isinstance(fault, FileNotFoundError) else FAILED_SECONDS
            self.failed(url, "chain-unavailable", seconds)
            raise ChainUnavailableError("chain-unavailable") from fault

    def failed(self, url: str, reason: str, seconds: float = ABSENT_SECONDS) -> None:
        """Remember that there is nothing useful at `url`."""
        now = self._clock()
        with self._counting:
            self._failures = {other: past for other, past in self._failures.items() if past.until > now}
            self._failures[url] = _Failure(reason, now + seconds)

    def _check(self, url: str, known: bool) -> None:
        now = self._clock()
        if known and self._known.allows(now):
            return
        past = self._failures.get(url)
        if past and now <= past.until <= now + ABSENT_SECONDS:  # not if the clock was set back
            raise ForgedRequestError(past.reason)
        limit = self._familiar if _FAMILIAR.fullmatch(url) else self._others
        if not limit.allows(now):
            raise ChainUnavailableError("chain-limited")
