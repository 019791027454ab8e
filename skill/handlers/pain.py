"""Pain: what to do with the body first, then what to do instead. Nothing of it is kept beyond the session."""

from __future__ import annotations

from collections.abc import Collection

from skill.coaching.cue import Place
from skill.coaching.exercise import BodyPart
from skill.dialogue import following, introduction, phrases, variants, workout
from skill.dialogue.answer import Answer, ask, close, count
from skill.dialogue.logbook import day_of
from skill.dialogue.memory import Question
from skill.dialogue.phrases import Phrase, Talk, say
from skill.dialogue.situation import question_of_place
from skill.dialogue.sparing import (
    dropped,
    easier_if_all_strain,
    leaving_out,
    left_out_today,
    what_is_next,
    with_hurt,
    with_sore,
    without_strain,
)
from skill.dialogue.turn import Turn
from skill.handlers.emergency import emergency
from skill.handlers.routine import lead_on

SETTLING = 30.0
"""Seconds of silence in which a pain may settle; the reprompt gives more."""
SETTLING_MILD = 6.0
"""The same for a pain that is not sharp, before an easier way is offered."""
TOO_OFTEN = 3
"""From so many pains in one session, stopping is offered."""
SERIOUS = {BodyPart.BACK, BodyPart.LEG}
"""Where pain may come from the nerves of the spine (NHS trusts, cauda equina leaflets)."""


def hurts(turn: Turn) -> Answer:
    """ "That hurts", "my knee hurts": an easier way, else another exercise, else what comes next."""
    part = turn.slots.body_part
    if part is BodyPart.CHEST:
        return emergency(turn)
    if part is BodyPart.HEAD:
        return unwell(turn)
    if turn.memory.sharp_pain and (part is None or part in {*turn.memory.sore, *SERIOUS}):
        return _rest_first(turn, part, signs=part is None or part in SERIOUS)
    if part is not None and not turn.under_way:
        return _leave_out_what_strains(turn, part)
    turn, talk = _stop_first(turn, part)
    if part in SERIOUS:
        turn, signs = _emergency_signs(turn)
        talk = [*talk, signs]
    turn = turn.with_memory(pains=turn.memory.pains + 1, cramped=False)
    if turn.memory.pains >= TOO_OFTEN:
        return _offer_to_stop(turn, talk)
    return _offer_easier_way(turn, talk)


def cramps(turn: Turn) -> Answer:
    """ "I've got a cramp": it is stretched; nothing is sore for the rest of the day, and it is no alarm."""
    if turn.slots.body_part is BodyPart.CHEST:
        return emergency(turn)
    turn, talk = _stop_first(turn, None)
    return _offer_easier_way(turn.with_memory(cramped=True), [*talk, say("pain.cramp")])


def _offer_to_stop(turn: Turn, talk: Talk) -> Answer:
    """It hurts again and again: the exercise is left out, and stopping is offered."""
    if turn.stint is not None and turn.stint.exercise:
        turn = dropped(with_hurt(turn, turn.stint.exercise), turn.stint.exercise)
    turn = workout.may_end_here(turn)
    return ask(turn, [*talk, say("pain.too_often")], Question.STOP_HERE)


def _offer_easier_way(turn: Turn, talk: Talk) -> Answer:
    """An easier way, else another exercise, else what comes next."""
    if turn.stint is None or not turn.stint.exercise:
        return ask(turn, talk, Question.STOP_HERE)
    name = turn.stint.exercise
    turn = with_hurt(turn, name)
    if turn.exercise(name).sparing_level(turn.level(name), turn.memory.sore) is None:
        return left_out_today(turn, name, talk)
    if not turn.under_way:
        talk = [*talk, following.announcement(turn, name)]
    quiet = SETTLING_MILD if turn.under_way else 0.0
    return ask(turn, talk, Question.EASIER, about=name, quiet=quiet)


def hurts_sharply(turn: Turn) -> Answer:
    """ "A sharp pain": the exercise is left, and the body rests before anything else is asked."""
    part = turn.slots.body_part
    if part in {BodyPart.CHEST, BodyPart.HEAD}:
        return emergency(turn)
    return _rest_first(turn, part, signs=part is None or part in SERIOUS)


def hurts_down_the_leg(turn: Turn) -> Answer:
    """It comes from the back; the signs of an emergency are told however often it is said."""
    return _rest_first(turn.with_memory(told_signs=False), BodyPart.BACK, signs=True)


def unwell(turn: Turn) -> Answer:
    """ "I feel dizzy": rest, and from the second time on no more today."""
    if turn.memory.warning_sign:
        return emergency(turn)
    again = turn.memory.unwell
    turn = workout.may_end_here(turn.but(unsure=False).with_memory(unwell=True))
    if again:
        return _over_for_today(turn, say("pain.unwell"), say("pain.stop_unwell"))
    return ask(turn, [say("pain.unwell"), say("pain.get_help")], Question.BETTER, quiet=SETTLING)


def warning_sign(turn: Turn) -> Answer:
    """ "My heart is racing", "my jaw hurts": an emergency if rest does not end it, or if it comes again."""
    if turn.memory.warning_sign or turn.memory.unwell:
        return emergency(turn)
    turn = turn.but(unsure=False).with_memory(unwell=True, warning_sign=True)
    return ask(turn, [say("pain.warning_sign")], Question.BETTER, quiet=SETTLING)


