"""Pain: what to do with the body first, then what to do instead. Nothing of it is kept beyond the session."""

from __future__ import annotations

from typing import TypeVar

from ask_sdk_model import Response
from msgspec.structs import replace

from skill.coaching.cue import Place
from skill.coaching.exercise import BodyPart
from skill.coaching.plan import left_out, stand_in
from skill.handlers import alone, coach, levels, phrases, reply, routine, slots
from skill.handlers.memory import Question
from skill.handlers.turn import Turn

Item = TypeVar("Item")


def hurts(turn: Turn) -> Response:
    """ "That hurts", "my knee hurts": an easier way, else another exercise, else what comes next."""
    talk = [*_stop(turn, slots.body_part(turn.intent)), _signs(turn)]
    stint = turn.person.stint
    if stint is None or not stint.exercise:
        return reply.ask(turn, talk, Question.STOP_HERE)
    name = stint.exercise
    turn.memory.hurts = _with(turn.memory.hurts, name)
    if turn.exercise(name).eased(turn.level(name), turn.memory.sore) is None:
        return _leave(turn, name, [*talk, _left_out(turn, name)])
    if not turn.under_way:
        talk.append(coach.announcement(turn, name))
    return reply.ask(turn, talk, Question.EASIER, about=name)


def hurts_sharply(turn: Turn) -> Response:
    """ "A sharp pain": this exercise is left for today, whichever way it might be done."""
    return _leave_at_once(turn, _stop(turn, slots.body_part(turn.intent)))


def hurts_down_the_leg(turn: Turn) -> Response:
    """It comes from the back; and the signs are told however often it is said."""
    turn.memory.told_signs = False
    turn.memory.sore = _with(turn.memory.sore, BodyPart.BACK)
    return _leave_at_once(turn, _stop(turn, None))


def emergency(turn: Turn) -> Response:
    """Call for help, before anything else. It may have been misheard: so the session stays open."""
    turn.unsure, turn.memory.told_signs = False, True
    return reply.ask(turn, [turn.say.say("pain.emergency")], Question.STOP_HERE)


def unwell(turn: Turn) -> Response:
    """ "I feel dizzy"."""
    turn.unsure = False
    return reply.ask(turn, [turn.say.say("pain.unwell")], Question.STOP_HERE)


def do_easier(turn: Turn) -> Response:
    """Yes to the easier way: on at once, from the place one was at."""
    name, stint = turn.memory.about, turn.person.stint
    level = turn.exercise(name).eased(turn.level(name), turn.memory.sore)
    if level is None or stint is None or stint.exercise != name:
        return routine.lead_on(turn)
    turn.memory.hurts = tuple(other for other in turn.memory.hurts if other != name)
    told = levels.change(turn, name, level)
    return coach.lead(turn, *(told if coach.is_known(turn, stint) else ()))


def leave(turn: Turn) -> Response:
    """No to the easier way: another exercise is offered, if there is one."""
    name = turn.memory.about
    return _leave(turn, name, [_left_out(turn, name)])


def do_instead(turn: Turn) -> Response:
    """Yes to the other exercise: it is done beside the routine."""
    return alone.do_alone(turn, turn.memory.about)


def move_on(turn: Turn) -> Response:
    """No to the other exercise."""
    return _ask_what_is_next(turn, [turn.say.say("pause.fine")])


def stop_here(turn: Turn) -> Response:
    """Yes, it is enough for today."""
    if turn.workout is not None and turn.workout.over:
        return routine.finish(turn)
    return reply.close(turn, turn.say.say("pain.take_care"))


def _stop(turn: Turn, part: BodyPart | None) -> list[str]:
    """What to do with the body, before anything else is said."""
    turn.unsure = False
    stint = turn.person.stint
    first = "pain.stop" if stint is not None and turn.under_way else "pain.rest"
    if part is None:
        return [turn.say.say(first)]
    turn.memory.sore = _with(turn.memory.sore, part)
    return [turn.say.say(first), turn.say.say("pain.spare", part=turn.language.body_parts[part].name)]


def _signs(turn: Turn) -> str:
    """The signs of an emergency, once in a session."""
    told, turn.memory.told_signs = turn.memory.told_signs, True
    return "" if told else turn.say.say("pain.signs")


def _leave_at_once(turn: Turn, talk: list[str]) -> Response:
    """What is under way is left without a question; where nothing is, it may be time to stop."""
    stint = turn.person.stint
    if stint is None or not stint.exercise or not turn.under_way:
        return reply.ask(turn, [*talk, _signs(turn)], Question.STOP_HERE)
    said = turn.say.say("pain.leave", name=turn.words(stint.exercise).name)
    return _leave(turn, stint.exercise, [*talk, said, _signs(turn)])


def _leave(turn: Turn, name: str, talk: list[str]) -> Response:
    """Not again today. What spares the sore part is offered instead, if there is such a thing."""
    turn.memory.hurts = _with(turn.memory.hurts, name)
    aside, workout = turn.person.aside, turn.workout
    if aside is not None and aside.exercise == name:
        turn.person, turn.memory.alone = replace(turn.person, aside=None), None
    if workout is not None:
        turn.person = replace(turn.person, workout=left_out(workout, name))
    instead = _instead(turn, name)
    if instead is None:
        return _ask_what_is_next(turn, talk)
    return reply.ask(turn, talk, Question.INSTEAD, about=instead)


def _instead(turn: Turn, name: str) -> str | None:
    """Nothing that hurt today, and nothing that comes anyway."""
    besides = {*turn.memory.hurts, *(turn.workout.left if turn.workout is not None else ())}
    preferences, sore = turn.person.preferences, turn.memory.sore
    return stand_in(name, turn.library.exercises, preferences, sore, besides)


def _ask_what_is_next(turn: Turn, talk: list[str]) -> Response:
    """The next exercise is announced, one half done is gone on with; without a routine it may be enough."""
    if turn.workout is None:
        return reply.ask(turn, talk, Question.STOP_HERE)
    if turn.workout.place != Place():
        return reply.ask(turn, talk, phrases.question_of_place(turn, aside=False))
    return routine.announce(turn, " ".join(filter(None, talk)))


def _left_out(turn: Turn, name: str) -> str:
    return turn.say.say("skip.left_out", name=turn.words(name).name)


def _with(known: tuple[Item, ...], item: Item) -> tuple[Item, ...]:
    return known if item in known else (*known, item)
