"""What is said as each second of a hold begins: numbers up to the middle, then down to the end, and cues."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from skill.coaching.script import Calls, Script
from skill.coaching.style import LAST_SECONDS, LONGEST_SILENCE, CountStyle, Manner

HALFWAY_FROM = 20
"""Seconds from which a hold has its middle called."""
UP_FROM = 10
"""Seconds from which a hold is counted up at first. A shorter one is counted down from its beginning: there
would be no time to hear that the count has turned. Its first second belongs to the word that calls it."""
LAST_TEN_FROM = 30
"""Seconds from which a hold has its last ten counted down, and not only its last five."""
CUED_FROM = 10
"""Seconds from which a hold has a cue."""
CUE_EVERY = 15
"""Seconds of a hold to one of its cues; the shortest that have any have one as well."""
TOLD_LEFT = 10
"""Where a count has turned, every so many seconds it is told how many are left."""
AFTER_HALFWAY = 3
"""Seconds from the middle within which it is not told yet."""
UNCUED_FIRST, UNCUED_LAST = 2, 5
"""Seconds at both ends of a hold without a cue: one settles, and one hears the end come."""


def words(hold: int, script: Script, calls: Calls, manner: Manner, rep: int = 0) -> tuple[str, ...]:
    """What is said at each second of a hold, counted in; nothing where the coach is silent.

    Never for longer than `LONGEST_SILENCE`. With its number before it, the second that begins in the middle
    would not fit: it is called "halfway" instead. A hold that is counted down has a quiet second or a cue
    before the count turns, so that nobody takes one count for the other.
    """
    said = list(_numbers(hold, script, manner))
    if hold >= HALFWAY_FROM and manner.halfway:
        said[hold // 2] = script.say("count.halfway")
    if manner.cues:
        seconds = cued(hold, manner)
        for second, cue in zip(seconds, _cues(calls, len(seconds), rep + manner.turn), strict=False):
            said[second - 1] = cue
    _keep_in_touch(said, script)
    return tuple(said)


def counted_up(hold: int, manner: Manner) -> int:
    """The last second of a hold that is counted up."""
    if manner.up:
        return hold
    return min(hold // 2, hold - _last(hold, manner) - 1) if hold >= UP_FROM else 0


def cued(hold: int, manner: Manner) -> Sequence[int]:
    """The seconds of a hold that have a cue in place of a number, in their order.

    Counted to its end, a hold has them evenly; else the greater half is where the count turns.
    """
    if hold < CUED_FROM:
        return ()
    number = max(1, hold // CUE_EVERY)
    if manner.up:
        return [*_spread(hold, UNCUED_FIRST + 1, hold - UNCUED_LAST, number)]
    up, turned = counted_up(hold, manner), hold - max(UNCUED_LAST, _last(hold, manner))
    begins = min(up + 1 + (hold >= HALFWAY_FROM), turned)
    return [
        *_spread(hold, UNCUED_FIRST + 1, up, number // 2),
        *_spread(hold, begins, turned, number - number // 2),
    ]


def _last(hold: int, manner: Manner) -> int:
    """Seconds at the end of a hold that are counted down."""
    if manner.style is CountStyle.REPS_ONLY:
        return LAST_SECONDS
    long = hold >= LAST_TEN_FROM and manner.style is CountStyle.EVERY_SECOND
    return 2 * LONGEST_SILENCE if long else LONGEST_SILENCE


@lru_cache(maxsize=256)
def _numbers(hold: int, script: Script, manner: Manner) -> tuple[str, ...]:
    """The numbers said as its seconds begin: the same in every rep and every exercise."""
    return tuple(_number(second, hold, script, manner) for second in range(1, hold + 1))


def _number(second: int, hold: int, script: Script, manner: Manner) -> str:
    """The number said as `second` begins; where the count has turned, how much is left, now and then."""
    left, style = hold + 1 - second, manner.style
    up = counted_up(hold, manner)
    if second == 1 and hold < UP_FROM and (not manner.up or style is CountStyle.REPS_ONLY):
        return ""
    if style is CountStyle.REPS_ONLY:
        # "Twenty-eight" out of a silence means little: the end is counted down even for somebody counting up.
        return script.number(left) if left <= LAST_SECONDS else ""
    if second <= up:
        near = manner.up and left <= LONGEST_SILENCE
        # With no "halfway" in between, "five" on the way up would be taken for the one on the way down.
        fifth = second % LONGEST_SILENCE == 0 and (manner.up or hold >= HALFWAY_FROM)
        told = style is CountStyle.EVERY_SECOND or fifth or near
        return script.beat(second) if told else ""
    if left <= _last(hold, manner) or (hold < UP_FROM and style is CountStyle.EVERY_SECOND):
        return script.number(left)
    told = left % TOLD_LEFT == 0 and second > up + AFTER_HALFWAY
    return script.say("count.left", n=left) if told else ""


def _spread(hold: int, first: int, last: int, number: int) -> Iterator[int]:
    """So many seconds of those from `first` to `last`, evenly, none of them where a round number is said."""
    for turn in range(number):
        second = first + (last - first + 1) * (2 * turn + 1) // (2 * number)
        while second % TOLD_LEFT == 0 or (hold + 1 - second) % TOLD_LEFT == 0:
            second -= 1
        yield second


def _cues(calls: Calls, number: int, rep: int) -> tuple[str, ...]:
    """So many cues for the rep: breath and form in turn, and each list from where the rep before it ended.

    A hold with one of them has breath in one rep and form in the next; one with several begins with breath.
    """
    kinds = [kind for kind in (calls.breath, calls.form) if kind]
    turns = (divmod(at, len(kinds)) for at in range(rep * number, (rep + 1) * number) if kinds)
    return tuple(kinds[kind][turn % len(kinds[kind])] for turn, kind in turns)


def _keep_in_touch(said: list[str], script: Script) -> None:
    """A word wherever nothing would be said for too long."""
    quiet = 0
    for at, text in enumerate(said):
        quiet = 0 if text else quiet + 1
        if quiet == LONGEST_SILENCE:
            said[at], quiet = script.say("count.stay", n=at + 1), 0
