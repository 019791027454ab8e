"""One level on: the exercise under way an easier or a harder way, remembered until it is changed."""

from __future__ import annotations

from ask_sdk_model import Response

from skill.coaching.dose import Work
from skill.coaching.exercise import Level
from skill.coaching.person import Stint
from skill.coaching.prescription import at_level
from skill.dialogue import introduction, phrases, reply
from skill.dialogue.turn import Turn

NOW = {Level.EASIER: "level.easier", Level.USUAL: "level.usual", Level.HARDER: "level.harder"}


def easier(turn: Turn) -> Response:
    """ "That's too hard"."""
    return _one_on(turn, -1, "level.easiest")


def harder(turn: Turn) -> Response:
    """ "That's too easy"."""
    return _one_on(turn, 1, "level.hardest")


def change(turn: Turn, name: str, level: Level) -> list[str]:
    """Do an exercise another way from now on; what is to be told: where one goes, what one does, how long."""
    stint, position = Stint(name), turn.position(name)
    before = turn.work(stint)
    turn.person = at_level(turn.person, turn.exercise(name), level)
    there = turn.position(name)
    moved = phrases.into_position(turn, there) if there is not position else ""
    if moved:
        turn.memory.body = there
    return [moved, turn.words(name).way(level), _new_dose(turn, before, turn.work(stint))]


def _one_on(turn: Turn, by: int, at_the_end: str) -> Response:
    """The exercise under way one level on; its place is kept, and the question is that of the place."""
    return reply.ask(turn, _changed(turn, by, at_the_end), phrases.question_of_place(turn))


def _changed(turn: Turn, by: int, at_the_end: str) -> list[str]:
    stint = turn.person.stint
    if stint is None:
        return [turn.say.say("level.in_each")]
    if not stint.exercise:
        return [turn.say.say("level.free")]
    level = turn.level(stint.exercise) + by
    if level not in NOW:
        return [turn.say.say(at_the_end)]
    return [turn.say.say(NOW[Level(level)]), *change(turn, stint.exercise, Level(level))]


def _new_dose(turn: Turn, before: Work, now: Work) -> str:
    """As much of the dose as is new."""
    if before.dose == now.dose:
        return ""
    if before.dose.reps == now.dose.reps:
        return turn.say.say("level.held", length=phrases.length(turn, now.dose.hold))
    if before.dose.hold == now.dose.hold:
        return turn.say.say("level.reps", n=now.dose.reps)
    return introduction.dose(turn, now)
