"""Pain: what to do with the body first, then what to do instead. Nothing of it is kept beyond the session."""

from __future__ import annotations

from typing import TypeVar

from skill.coaching.cue import Place
from skill.coaching.exercise import BodyPart
from skill.coaching.plan import left_out, stand_in
from skill.dialogue import introduction, phrases, variants, workout
from skill.dialogue.answer import Answer, ask, close, count
from skill.dialogue.memory import Question
from skill.dialogue.phrases import Phrase, Talk, name_of, say
from skill.dialogue.situation import question_of_place
from skill.dialogue.turn import Turn
from skill.handlers.routine import lead_on

Item = TypeVar("Item")


def hurts(turn: Turn) -> Answer:
    """ "That hurts", "my knee hurts": an easier way, else another exercise, else what comes next."""
    turn, stop = _stopped(turn, turn.slots.body_part)
    turn, signs = _signs(turn)
    talk = [*stop, signs]
    if turn.stint is None or not turn.stint.exercise:
        return ask(turn, talk, Question.STOP_HERE)
    name = turn.stint.exercise
    turn = turn.with_memory(hurts=_with(turn.memory.hurts, name))
    if turn.exercise(name).eased(turn.level(name), turn.memory.sore) is None:
        return _left(turn, name, [*talk, _left_out(name)])
    if not turn.under_way:
        talk.append(introduction.announcement(turn, name))
    return ask(turn, talk, Question.EASIER, about=name)


def hurts_sharply(turn: Turn) -> Answer:
    """ "A sharp pain": this exercise is left for today, whichever way it might be done."""
    return _leave_at_once(*_stopped(turn, turn.slots.body_part))


def hurts_down_the_leg(turn: Turn) -> Answer:
    """It comes from the back; and the signs are told however often it is said."""
    turn = turn.with_memory(told_signs=False, sore=_with(turn.memory.sore, BodyPart.BACK))
    return _leave_at_once(*_stopped(turn, None))


def emergency(turn: Turn) -> Answer:
    """Call for help, before anything else. It may have been misheard: so the session stays open."""
    turn = turn.but(unsure=False).with_memory(told_signs=True)
    return ask(turn, [say("pain.emergency")], Question.STOP_HERE)


def unwell(turn: Turn) -> Answer:
    """ "I feel dizzy"."""
    return ask(turn.but(unsure=False), [say("pain.unwell")], Question.STOP_HERE)


def do_easier(turn: Turn) -> Answer:
    """Yes to the easier way: on at once, from the place one was at."""
    name, stint = turn.memory.about, turn.stint
    level = turn.exercise(name).eased(turn.level(name), turn.memory.sore)
    if level is None or stint is None or stint.exercise != name:
        return lead_on(turn)
    turn = turn.with_memory(hurts=tuple(other for other in turn.memory.hurts if other != name))
    turn, told = variants.changed(turn, name, level)
    return count(turn, *(told if introduction.is_known(turn, stint) else ()))


def leave(turn: Turn) -> Answer:
    """No to the easier way: another exercise is offered, if there is one."""
    name = turn.memory.about
    return _left(turn, name, [_left_out(name)])


def move_on(turn: Turn) -> Answer:
    """No to the other exercise."""
    return _ask_what_is_next(turn, [say("pause.fine")])


def stop_here(turn: Turn) -> Answer:
    """Yes, it is enough for today."""
    if turn.workout is not None and turn.workout.over:
        return workout.finish(turn)
    return close(turn, say("pain.take_care"))


def _stopped(turn: Turn, part: BodyPart | None) -> tuple[Turn, list[Phrase | None]]:
    """What to do with the body, before anything else is said."""
    turn = turn.but(unsure=False)
    first = say("pain.stop" if turn.stint is not None and turn.under_way else "pain.rest")
    if part is None:
        return turn, [first]
    turn = turn.with_memory(sore=_with(turn.memory.sore, part))
    return turn, [first, say("pain.spare", part=phrases.Part(part))]


def _signs(turn: Turn) -> tuple[Turn, Phrase | None]:
    """The signs of an emergency, once in a session."""
    told = turn.memory.told_signs
    return turn.with_memory(told_signs=True), None if told else say("pain.signs")


def _leave_at_once(turn: Turn, talk: Talk) -> Answer:
    """What is under way is left without a question; where nothing is, it may be time to stop."""
    turn, signs = _signs(turn)
    stint = turn.stint
    if stint is None or not stint.exercise or not turn.under_way:
        return ask(turn, [*talk, signs], Question.STOP_HERE)
    leaving = say("pain.leave", name=name_of(stint.exercise))
    return _left(turn, stint.exercise, [*talk, leaving, signs])


def _left(turn: Turn, name: str, talk: Talk) -> Answer:
    """Not again today. What spares the sore part is offered instead, if there is such a thing."""
    turn = turn.with_memory(hurts=_with(turn.memory.hurts, name))
    aside, planned = turn.person.aside, turn.workout
    if aside is not None and aside.exercise == name:
        turn = turn.with_person(aside=None).with_memory(alone=None)
    if planned is not None:
        turn = turn.with_person(workout=left_out(planned, name))
    instead = _instead(turn, name)
    if instead is None:
        return _ask_what_is_next(turn, talk)
    return ask(turn, talk, Question.INSTEAD, about=instead)


def _instead(turn: Turn, name: str) -> str | None:
    """Nothing that hurt today, and nothing that comes anyway."""
    besides = {*turn.memory.hurts, *(turn.workout.left if turn.workout is not None else ())}
    preferences, sore = turn.person.preferences, turn.memory.sore
    return stand_in(name, turn.library.exercises, preferences, sore, besides)


def _ask_what_is_next(turn: Turn, talk: Talk) -> Answer:
    """The next exercise is announced, one half done is gone on with; without a routine it may be enough."""
    if turn.workout is None:
        return ask(turn, talk, Question.STOP_HERE)
    if turn.workout.place != Place():
        return ask(turn, talk, question_of_place(turn, aside=False))
    return workout.announce(turn, *talk)


def _left_out(name: str) -> Phrase:
    return say("skip.left_out", name=name_of(name))


def _with(known: tuple[Item, ...], item: Item) -> tuple[Item, ...]:
    return known if item in known else (*known, item)