def has_settled(turn: Turn) -> Answer:
    """It has settled: continue with the exercises that spare the part that hurt, if any are left."""
    return what_is_next(turn.with_memory(asked=None), [say("pain.good")])


def still_there(turn: Turn) -> Answer:
    """ "Yes" to "better, or still there" may mean either, and "go" neither: "still there?" is asked."""
    return ask(turn, [], Question.STILL_THERE)


def has_not_settled(turn: Turn) -> Answer:
    """It has not settled, or came again: no more exercise today."""
    if turn.memory.warning_sign:
        return emergency(turn)
    return _over_for_today(turn, say("pain.stop_unwell" if turn.memory.unwell else "pain.stop_for_today"))


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
    """No to the easier way: another exercise is offered, if there is one."""
    return left_out_today(turn.with_memory(asked=None), turn.memory.about, ())


def decline_instead(turn: Turn) -> Answer:
    """No to the other exercise."""
    return what_is_next(turn.with_memory(asked=None), [say("pause.fine")])


def agree_to_stop(turn: Turn) -> Answer:
    """Yes, it is enough for today."""
    if turn.workout is not None and turn.workout.over:
        return workout.finish(turn)
    return _over_for_today(turn, say("pain.take_care"))


def _over_for_today(turn: Turn, *talk: Phrase | None) -> Answer:
    """Nothing goes on by itself later that day."""
    return close(workout.closed(turn.with_person(aside=None)), *talk)


def _rest_first(turn: Turn, part: BodyPart | None, *, signs: bool) -> Answer:
    """The exercise is left and the body put at ease; a second such pain ends the day.

    Whether there was one in an earlier session of the day is not kept: an ended routine stands for it.
    """
    again = turn.memory.sharp_pain or turn.memory.again_today
    strained = (part,) if part is not None else _strained_now(turn)
    turn, talk = _stop_first(turn, None)
    turn = workout.may_end_here(with_sore(turn.with_memory(sharp_pain=True), strained))
    if part is None or part in SERIOUS:
        talk = [*talk, say("pain.lie_down")]
    else:
        talk = [*talk, say("pain.sit_down", part=phrases.Part(part))]
    if signs:
        turn, told = _emergency_signs(turn)
        talk = [*talk, told]
    if again:
        return _over_for_today(turn, *talk, say("pain.stop_for_today"))
    name = turn.stint.exercise if turn.stint is not None else ""
    if name and turn.under_way:
        turn = dropped(with_hurt(turn, name), name)
    return ask(turn, [*talk, say("pain.take_a_moment")], Question.BETTER, quiet=SETTLING)


def _strained_now(turn: Turn) -> Collection[BodyPart]:
    """What the exercise under way strains: where a pain is not named, it may be any of that."""
    stint = turn.stint
    if stint is None or not stint.exercise:
        return ()
    return turn.exercise(stint.exercise).strains_at(turn.level(stint.exercise))


def _leave_out_what_strains(turn: Turn, part: BodyPart) -> Answer:
    """Named before an exercise: what strains the part is left out today, and that is said."""
    planned = turn.workout is not None
    if not planned and not turn.unmet:
        turn = workout.begun(turn)
    turn, talk = _stop_first(turn, part)
    if part in SERIOUS:
        turn, signs = _emergency_signs(turn)
        talk = [*talk, signs]
    if part in SERIOUS and not planned and turn.person.closed_on == day_of(turn, turn.now):
        return _over_for_today(turn, *talk, say("pain.stop_for_today"))
    turn, easier = easier_if_all_strain(turn)
    turn, gone = without_strain(turn)
    if workout.everything_hurts(turn) or (turn.workout is not None and turn.workout.over):
        return _over_for_today(turn, *talk, say("pain.all_of_it"))
    talk = [*talk, *leaving_out(turn, gone)]
    if easier:
        talk = [*talk, say("pain.easier_ways" if gone else "pain.easier_all")]
    if not planned:
        return ask(turn, talk, Question.START)
    if turn.workout is None or turn.workout.place != Place() or turn.person.aside is not None:
        return ask(turn, talk, question_of_place(turn))
    return workout.announce(turn, *talk)


def _stop_first(turn: Turn, part: BodyPart | None) -> tuple[Turn, Talk]:
    """What to do with the body, before anything else is said."""
    turn = turn.but(unsure=False)
    if part is not None and not turn.under_way and (turn.workout is None or not turn.workout.begun):
        return with_sore(turn, (part,)), [say("pain.go_easy", part=phrases.Part(part))]
    first = say("pain.stop" if turn.stint is not None and turn.under_way else "pain.rest")
    if part is None:
        return turn, [first]
    return with_sore(turn, (part,)), [first, say("pain.spare", part=phrases.Part(part))]


def _emergency_signs(turn: Turn) -> tuple[Turn, Phrase | None]:
    """The signs of an emergency, once in a session."""
    told = turn.memory.told_signs
    return turn.with_memory(told_signs=True), None if told else say("pain.signs")
