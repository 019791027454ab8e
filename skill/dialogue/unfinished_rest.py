"""A rest goes on behind whatever is only answered in it: a question or a remark does not cut it short."""

from __future__ import annotations

from math import floor

from msgspec.structs import replace

from skill.dialogue.answer import Answer
from skill.dialogue.likeliest import at_likeliest
from skill.dialogue.moment import rest_left
from skill.dialogue.situation import LEADS_ON
from skill.dialogue.turn import Turn

WORTH_RESTING = 8
"""Seconds of a rest that are still rested after the answer; fewer go by while it is said."""


def rests(turn: Turn) -> bool:
    """Whether somebody speaks in a rest that is long enough to go on."""
    return rest_left(turn) >= WORTH_RESTING


def resting_on(turn: Turn, answer: Answer) -> Answer:
    """The answer with what is left of the rest in which `turn` was said, where it leaves the place as it is.

    What counts, pauses or rests by itself ends that rest, and so does another exercise. A question that does
    not lead on is asked at once, as is one that was not understood: the rest goes on behind the next answer.
    """
    if answer.ask is None or answer.rest:
        return answer
    left = rest_left(turn)
    if answer.quiet >= left > 0:
        return answer
    if left < WORTH_RESTING or not _at_the_same_place(turn, answer):
        return replace(answer, memory=replace(answer.memory, rest_ends=0.0))
    answer = replace(answer, memory=replace(answer.memory, rest_ends=turn.sent.latest + left))
    at_once = answer.ask not in LEADS_ON or answer.memory.misses
    return answer if at_once else replace(answer, rest=floor(left))


def _at_the_same_place(turn: Turn, answer: Answer) -> bool:
    return answer.person.stint in {turn.stint, at_likeliest(turn).stint} - {None}
