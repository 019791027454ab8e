"""How fast one device's voice is and how soon replies come, as its replies to closing questions show.

An answer's silences are known, and how long its words take in the voice of the table. What a reply took is
their sum in the device's own voice, and a delay: until the answer starts, until somebody replies, until the
reply is sent. Four quantities, with a usual value and a doubt each, are fitted to the last few replies by
least squares. Replies that do not fit the others, from people who thought first or broke in, weigh little.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import sqrt
from operator import mul
from typing import NamedTuple, TypeAlias

from msgspec import Struct

from skill.coaching.speech import Told

Vector: TypeAlias = tuple[float, ...]
Matrix: TypeAlias = tuple[Vector, ...]

USUAL = (1.0, 0.0, 1.0, 2.75)
"""What is likeliest of a device without replies: the pace of single words and the pace of sentences, relative
to the table; between them the seconds that each text takes beyond that; seconds of delay."""
DOUBTS = (0.2, 0.08, 0.2, 0.7)
"""Standard deviations of the same."""
VARIES = 0.6
"""Seconds by which the delay varies from reply to reply, as a standard deviation."""
MISFITS = 0.015
"""How far an answer's words differ from the sum, in parts of their length: voices linger on other words."""
OUTLIER = 2.0
"""Standard deviations at which a reply has half its weight."""
FITS = 6
"""Rounds in which the weights settle."""
REPLIES_KEPT = 8
TALK_HELPS_UNTIL = 3
"""Replies to counts in plain SSML from which on the others are forgotten: single words are not in them."""
QUICKEST, SLOWEST, THINKS = 0.6, 2.0, 10.0
"""Paces, and seconds of delay, outside of which a reply is none to the question of its answer."""


class Extent(NamedTuple):
    """How long an answer takes up to the end of its question."""

    silence: float = 0.0
    """Seconds."""
    words: float = 0.0
    pieces: float = 0.0
    talk: float = 0.0

    @property
    def told(self) -> Told:
        """What is said in it."""
        return Told(self.words, self.pieces, self.talk)


class Reply(NamedTuple):
    """A reply to the question that closed an answer."""

    took: float
    """Seconds from the answer's leaving until the reply was sent, without the answer's silences."""
    words: float
    pieces: float
    talk: float

    @property
    def told(self) -> Told:
        """The answer's words."""
        return Told(self.words, self.pieces, self.talk)

    @property
    def has_single_words(self) -> bool:
        """Whether numbers and calls were said at the voice's own pace: in a count, as plain SSML."""
        return self.words > 0

    @property
    def plausible(self) -> bool:
        """Whether it can have followed the question."""
        spoken = self.words + self.talk
        return QUICKEST * spoken < self.took < SLOWEST * spoken + THINKS


class Pace(Struct, frozen=True):
    """The four quantities as far as they are known."""

    mean: Vector
    covariance: Matrix

    @property
    def delay(self) -> float:
        return self.mean[-1]

    def seconds(self, told: Told) -> float:
        """Seconds that saying it is likely to take."""
        words, piece, talk, _ = self.mean
        return told.words * words + told.pieces * piece + told.talk * talk

    def doubt(self, told: Told) -> float:
        """The standard deviation of those seconds and one delay together."""
        row = (*told, 1.0)
        return sqrt(VARIES**2 + _product(row, tuple(_product(line, row) for line in self.covariance)))


def kept(replies: Sequence[Reply], reply: Reply) -> tuple[Reply, ...]:
    """The replies that a device is known by once there is another one."""
    counts = [each for each in (*replies, reply) if each.has_single_words]
    if not reply.has_single_words and counts:
        return tuple(replies)
    return tuple(counts if len(counts) >= TALK_HELPS_UNTIL else (*replies, reply))[-REPLIES_KEPT:]


@lru_cache(maxsize=256)
def learned(replies: tuple[Reply, ...]) -> Pace:
    """What is known of a device by these replies."""
    pace = Pace(_scaled(replies), _inverse(_prior()))
    for _ in range(FITS if replies else 0):
        pace = _fitted(replies, pace.mean)
    return pace


def _fitted(replies: Sequence[Reply], near: Vector) -> Pace:
    """Least squares, each reply with the weight that it has by its distance from what is expected `near`."""
    precision = _prior()
    sums = [usual / doubt**2 for usual, doubt in zip(USUAL, DOUBTS, strict=True)]
    for reply in replies:
        row = (*reply.told, 1.0)
        variance = VARIES**2 + (MISFITS * (reply.words + reply.talk)) ** 2
        off = (reply.took - _product(row, near)) ** 2 / variance
        weight = 1 / variance / (1 + off / OUTLIER**2)
        for i, a in enumerate(row):
            sums[i] += weight * a * reply.took
            for j, b in enumerate(row):
                precision[i][j] += weight * a * b
    covariance = _inverse(precision)
    return Pace(tuple(_product(line, sums) for line in covariance), covariance)


def _scaled(replies: Sequence[Reply]) -> Vector:
    """The usual values, as much faster or slower as the median of the replies: outliers do not move it.

    A reply to talk is left out: voices that are quick in sentences may be slow in single words.
    """
    *voice, delay = USUAL
    counts = [reply for reply in replies if reply.has_single_words]
    expected = [(reply.took - delay, _product(reply.told, voice)) for reply in counts]
    factors = sorted(took / seconds for took, seconds in expected if seconds > THINKS)
    factor = factors[len(factors) // 2] if factors else 1.0
    return (*(factor * each for each in voice), delay)


def _prior() -> list[list[float]]:
    size = range(len(DOUBTS))
    return [[1 / DOUBTS[i] ** 2 if i == j else 0.0 for j in size] for i in size]


def _product(one: Sequence[float], other: Sequence[float]) -> float:
    product: float = sum(map(mul, one, other))
    return product


def _inverse(matrix: Sequence[Sequence[float]]) -> Matrix:
    """Of a symmetric, positive definite matrix, by Gauss and Jordan."""
    size = len(matrix)
    rows = [[*line, *(1.0 if i == j else 0.0 for j in range(size))] for i, line in enumerate(matrix)]
    for i, pivot in enumerate(rows):
        pivot[:] = [value / pivot[i] for value in pivot]
        for other in rows:
            if other is not pivot:
                factor = other[i]
                other[:] = [a - factor * b for a, b in zip(other, pivot, strict=True)]
    return tuple(tuple(line[size:]) for line in rows)
