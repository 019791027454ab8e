"""Pain that is not sharp: an easier way, another exercise, or what is left out. Only the session knows."""

from __future__ import annotations

from skill.coaching.cue import Place
from skill.coaching.exercise import BodyPart
from skill.dialogue import following, introduction, moving, variants, workout
from skill.dialogue.answer import Answer, ask, count
from skill.dialogue.memory import ABOUT_PAIN, HAS_SETTLED, Question
from skill.dialogue.phrases import Talk, say
from skill.dialogue.situation import asked, question_of_place
from skill.dialogue.sparing import (
    dropped,
    easier_if_all_strain,
    leaving_out,
    left_out,
    left_out_today,
    what_is_next,
    with_hurt,
    without_strain,
)
from skill.dialogue.turn import Turn
from skill.handlers.resting_first import (
    SERIOUS,
    chest_or_head,
    emergency_signs,
    over_for_today,
    rest_first,
    settles,
    stop_first,
)
from skill.handlers.routine import lead_on

SETTLING_MILD = 15.0
"""Seconds to come down, and for a pain that is not sharp to settle, before anything else is offered."""
STRETCHING = 12.0
"""Seconds of silence in which a cramp is stretched."""
TOO_OFTEN = 3
"""From so many pains in one session, stopping is offered."""


def hurts(turn: Turn) -> Answer:
    """ "That hurts", "my knee hurts": an easier way, else another exercise, else what comes next."""
    if (first := chest_or_head(turn)) is not None:
        return first
    part = _part_meant(turn)
    if turn.slots.body_part is None and turn.slots.little and asked(turn) in HAS_SETTLED:
        return settles(turn)  # "it only hurts when I kneel"
    if turn.memory.sharp_pain and (part is None or part in {*turn.memory.sore, *SERIOUS}):
        return rest_first(turn, part)
    if part is not None and not turn.under_way:
        return _leave_out_what_strains(turn, part)
    at_it, down = turn.under_way, moving.at_rest(turn)
    turn, (stop, *talk) = stop_first(turn, part)
    if part in SERIOUS:
        turn, signs = emergency_signs(turn)
        talk = [*talk, signs]
    if at_it:
        turn, talk = moving.rested(turn), [down, *talk]
    talk = [stop, *talk]
    turn = turn.with_memory(pains=turn.memory.pains + 1, cramped=False)
    if turn.memory.pains >= TOO_OFTEN:
        return _offer_to_stop(turn, talk)
    return _offer_easier_way(turn, talk, SETTLING_MILD if at_it else 0.0)


def _part_meant(turn: Turn) -> BodyPart | None:
    """The part that was named, or that the pain which is asked about is known to be in."""
    part, known = turn.slots.body_part, turn.memory.sore
    if part is not None or turn.interrupted or turn.slots.other_part:
        return part
    if asked(turn) in ABOUT_PAIN and len(known) == 1:  # where nobody named it, it may be one of several
        return known[0]
    return turn.memory.padded


def cramps(turn: Turn) -> Answer:
    """ "I've got a cramp": it is stretched; nothing is sore for the rest of the day, and it is no alarm."""
    if (serious := chest_or_head(turn)) is not None:
        return serious
    turn, talk = stop_first(turn, None)
    turn = turn.with_memory(cramped=True)
    return ask(turn, [*talk, say("pain.cramp")], question_of_place(turn), quiet=STRETCHING)


def _offer_to_stop(turn: Turn, talk: Talk) -> Answer:
    """It hurts again and again: the exercise is left out, and stopping is offered."""
    if turn.stint is not None and turn.stint.exercise:
        turn = dropped(with_hurt(turn, turn.stint.exercise), turn.stint.exercise)
    turn = workout.may_end_here(turn)
    return ask(turn, [*talk, say("pain.too_often")], Question.STOP_HERE)


