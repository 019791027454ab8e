"""How one likes to be led: what is counted, how fast one moves, whether one is asked. It is remembered."""

from __future__ import annotations

from ask_sdk_model import Response
from msgspec.structs import replace

from skill.coaching.style import PACES, CountStyle
from skill.dialogue import introduction, phrases, reply
from skill.dialogue.turn import Turn
from skill.handlers.routine import ask_to_start

SAYING = {
    CountStyle.EVERY_SECOND: "style.every_second",
    CountStyle.EVERY_FIVE: "style.every_five",
    CountStyle.REPS_ONLY: "style.reps_only",
}


def count_less(turn: Turn) -> Response:
    """ "Count less": the next style that says fewer numbers."""
    style = turn.person.preferences.style
    if style.less is style:
        return reply.ask(turn, [turn.say.say("style.least")], phrases.question_of_place(turn))
    return _count(turn, style.less)


def count_every_second(turn: Turn) -> Response:
    return _count(turn, CountStyle.EVERY_SECOND)


def count_every_five(turn: Turn) -> Response:
    return _count(turn, CountStyle.EVERY_FIVE)


def count_reps_only(turn: Turn) -> Response:
    return _count(turn, CountStyle.REPS_ONLY)


def lead_straight_through(turn: Turn) -> Response:
    """ "Don't ask me", "keep going": from exercise to exercise, and on at once."""
    _flow(turn, True)
    said = turn.say.say("flow.straight_through")
    if turn.person.stint is None:
        return reply.ask(turn, [said], phrases.question_of_place(turn))
    return introduction.lead(turn, said)


def ask_each_time(turn: Turn) -> Response:
    _flow(turn, False)
    return reply.ask(turn, [turn.say.say("flow.ask_each_time")], phrases.question_of_place(turn))


def slower(turn: Turn) -> Response:
    """ "Slower": the movements of this exercise, from now on; never a second of a hold."""
    return _move(turn, 1, "pace.slower", "pace.slowest")


def faster(turn: Turn) -> Response:
    return _move(turn, -1, "pace.faster", "pace.fastest")


def _flow(turn: Turn, flow: bool) -> None:
    turn.person = replace(turn.person, preferences=replace(turn.person.preferences, flow=flow))


def _count(turn: Turn, style: CountStyle) -> Response:
    turn.person = replace(turn.person, preferences=replace(turn.person.preferences, style=style))
    return reply.ask(turn, [turn.say.say(SAYING[style])], phrases.question_of_place(turn))


def _move(turn: Turn, by: int, said: str, at_the_end: str) -> Response:
    stint = turn.person.stint
    if stint is None or not stint.exercise:
        return ask_to_start(turn) if stint is None else _keep(turn, at_the_end)
    preferences = turn.person.preferences
    step = preferences.paces.get(stint.exercise, 0) + by
    if step not in PACES:
        return _keep(turn, at_the_end)
    paces = {**preferences.paces, stint.exercise: step}
    turn.person = replace(turn.person, preferences=replace(preferences, paces=paces))
    return _keep(turn, said)


def _keep(turn: Turn, key: str) -> Response:
    return reply.ask(turn, [turn.say.say(key)], phrases.question_of_place(turn))