def _offer_easier_way(turn: Turn, talk: Talk, quiet: float) -> Answer:
    """An easier way, else another exercise, else what comes next; behind so many seconds of quiet."""
    if turn.stint is None or not turn.stint.exercise:
        return ask(turn, talk, Question.STOP_HERE, quiet=quiet)
    name = turn.stint.exercise
    if turn.exercise(name).sparing_level(turn.level(name), turn.memory.sore) is None:
        if turn.slots.little:
            return ask(turn, [*talk, say("pain.smaller")], question_of_place(turn), quiet=quiet)
        return left_out_today(turn, name, talk, quiet)
    turn = with_hurt(turn, name)
    if not turn.under_way:
        talk = [*talk, following.announcement(turn, name)]
    return ask(turn, talk, Question.EASIER, about=name, quiet=quiet)


def accept_easier(turn: Turn) -> Answer:
    """Yes to the easier way: on at once, from the place where they were."""
    name, stint = turn.memory.about, turn.stint
    level = turn.exercise(name).sparing_level(turn.level(name), turn.memory.sore)
    if level is None or stint is None or stint.exercise != name:
        return lead_on(turn)
    turn = turn.with_memory(hurts=tuple(other for other in turn.memory.hurts if other != name))
    known, left = introduction.is_known(turn, stint), variants.given_up(turn, name)
    turn, told = variants.changed(turn, name, level)
    return count(turn, *(told if known else left))


def keep_as_it_is(turn: Turn) -> Answer:
    """ "No, it's fine": the exercise stays as it is, once they say that they are ready."""
    name = turn.memory.about
    hurts = tuple(other for other in turn.memory.hurts if other != name)
    turn = turn.with_memory(hurts=hurts, asked=None)
    return ask(turn, [say("pain.as_it_is")], question_of_place(turn))


def decline_easier(turn: Turn) -> Answer:
    """No to the easier way: another exercise is offered that spares what hurts, if there is one.

    Where nobody knows what hurts, it has to settle first: any other exercise may load it, too.
    """
    name = turn.memory.about
    if turn.memory.sore:
        return left_out_today(turn.with_memory(asked=None), name, ())
    turn = dropped(with_hurt(turn, name), name)
    talk = [left_out(name), say("pain.take_a_moment")]
    return ask(turn.with_memory(asked=None), talk, Question.BETTER, quiet=SETTLING_MILD)


def decline_instead(turn: Turn) -> Answer:
    """No to the other exercise; where nothing hurt, the routine is offered."""
    if turn.workout is None and not (turn.memory.hurts or turn.memory.sore):
        return ask(turn.with_memory(asked=None), [say("pause.fine")], Question.START)
    return what_is_next(turn.with_memory(asked=None), [say("pause.fine")])


def _leave_out_what_strains(turn: Turn, part: BodyPart) -> Answer:
    """Named before an exercise: what strains the part is left out today, and that is said."""
    planned = turn.workout is not None
    if not planned and not turn.unmet:
        turn = workout.begun(turn)
    turn, talk = stop_first(turn, part)
    if part in SERIOUS:
        turn, signs = emergency_signs(turn)
        talk = [*talk, signs]
    if part in SERIOUS and not planned and workout.closed_today(turn):
        return over_for_today(turn, *talk, say("pain.stop_for_today"))
    turn, easier = easier_if_all_strain(turn)
    turn, gone = without_strain(turn)
    if workout.everything_hurts(turn) or (turn.workout is not None and turn.workout.over):
        return over_for_today(turn, *talk, say("pain.all_of_it"))
    talk = [*talk, *leaving_out(turn, gone)]
    if easier:
        talk = [*talk, say("pain.easier_ways" if gone else "pain.easier_all")]
    if not planned:
        return ask(turn, talk, Question.START)
    if turn.workout is None or turn.workout.place != Place() or turn.person.aside is not None:
        return ask(turn, talk, question_of_place(turn))
    return workout.announce(turn, *talk)
